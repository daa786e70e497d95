package dev.molly.retire;

import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One resource as one look at it found it, with all that its staged deletion asks.
///
/// @param settings by control or attribute, what AWS holds
/// @param unfinished by control or attribute, what AWS still does about a setting it has taken, in
///     words: `it is stopping`
/// @param busy what AWS does to it that nothing can be changed beside, in words; empty when nothing
/// @param blockers what speaks against retiring it
/// @param startedAt when it was last started; empty when AWS does not tell
/// @param at when the look was taken
/// @param finalCopy whether its final copy can be relied on
/// @param doubt why its record cannot be relied on, whatever it says; empty when it can
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

  /// A look that does not ask whether the final copy can be relied on.
  public Observation(
      Resource resource,
      Map<ControlId, String> settings,
      Map<ControlId, String> unfinished,
      Optional<String> busy,
      List<Blocker> blockers,
      Optional<Instant> startedAt,
      Instant at) {
    this(
        resource,
        settings,
        unfinished,
        busy,
        blockers,
        startedAt,
        at,
        new FinalCopyState.NotChecked(),
        Optional.empty());
  }

  /// What AWS holds for a control or attribute.
  ///
  /// @throws IllegalStateException when the look did not ask
  public String setting(ControlId control) {
    String setting = settings.get(control);
    if (setting == null) {
      throw new IllegalStateException("nobody looked at " + control + " of " + resource.id());
    }
    return setting;
  }

  /// What AWS still does about a setting it has taken, in words; empty when nothing.
  public Optional<String> pending(ControlId control) {
    return Optional.ofNullable(unfinished.get(control));
  }

  /// What whoever gets it back should know, in words: a start that came to nothing, or what comes
  /// back otherwise than it was.
  public List<String> notes() {
    return blockers.stream()
        .filter(each -> NOTES.contains(each.code()))
        .map(each -> each.reason() + " (" + each.remedy() + ")")
        .toList();
  }

  /// The same look, at what the resource would be then.
  public Observation withResource(Resource later) {
    return new Observation(
        later, settings, unfinished, busy, blockers, startedAt, at, finalCopy, doubt);
  }

  /// The same look, and what is known of the final copy.
  public Observation withFinalCopy(FinalCopyState known) {
    return new Observation(
        resource, settings, unfinished, busy, blockers, startedAt, at, known, doubt);
  }

  /// The same look, and why the record cannot be relied on.
  public Observation withDoubt(String why) {
    return new Observation(
        resource, settings, unfinished, busy, blockers, startedAt, at, finalCopy, Optional.of(why));
  }

  /// The same look, taken at another time.
  public Observation at(Instant time) {
    return new Observation(
        resource, settings, unfinished, busy, blockers, startedAt, time, finalCopy, doubt);
  }

  /// What the next look would find if this were done, and AWS through with it: for showing a
  /// staged deletion before it is climbed.
  public Observation withSetting(ControlId control, String setting) {
    var later = new HashMap<>(settings);
    later.put(control, setting);
    return new Observation(
        resource, later, Map.of(), Optional.empty(), blockers, startedAt, at, finalCopy, doubt);
  }

  /// What the next look would find once AWS is through with what it does now.
  public Observation settled() {
    return new Observation(
        resource, settings, Map.of(), Optional.empty(), blockers, startedAt, at, finalCopy, doubt);
  }
}
