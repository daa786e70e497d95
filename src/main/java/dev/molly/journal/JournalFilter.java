package dev.molly.journal;

import dev.molly.model.ResourceRef;
import dev.molly.plan.RunId;
import dev.molly.text.DurationText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which entries are asked for; what is empty is not asked.
///
/// @param run the run they are of
/// @param id the identifier or the uid of the resource they are about. The beginning and the end of
///     a run that is about it too are among them: they say who did it, and how it went
/// @param since the earliest time
public record JournalFilter(Optional<RunId> run, Optional<String> id, Optional<Instant> since) {
  /// Everything.
  public static final JournalFilter ALL =
      new JournalFilter(Optional.empty(), Optional.empty(), Optional.empty());

  /// Reads a time, or how long ago it was.
  ///
  /// @param text `2026-11-22T23:58:00Z`, `36h`, `14d`
  /// @throws IllegalArgumentException when it is neither
  public static Instant since(String text, Instant now) {
    try {
      return text.contains("T") ? Instant.parse(text) : now.minus(DurationText.parse(text));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is neither a time such as 2026-11-22T23:58:00Z nor how long ago it was,"
              + " such as 30m, 36h, 14d or 2w",
          e);
    }
  }

  /// Those of a run's entries that are asked for.
  public List<JournalEntry> of(RunId of, List<JournalEntry> entries) {
    if (run.isPresent() && !run.get().equals(of)) {
      return List.of();
    }
    Set<Integer> steps = steps(entries);
    List<JournalEntry> found =
        entries.stream()
            .filter(entry -> since.isEmpty() || !entry.at().isBefore(since.get()))
            .filter(entry -> id.isEmpty() || step(entry).map(steps::contains).orElse(true))
            .toList();
    boolean nothing = id.isPresent() && found.stream().allMatch(entry -> step(entry).isEmpty());
    return nothing ? List.of() : found;
  }

  /// The steps that are about the resource: an outcome does not name it again.
  private Set<Integer> steps(List<JournalEntry> entries) {
    return entries.stream()
        .filter(entry -> resource(entry).filter(this::isAskedFor).isPresent())
        .flatMap(entry -> step(entry).stream())
        .collect(Collectors.toSet());
  }

  private static Optional<ResourceRef> resource(JournalEntry entry) {
    return switch (entry) {
      case JournalEntry.Intent intent -> Optional.of(intent.change().resource());
      case JournalEntry.Notice notice -> Optional.of(notice.resource());
      case JournalEntry.Outcome outcome -> Optional.empty();
      case JournalEntry.RunStarted began -> Optional.empty();
      case JournalEntry.RunFinished ended -> Optional.empty();
    };
  }

  private boolean isAskedFor(ResourceRef resource) {
    return id.isPresent()
        && (id.get().equals(resource.identifier()) || id.get().equals(resource.id().uid()));
  }

  /// The step that an entry is about; empty for one about the run as a whole.
  private static Optional<Integer> step(JournalEntry entry) {
    return switch (entry) {
      case JournalEntry.Intent intent -> Optional.of(intent.step());
      case JournalEntry.Outcome outcome -> Optional.of(outcome.step());
      case JournalEntry.Notice notice -> Optional.of(notice.step());
      case JournalEntry.RunStarted began -> Optional.empty();
      case JournalEntry.RunFinished ended -> Optional.empty();
    };
  }
}
