package dev.molly.plan;

import dev.molly.model.ControlId;
import dev.molly.model.ExitCode;
import dev.molly.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How a run went.
///
/// @param outcomes by step of the plan, in the order in which they came; steps that were not
///     reached have none
/// @param stopped why the run stopped before its end; empty when it did not
/// @param undone what was taken back again because the run stopped
public record RunResult(
    RunId run, Plan plan, List<Outcome> outcomes, Optional<String> stopped, List<Outcome> undone) {
  /// What became of one step.
  ///
  /// @param detail what AWS said, when it did not simply do it
  public record Outcome(Change change, Result result, String detail) {}

  /// How one step went.
  public enum Result {
    /// Written, and reading it back shows it.
    DONE,
    /// It was there already: nothing was written.
    ALREADY,
    /// Not written: the resource is no longer what the plan saw.
    DRIFTED,
    /// Not written: AWS denied it, asked to slow down, or could not be reached for the look before
    /// it. This account and region were left alone from there on.
    PAUSED,
    /// Not written yet: AWS has to finish something first. The next sweep goes on from there.
    WAITING,
    /// Not written: it would say that the owner was told, and the owner could not be.
    UNTOLD,
    /// Not written: AWS refused this very attempt, or did not say how the resource is now.
    FAILED,
    /// Written, and reading it back shows something else.
    MISMATCH,
    /// No answer came, and looking did not help: it may or may not have been written.
    UNKNOWN;

    /// As it is written in reports: `done`.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public RunResult {
    outcomes = List.copyOf(outcomes);
    undone = List.copyOf(undone);
  }

  private static boolean isFine(Result result) {
    return switch (result) {
      case DONE, ALREADY, WAITING -> true;
      case DRIFTED, PAUSED, UNTOLD, FAILED, MISMATCH, UNKNOWN -> false;
    };
  }

  /// How many steps ended like this.
  public long count(Result result) {
    return outcomes.stream().filter(outcome -> outcome.result() == result).count();
  }

  /// What a change is about, whatever the plan knew of its values: a claim is written with the time
  /// at which it is made, and a resource may have another name by then.
  private record Subject(ResourceId resource, ControlId control) {
    static Subject of(Change change) {
      return new Subject(change.resource().id(), change.control());
    }
  }

  /// The changes that the run ended before it came to: those of one subject come in their order.
  public List<Change> notReached() {
    var reached = new ArrayList<Subject>();
    outcomes.forEach(outcome -> reached.add(Subject.of(outcome.change())));
    return plan.steps().stream()
        .map(PlannedChange::change)
        .filter(change -> !reached.remove(Subject.of(change)))
        .toList();
  }

  /// What an undo was asked to take back and could not. A protect leaves things too, but its plan
  /// said so before anybody confirmed it.
  public List<String> notTakenBack() {
    return plan.command().equals("undo") ? plan.skipped() : List.of();
  }

  /// Done when every step is done or waits for AWS, and an undo left nothing; partly failed
  /// otherwise.
  public ExitCode exitCode() {
    boolean all =
        outcomes.size() == plan.steps().size()
            && stopped.isEmpty()
            && notTakenBack().isEmpty()
            && outcomes.stream().map(Outcome::result).allMatch(RunResult::isFine);
    return all ? ExitCode.CLEAN : ExitCode.PARTLY_FAILED;
  }
}
