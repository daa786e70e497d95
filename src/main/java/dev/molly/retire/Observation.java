package dev.molly.retire;

import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One resource as observed at one time, with everything that its staged deletion needs.
///
/// @param settings the settings in AWS, by control or attribute
/// @param unfinished AWS's unfinished work on a setting it has accepted, by control or
///     attribute, as text: `it is stopping`
/// @param busy an AWS operation on the resource during which nothing can be changed, as text;
///     empty if there is none
/// @param blockers the findings that argue against the resource's retirement
/// @param startedAt the time of the last start; empty if AWS does not report it
/// @param at the time of the observation
/// @param finalCopy whether the final copy can be relied on
/// @param doubt the reason why the record cannot be relied on, regardless of its content; empty
///     if it can
public record Observation(
    Resource resource,
    Map<ControlId, String> settings,
    Map<ControlId, String> unfinished,
    Optional<String> busy,
    List<Blocker> blockers,
    Optional<Instant> startedAt,
    Instant at,
    FinalCopyState finalCopy,
    Optional<String> doubt) {
  private static final Set<String> NOTES = Set.of(Blocker.START_FAILED, Blocker.DIFFERS);

  public Observation {
    settings = Map.copyOf(settings);
    unfinished = Map.copyOf(unfinished);
    blockers = List.copyOf(blockers);
  }

  /// Creates an observation of some settings only, which no staged deletion can be based on.
  public static Observation of(Resource resource, Map<ControlId, String> settings, Instant at) {
    return new Observation(
        resource,
        settings,
        Map.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        at,
        new FinalCopyState.NotChecked(),
        Optional.empty());
  }

  /// Returns the setting of a control or attribute in AWS.
  ///
  /// @throws IllegalStateException if the observation does not include it
  public String setting(ControlId control) {
    String setting = settings.get(control);
    if (setting == null) {
      throw new IllegalStateException(control + " of " + resource.id() + " was not observed");
    }
    return setting;
  }

  /// Returns AWS's unfinished work on a setting it has accepted, as text; empty if there is
  /// none.
  public Optional<String> pending(ControlId control) {
    return Optional.ofNullable(unfinished.get(control));
  }

  /// Returns notes, as text, for the user who restores the resource: a start that failed, or a
  /// difference between the restored resource and the original.
  public List<String> notes() {
    return blockers.stream()
        .filter(each -> NOTES.contains(each.code()))
        .map(each -> each.reason() + " (" + each.remedy() + ")")
        .toList();
  }

  /// Returns why the last start failed; empty if it did not.
  public Optional<Blocker> failedStart() {
    return blockers.stream().filter(each -> each.code().equals(Blocker.START_FAILED)).findFirst();
  }

  /// Returns the same observation with the resource's expected later state.
  public Observation withResource(Resource later) {
    return new Observation(
        later, settings, unfinished, busy, blockers, startedAt, at, finalCopy, doubt);
  }

  /// Returns the same observation with the given state of the final copy.
  public Observation withFinalCopy(FinalCopyState known) {
    return new Observation(
        resource, settings, unfinished, busy, blockers, startedAt, at, known, doubt);
  }

  /// Returns the same observation with the reason why the record cannot be relied on.
  public Observation withDoubt(String why) {
    return new Observation(
        resource, settings, unfinished, busy, blockers, startedAt, at, finalCopy, Optional.of(why));
  }

  /// Returns the same observation with another time.
  public Observation at(Instant time) {
    return new Observation(
        resource, settings, unfinished, busy, blockers, startedAt, time, finalCopy, doubt);
  }

  /// Returns the observation expected after this change is made and AWS has finished it, for
  /// showing a staged deletion before it is run.
  public Observation withSetting(ControlId control, String setting) {
    var later = new HashMap<>(settings);
    later.put(control, setting);
    return new Observation(
        resource, later, Map.of(), Optional.empty(), blockers, startedAt, at, finalCopy, doubt);
  }

  /// Returns the observation expected once AWS has finished its current work.
  public Observation settled() {
    return new Observation(
        resource, settings, Map.of(), Optional.empty(), blockers, startedAt, at, finalCopy, doubt);
  }
}
