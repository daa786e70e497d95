package dev.molly.plan;

import dev.molly.model.ControlId;
import dev.molly.model.ExitCode;
import dev.molly.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The result of a run.
///
/// @param outcomes the outcomes in the order in which they occurred; steps that were not reached
///     have none
/// @param stopped why the run stopped early; empty when it did not
/// @param halted the outcomes that ended the steps of their own resource while the others went
///     on, in a sweep, an unattended purge, a restore or an undo; empty for a run that a person
///     confirmed, which stops instead
/// @param undone the outcomes of the undo after the run stopped
public record RunResult(
    RunId run,
    Plan plan,
    List<Outcome> outcomes,
    Optional<String> stopped,
    List<Outcome> halted,
    List<Outcome> undone) {
  /// The outcome of one step.
  ///
  /// @param detail the response of AWS, or the reason, if the step did not simply succeed
  public record Outcome(Change change, Result result, String detail) {}

  /// The result of one step.
  public enum Result {
    /// Written, and confirmed by reading it back.
    DONE,
    /// Not written: the setting had the intended value already.
    ALREADY,
    /// Not written: the resource has changed since the plan was made.
    DRIFTED,
    /// Not written: AWS denied the call, throttled it, or could not be reached for the
    /// observation before it. The later steps of this account and region were skipped.
    PAUSED,
    /// Not written: AWS denied the call, in a sweep, an unattended purge, a restore or an undo.
    /// Only the later steps of this resource were skipped.
    DENIED,
    /// Not written yet: AWS has to finish another operation first. The next sweep continues from
    /// there.
    WAITING,
    /// Not written: the change would state that the owner was notified, and the notification
    /// failed.
    UNTOLD,
    /// Not written: AWS refused this particular attempt, or did not return the current setting.
    FAILED,
    /// Written, but reading it back shows another value.
    MISMATCH,
    /// Unknown: AWS did not answer, and reading the setting gave no result. It may have been
    /// written.
    UNKNOWN;

    /// Returns the name in reports: `done`.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public RunResult {
    outcomes = List.copyOf(outcomes);
    halted = List.copyOf(halted);
    undone = List.copyOf(undone);
  }

  private static boolean isFine(Result result) {
    return switch (result) {
      case DONE, ALREADY, WAITING -> true;
      case DRIFTED, PAUSED, DENIED, UNTOLD, FAILED, MISMATCH, UNKNOWN -> false;
    };
  }

  /// Returns the number of steps with a result.
  public long count(Result result) {
    return outcomes.stream().filter(outcome -> outcome.result() == result).count();
  }

  /// The subject of a change, independent of the planned values: a claim is written with the
  /// time at which it is made, and a resource may have been renamed by then.
  private record Subject(ResourceId resource, ControlId control) {
    static Subject of(Change change) {
      return new Subject(change.resource().id(), change.control());
    }
  }

  /// Returns the changes that the run did not reach; changes of one subject keep their order.
  public List<Change> notReached() {
    var reached = new ArrayList<Subject>();
    outcomes.forEach(outcome -> reached.add(Subject.of(outcome.change())));
    return plan.steps().stream()
        .map(PlannedChange::change)
        .filter(change -> !reached.remove(Subject.of(change)))
        .toList();
  }

  /// Returns the changes of [#notReached] that were not begun because their own resource was
  /// halted.
  public List<Change> notBegun() {
    Set<ResourceId> those = idsOfHalted();
    return notReached().stream().filter(change -> those.contains(change.resource().id())).toList();
  }

  /// Returns the number of resources that went on although others were halted.
  public long wentOn() {
    Set<ResourceId> those = idsOfHalted();
    return outcomes.stream()
        .filter(outcome -> isFine(outcome.result()))
        .map(outcome -> outcome.change().resource().id())
        .filter(id -> !those.contains(id))
        .distinct()
        .count();
  }

  private Set<ResourceId> idsOfHalted() {
    return halted.stream()
        .map(outcome -> outcome.change().resource().id())
        .collect(Collectors.toSet());
  }

  /// Returns the changes that an undo was to undo and could not. A protect skips changes too,
  /// but its plan states so before the confirmation.
  public List<String> notTakenBack() {
    return plan.operation() == Operation.UNDO
        ? Stream.concat(plan.gaps().stream(), plan.skipped().stream()).toList()
        : List.of();
  }

  /// Returns the exit code: clean if every step is done or waits for AWS and an undo skipped
  /// nothing, partly failed otherwise.
  public ExitCode exitCode() {
    boolean all =
        outcomes.size() == plan.steps().size()
            && stopped.isEmpty()
            && notTakenBack().isEmpty()
            && outcomes.stream().map(Outcome::result).allMatch(RunResult::isFine);
    return all ? ExitCode.CLEAN : ExitCode.PARTLY_FAILED;
  }
}
