package dev.molly.engine.plan;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.aws.RecordSigner;
import dev.molly.engine.support.GapFactory;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.kind.ObservationScope;
import dev.molly.kind.Protectable;
import dev.molly.kind.Retirable;
import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import dev.molly.model.UserError;
import dev.molly.plan.Change;
import dev.molly.plan.Fingerprint;
import dev.molly.plan.Goal;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.Refusal;
import dev.molly.retire.Inventory;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.Observation;
import dev.molly.retire.RecordTags;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Builds a plan of staged deletion.
final class PlanBuilder {
  private final Operation operation;
  private final Inventory inventory;
  private final RetirementTracker tracker;
  private final Goal goal;
  private final Function<Resource, AccountSession> sessions;
  private final List<PlannedChange> steps = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private final List<Refusal> refused = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private Consumer<Refusal> trouble = this::refused;
  private Consumer<String> gone = id -> skipped(id + " is gone");

  /// Creates an empty plan.
  ///
  /// @param goal the goal for which resources are observed
  /// @param sessions the session in which a resource is observed
  PlanBuilder(
      Operation operation,
      Inventory inventory,
      Goal goal,
      RetirementTracker tracker,
      Function<Resource, AccountSession> sessions) {
    this.operation = operation;
    this.inventory = inventory;
    this.goal = goal;
    this.tracker = tracker;
    this.sessions = sessions;
  }

  /// Makes the plan skip, and report as skipped, each resource that cannot be observed.
  PlanBuilder without(Collection<Refusal> unseen) {
    trouble =
        no -> {
          unseen.add(no);
          skipped(no.reason() + " (" + no.remedy() + ")");
        };
    return this;
  }

  /// Makes the plan refuse each resource that is gone, and not skip it: that is not what was asked
  /// for.
  PlanBuilder refusingWhatIsGone() {
    gone =
        id ->
            refused(
                new Refusal(
                    "retired",
                    id + " is gone, and cannot be restored",
                    "what a purge deleted has final copies: molly explain final-copy"));
    return this;
  }

  /// Observes every resource of the inventory.
  PlanBuilder each(Consumer<Observation> then) {
    inventory.resources().forEach(resource -> observe(resource, then));
    return this;
  }

  /// Observes one resource. A resource that cannot be observed is refused in the plan. A failure
  /// affects only the resource in which it occurred.
  void observe(Resource resource, Consumer<Observation> then) {
    int before = steps.size();
    if (!tracker.retires(resource.id().kind())) {
      trouble.accept(
          new Refusal(
              "preflight",
              "%s: molly protects the kind %s, and cannot %s it"
                  .formatted(resource.ref().identifier(), resource.id().kind(), operation.word()),
              "molly explain " + resource.id().kind()));
      return;
    }
    try {
      tracker
          .observe(sessions.apply(resource), resource.ref(), ObservationScope.of(goal))
          .ifPresentOrElse(then, () -> gone.accept(resource.ref().identifier()));
    } catch (AwsException e) {
      trouble.accept(
          new Refusal(
              "preflight",
              resource.ref().identifier() + " cannot be looked at: " + e.getMessage(),
              e.missingPermission().isPresent()
                  ? "grant what is missing: molly iam " + operation.policy()
                  : "try again in a while"));
    } catch (UserError e) {
      throw e;
    } catch (RuntimeException e) {
      steps.subList(before, steps.size()).clear();
      trouble.accept(
          Refusal.trouble(resource.ref().identifier() + ": " + bug(e), operation.command()));
    }
  }

  /// Returns the text for an unexpected exception.
  static String bug(RuntimeException e) {
    return "this is a bug in molly: " + e;
  }

  void skipped(String what) {
    skipped.add(what);
  }

  void refused(Refusal why) {
    refused.add(why);
  }

  /// Adds a sentence to read before the plan is confirmed.
  void note(String text) {
    notes.add(text);
  }

  /// Adds all remaining steps towards a goal.
  void steps(Goal to, Observation observation, RetirementRecord record, String why) {
    stepsWhile(change -> true, to, observation, record, why);
  }

  /// Adds the remaining steps towards a goal, up to the first change that does not match.
  void stepsWhile(
      Predicate<Change> wanted,
      Goal to,
      Observation observation,
      RetirementRecord record,
      String why) {
    Retirable kind = tracker.kinds().retirable(observation.resource().id().kind());
    for (Change change : kind.stagedDeletion().remainingChanges(to, observation, record)) {
      if (!wanted.test(change)) {
        return;
      }
      steps.add(
          new PlannedChange(
              change, fingerprint(observation, change), kind.call(change), why, Optional.of(to)));
    }
  }

  /// Returns the fingerprint of the step that writes the record. Staged deletion needs a record
  /// to be checked again, so the first step requires an unchanged resource instead.
  private static String fingerprint(Observation observation, Change change) {
    return change.control().equals(LifecycleAttributes.RETIREMENT) && change.from().isEmpty()
        ? Fingerprint.of(observation.resource(), change.control(), change.from())
        : "";
  }

  /// Adds a standalone change of the record.
  void record(Observation observation, RetirementRecord to, String why) {
    change(
        observation,
        LifecycleAttributes.RETIREMENT,
        RecordTags.text(RetirementRecordCodec.write(to)),
        why);
  }

  /// Adds a standalone change.
  void change(Observation observation, ControlId control, String to, String why) {
    Protectable kind = tracker.kinds().protectable(observation.resource().id().kind());
    String from = observation.setting(control);
    var change = new Change(observation.resource().ref(), control, from, to);
    String fingerprint =
        Fingerprint.of(observation.resource(), control, kind.canonical(control, from));
    steps.add(new PlannedChange(change, fingerprint, kind.call(change), why));
  }

  Plan plan() {
    List<String> gaps = inventory.gaps().stream().map(GapFactory::words).toList();
    return new Plan(operation, steps, inventory.seen(), gaps, skipped, refused, notes());
  }

  /// The notes, and first that the printed command of a record lacks the signature, which only KMS
  /// can compute.
  private List<String> notes() {
    Stream<String> signed =
        inventory.resources().stream()
            .filter(resource -> steps.stream().anyMatch(step -> writesRecordOf(step, resource)))
            .flatMap(resource -> sessions.apply(resource).recordSigner().stream())
            .map(RecordSigner::key)
            .distinct()
            .map(
                key ->
                    "molly signs the record with %s; the printed command does not, and a record that it writes is not read"
                        .formatted(key));
    List<String> drift =
        operation == Operation.RETIRE
            ? DriftNotes.ofRetirement(steps, inventory.resources())
            : List.of();
    return Stream.of(signed, notes.stream(), drift.stream()).flatMap(each -> each).toList();
  }

  private static boolean writesRecordOf(PlannedChange step, Resource resource) {
    Change change = step.change();
    return change.control().equals(LifecycleAttributes.RETIREMENT)
        && !change.to().isEmpty()
        && change.resource().id().equals(resource.id());
  }
}
