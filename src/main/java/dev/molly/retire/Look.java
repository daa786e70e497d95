package dev.molly.retire;

import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One resource as one look at it found it, with all that its ladder asks.
///
/// @param settings by control or lever, what AWS holds
/// @param unfinished by control or lever, what AWS still does about a setting it has taken, in
///     words: `it is stopping`
/// @param busy what AWS does to it that nothing can be changed beside, in words; empty when nothing
/// @param obstacles what speaks against retiring it
/// @param startedAt when it was last started; empty when AWS does not tell
/// @param at when the look was taken
/// @param copied whether its final copy can be relied on
/// @param doubt why its record cannot be relied on, whatever it says; empty when it can
public record Look(
    Resource resource,
    Map<ControlId, String> settings,
    Map<ControlId, String> unfinished,
    Optional<String> busy,
    List<Obstacle> obstacles,
    Optional<Instant> startedAt,
    Instant at,
    Copied copied,
    Optional<String> doubt) {
  private static final Set<String> NOTES = Set.of(Obstacle.START_FAILED, Obstacle.DIFFERS);

  public Look {
    settings = Map.copyOf(settings);
    unfinished = Map.copyOf(unfinished);
    obstacles = List.copyOf(obstacles);
  }

  /// A look that does not ask whether the final copy can be relied on.
  public Look(
      Resource resource,
      Map<ControlId, String> settings,
      Map<ControlId, String> unfinished,
      Optional<String> busy,
      List<Obstacle> obstacles,
      Optional<Instant> startedAt,
      Instant at) {
    this(
        resource,
        settings,
        unfinished,
        busy,
        obstacles,
        startedAt,
        at,
        new Copied.Unasked(),
        Optional.empty());
  }

  /// What AWS holds for a control or lever.
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
  public Optional<String> waitsFor(ControlId control) {
    return Optional.ofNullable(unfinished.get(control));
  }

  /// What whoever gets it back should know, in words: a start that came to nothing, or what comes
  /// back otherwise than it was.
  public List<String> notes() {
    return obstacles.stream()
        .filter(each -> NOTES.contains(each.thing()))
        .map(each -> each.what() + " (" + each.instead() + ")")
        .toList();
  }

  /// The same look, at what the resource would be then.
  public Look of(Resource later) {
    return new Look(later, settings, unfinished, busy, obstacles, startedAt, at, copied, doubt);
  }

  /// The same look, and what is known of the final copy.
  public Look with(Copied known) {
    return new Look(resource, settings, unfinished, busy, obstacles, startedAt, at, known, doubt);
  }

  /// The same look, and why the record cannot be relied on.
  public Look doubted(String why) {
    return new Look(
        resource, settings, unfinished, busy, obstacles, startedAt, at, copied, Optional.of(why));
  }

  /// The same look, taken at another time.
  public Look takenAt(Instant time) {
    return new Look(
        resource, settings, unfinished, busy, obstacles, startedAt, time, copied, doubt);
  }

  /// What the next look would find if this were done, and AWS through with it: for showing a ladder
  /// before it is climbed.
  public Look after(ControlId control, String setting) {
    var later = new HashMap<>(settings);
    later.put(control, setting);
    return new Look(
        resource, later, Map.of(), Optional.empty(), obstacles, startedAt, at, copied, doubt);
  }

  /// What the next look would find once AWS is through with what it does now.
  public Look settled() {
    return new Look(
        resource, settings, Map.of(), Optional.empty(), obstacles, startedAt, at, copied, doubt);
  }
}
