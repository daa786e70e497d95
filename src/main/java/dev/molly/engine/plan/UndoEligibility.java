package dev.molly.engine.plan;

import dev.molly.journal.JournalEntry;
import dev.molly.journal.JournalException;
import dev.molly.journal.RunJournals;
import dev.molly.model.ResourceRef;
import dev.molly.model.UserError;
import dev.molly.plan.Change;
import dev.molly.plan.Operation;
import dev.molly.plan.RunId;
import dev.molly.retire.LifecycleAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Checks whether a run can be undone. Runs of staged deletion and of leases cannot: an undo
/// would restore settings one by one, without the blockers of staged deletion, or remove the
/// record that is needed to restore protection.
///
/// @param entries the journal entries of the run
/// @param touched the resources that the run may have written to
public record UndoEligibility(
    RunJournals runs, RunId run, List<JournalEntry> entries, List<ResourceRef> touched) {
  /// Refuses a run of staged deletion, which `molly restore` takes back, or of a lease.
  ///
  /// @throws UserError if the run is one of those; its message names the alternative
  public void mustNotBe() {
    entries.stream()
        .filter(JournalEntry.RunStarted.class::isInstance)
        .flatMap(entry -> Operation.find(((JournalEntry.RunStarted) entry).command()).stream())
        .flatMap(operation -> instead(operation).stream())
        .findFirst()
        .ifPresent(
            instead -> {
              throw new UserError(instead);
            });
  }

  /// Returns the refusal that names the alternative; empty if undo applies.
  private Optional<String> instead(Operation operation) {
    String kind = (operation == Operation.EXTEND ? "an " : "a ") + operation.word();
    String begins = "run %s is %s, and undo is not for it".formatted(run, kind);
    return switch (operation) {
      case PROTECT, UNDO -> Optional.empty();
      case RETIRE, SWEEP ->
          Optional.of(begins + ".\nTo get back what it retired: molly restore --run " + run);
      case PURGE ->
          Optional.of(
              begins
                  + ": what it deleted is gone. What is left are the final copies: "
                  + copies()
                  + ".\nTo make it again from them: molly explain final-copy");
      case LEASE ->
          Optional.of(begins + ".\nTo have protection back: molly lease " + typed() + " --end");
      case RENEW ->
          Optional.of(
              begins
                  + ": it brought protection back.\n"
                  + "To do without it: molly lease "
                  + typed()
                  + " --for 2h --why \"...\"");
      case RESTORE ->
          Optional.of(begins + ".\nTo retire it again: molly retire " + typed() + " --why \"...\"");
      case EXTEND ->
          Optional.of(
              begins + ": longer is always allowed, shorter never.\nTo see it: molly status");
    };
  }

  /// Returns the resources as arguments of a command; `ID` for a run that came to none.
  private String typed() {
    if (touched.isEmpty()) {
      return "ID";
    }
    return touched.stream().map(ResourceRef::typed).distinct().collect(Collectors.joining(" "));
  }

  /// Returns text such as `molly-20261123-093000 of i-0abc`, with the labels in the journals of
  /// the runs that took the copies.
  private String copies() {
    return touched.stream()
        .map(resource -> label(resource) + " of " + resource.identifier())
        .collect(Collectors.joining(", "));
  }

  /// Returns no entries for a journal that cannot be read; `molly journal verify` reports it.
  private List<JournalEntry> readable(RunId each) {
    try {
      return runs.read(each);
    } catch (JournalException e) {
      return List.of();
    }
  }

  private String label(ResourceRef resource) {
    return runs.all().stream()
        .flatMap(each -> readable(each).stream())
        .flatMap(
            entry ->
                entry instanceof JournalEntry.Intent intent
                    ? Stream.of(intent.change())
                    : Stream.<Change>empty())
        .filter(change -> change.control().equals(LifecycleAttributes.FINAL_COPY))
        .filter(change -> change.resource().id().equals(resource.id()))
        .map(change -> change.to().split(" ", 2)[0])
        .reduce((first, later) -> later)
        .orElse("those with the tag molly:copy-of=" + resource.id().uid() + ",");
  }
}
