package dev.molly.journal;

import dev.molly.model.ResourceRef;
import dev.molly.plan.RunId;
import dev.molly.text.DurationText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Selects entries; an empty criterion selects all.
///
/// @param run the run of the entries
/// @param ids the identifiers, uids or ARNs of their resource. The start and the end of a run with
///     such entries are included: they contain its callers and its result
/// @param since the earliest time
public record JournalFilter(Optional<RunId> run, Set<String> ids, Optional<Instant> since) {
  /// Selects all entries.
  public static final JournalFilter ALL =
      new JournalFilter(Optional.empty(), Set.of(), Optional.empty());

  public JournalFilter {
    ids = Set.copyOf(ids);
  }

  /// Returns the same filter for the resources that its ids denote in some entries, whatever they
  /// are called in others: a database has another identifier and ARN after it was retired.
  public JournalFilter underAllNames(Collection<JournalEntry> entries) {
    Set<String> all =
        Stream.concat(
                ids.stream(),
                entries.stream()
                    .flatMap(entry -> resource(entry).stream())
                    .filter(this::isAskedFor)
                    .map(resource -> resource.id().uid()))
            .collect(Collectors.toSet());
    return new JournalFilter(run, all, since);
  }

  /// Parses a time, or a duration before now.
  ///
  /// @param text `2026-11-22T23:58:00Z`, `36h`, `14d`
  /// @throws IllegalArgumentException if it is neither
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

  /// Returns the selected entries of a run.
  public List<JournalEntry> of(RunId of, List<JournalEntry> entries) {
    if (run.isPresent() && !run.get().equals(of)) {
      return List.of();
    }
    Set<Integer> steps = steps(entries);
    List<JournalEntry> found =
        entries.stream()
            .filter(entry -> since.isEmpty() || !entry.at().isBefore(since.get()))
            .filter(entry -> ids.isEmpty() || step(entry).map(steps::contains).orElse(true))
            .toList();
    boolean nothing = !ids.isEmpty() && found.stream().allMatch(entry -> step(entry).isEmpty());
    return nothing ? List.of() : found;
  }

  /// Returns the steps of the resource: an outcome does not name the resource again.
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
    return ids.contains(resource.identifier())
        || ids.contains(resource.id().uid())
        || ids.contains(resource.arn());
  }

  /// Returns the step of an entry; empty for an entry about the run as a whole.
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
