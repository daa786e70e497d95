package dev.molly.report.change;

import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.report.format.Invocation;
import dev.molly.retire.RetirementRecordCodec;
import dev.molly.retire.RetirementRecordCodec.Reading;
import dev.molly.text.ShellQuoting;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The next command to type after a plan was refused.
public final class RefusalNextCommand {
  private static final String BLAST_RADIUS = "blast-radius";
  private static final String DRIFT = "drift";

  private RefusalNextCommand() {}

  /// Returns the same command, with the required limit if the plan is too large; for a plan
  /// whose resources have changed since, the command that makes the plan again.
  ///
  /// @param again the command that tries again
  public static String command(
      String again, Invocation typed, Plan plan, List<Refusal> objections) {
    if (isStale(typed, plan, objections)) {
      return typed.complete(madeAgain(plan));
    }
    boolean tooMany = objections.stream().anyMatch(each -> each.guard().equals(BLAST_RADIUS));
    return tooMany && again.equals(typed.again())
        ? typed.again("--limit", String.valueOf(plan.resources()))
        : again;
  }

  /// Returns the command that makes a saved plan again, for the same resources.
  private static String madeAgain(Plan plan) {
    String command = "molly " + plan.operation().command();
    List<String> resources =
        plan.steps().stream()
            .map(step -> ShellQuoting.quote(step.change().resource().typed()))
            .distinct()
            .toList();
    return switch (plan.operation()) {
      case PROTECT -> command + " --id " + String.join(",", resources);
      case RETIRE -> command + " " + String.join(" ", resources) + wish(plan);
      default -> command + " " + String.join(" ", resources);
    };
  }

  /// Returns the options of a retirement by the record that it would write. What was accepted is
  /// not among them: it has to be read again.
  private static String wish(Plan plan) {
    return plan.steps().stream()
        .flatMap(
            step ->
                RetirementRecordCodec.written(step.change()) instanceof Reading.Found(var record)
                    ? Stream.of(record)
                    : Stream.empty())
        .findFirst()
        .map(
            record ->
                " --why %s --keep %s%s"
                    .formatted(
                        ShellQuoting.quote(record.why()),
                        keep(Duration.between(record.at(), record.due())),
                        record.options().stream()
                            .map(option -> " --" + option)
                            .collect(Collectors.joining())))
        .orElse("");
  }

  /// Returns the time to keep a resource: the record has an hour more, in which the plan may be
  /// confirmed.
  private static String keep(Duration recorded) {
    return recorded.toHours() % 24 <= 1 && recorded.toDays() > 0
        ? recorded.toDays() + "d"
        : recorded.toHours() + "h";
  }

  /// Returns whether a retry is useless because the plan is a saved one and its resources have
  /// changed.
  static boolean isStale(Invocation typed, Plan plan, List<Refusal> objections) {
    return objections.stream().anyMatch(each -> each.guard().equals(DRIFT))
        && !typed.isOf(plan.operation().word());
  }
}
