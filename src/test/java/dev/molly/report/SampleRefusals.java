package dev.molly.report;

import static dev.molly.report.SamplePlans.NOW;
import static dev.molly.report.SamplePlans.PROD;
import static dev.molly.report.SamplePlans.STAGING;
import static java.util.stream.Collectors.toMap;

import dev.molly.guard.BlastLimit;
import dev.molly.guard.ConfirmationInput;
import dev.molly.guard.ConfirmationPhrase;
import dev.molly.guard.Freeze;
import dev.molly.guard.GuardContext;
import dev.molly.guard.RetentionWindow;
import dev.molly.guard.Verdict;
import dev.molly.model.AccountId;
import dev.molly.model.Environment;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Refusals to show: what the guards say of a plan, the guards say.
public final class SampleRefusals {
  private SampleRefusals() {}

  public static String phrase(Plan plan) {
    return ConfirmationPhrase.of(plan, NOW);
  }

  /// What the guards say when nothing is wrong but the answer.
  public static List<Refusal> refusals(Plan plan, ConfirmationInput answer) {
    var callers = plan.accounts().stream().collect(toMap(each -> each, each -> each));
    return refusals(plan, situation(callers, Environment.ANY, List.of(), List.of(), answer, 100));
  }

  /// What the guards say to a phrase that is good, when all else is wrong.
  public static List<Refusal> objections(Plan plan) {
    var inStaging = Map.of(PROD, STAGING);
    var freezes =
        List.of(
            new Freeze("checkout is down " + SampleReports.ANSI, NOW, Optional.empty(), Freeze.OFF),
            new Freeze("Black Friday", NOW, Optional.of(NOW.plus(Duration.ofDays(4))), Freeze.OFF));
    List<ResourceRef> drifted =
        plan.steps().stream().map(step -> step.change().resource()).limit(3).toList();
    ConfirmationInput good = new ConfirmationInput.Given(phrase(plan));
    return refusals(
        plan, situation(inStaging, Environment.of(Set.of()), freezes, drifted, good, 0));
  }

  /// Every refusal of every guard.
  static List<Refusal> everyRefusal() {
    Plan plan = SamplePlans.nasty();
    var refusals = new ArrayList<>(objections(plan));
    for (ConfirmationInput answer : wrongAnswers(plan)) {
      refusals(plan, answer).stream()
          .filter(refusal -> refusal.guard().equals("confirmation"))
          .forEach(refusals::add);
    }
    return refusals;
  }

  /// Nobody, the wrong number, the phrase of another plan, and one that was good yesterday.
  static List<ConfirmationInput> wrongAnswers(Plan plan) {
    return List.of(
        new ConfirmationInput.None(),
        new ConfirmationInput.Typed("yes"),
        new ConfirmationInput.Given(phrase(SamplePlans.empty())),
        new ConfirmationInput.Given(ConfirmationPhrase.of(plan, NOW.minus(Duration.ofDays(1)))));
  }

  private static List<Refusal> refusals(Plan plan, GuardContext now) {
    return switch (Verdict.decide(plan, now)) {
      case Verdict.Refused(var reasons) -> reasons;
      case Verdict.Approved approved -> List.of();
    };
  }

  private static GuardContext situation(
      Map<AccountId, AccountId> callers,
      Environment environment,
      List<Freeze> freezes,
      List<ResourceRef> drifted,
      ConfirmationInput answer,
      int percent) {
    var limit = new BlastLimit(0, percent);
    return new GuardContext(
        NOW,
        callers,
        environment,
        limit,
        freezes,
        drifted,
        List.of(),
        answer,
        Duration.ofHours(1),
        RetentionWindow.DEFAULT,
        Map.of(),
        Map.of(),
        Optional.empty(),
        Set.of());
  }
}
