package dev.molly.engine.plan;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.aws.RecordSigner;
import dev.molly.engine.scan.Inventory;
import dev.molly.engine.support.GapFactory;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.kind.ResourceKind;
import dev.molly.kind.registry.KindRegistry;
import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import dev.molly.model.UserError;
import dev.molly.plan.Change;
import dev.molly.plan.Fingerprint;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.Refusal;
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

/// A plan of staged deletion in the making.
final class PlanBuilder {
  private final String command;
  private final Inventory inventory;
  private final RetirementTracker tracker;
  private final Goal goal;
  private final Function<Resource, AccountSession> sessions;
  private final List<PlannedChange> steps = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private final List<Refusal> refused = new ArrayList<>();
  private Consumer<Refusal> trouble = this::refused;

  /// An empty one.
  ///
  /// @param goal what its looks are for
  /// @param sessions the session in which to look at a resource
  PlanBuilder(
      String command,
      Inventory inventory,
      Goal goal,
      RetirementTracker tracker,
      Function<Resource, AccountSession> sessions) {
    this.command = command;
    this.inventory = inventory;
    this.goal = goal;
    this.tracker = tracker;
    this.sessions = sessions;
  }

  /// A plan that goes on without what cannot be looked at: it is left, and said to be.
  PlanBuilder without(Collection<Refusal> unseen) {
    trouble =
        no -> {
          unseen.add(no);
          skipped(no.reason() + " (" + no.remedy() + ")");
        };
    return this;
  }

  /// Looks at everything in the inventory.
  PlanBuilder each(Consumer<Observation> then) {
    inventory.resources().forEach(resource -> observe(resource, then));
    return this;
  }

  /// Looks at one resource. What cannot be looked at is refused, and the plan says so. What goes
  /// wrong with one resource is that one's trouble, and no other's.
  void observe(Resource resource, Consumer<Observation> then) {
    int before = steps.size();
    try {
      tracker
          .observe(sessions.apply(resource), resource.ref(), goal)
          .ifPresentOrElse(then, () -> skipped(resource.ref().identifier() + " is gone"));
    } catch (AwsException e) {
      trouble.accept(
          new Refusal(
              "preflight",
              resource.ref().identifier() + " cannot be looked at: " + e.getMessage(),
              e.missingPermission().isPresent()
                  ? "grant what is missing: molly iam " + command
                  : "try again in a while"));
    } catch (UserError e) {
      throw e;
    } catch (RuntimeException e) {
      steps.subList(before, steps.size()).clear();
      trouble.accept(Refusal.trouble(resource.ref().identifier() + ": " + bug(e), command));
    }
  }

  /// What to say of an exception that none should have thrown.
  static String bug(RuntimeException e) {
    return "this is a bug in molly: " + e;
  }

  void skipped(String what) {
    skipped.add(what);
  }

  void refused(Refusal why) {
    refused.add(why);
  }

  /// All that is still to be done towards a goal.
  void steps(Goal to, Observation observation, RetirementRecord record, String why) {
    stepsWhile(change -> true, to, observation, record, why);
  }

  /// What is still to be done towards a goal, up to the first change that is not like that.
  void stepsWhile(
      Predicate<Change> wanted,
      Goal to,
      Observation observation,
      RetirementRecord record,
      String why) {
    ResourceKind kind = KindRegistry.of(observation.resource().id().kind());
    for (Change change : kind.stagedDeletion().remainingChanges(to, observation, record)) {
      if (!wanted.test(change)) {
        return;
      }
      steps.add(
          new PlannedChange(
              change, fingerprint(observation, change), kind.call(change), why, Optional.of(to)));
    }
  }

  /// Before there is a record, the staged deletion cannot be asked again: then the resource must
  /// be what it was.
  private static String fingerprint(Observation observation, Change change) {
    return change.control().equals(LifecycleAttributes.RETIREMENT) && change.from().isEmpty()
        ? Fingerprint.of(observation.resource(), change.control(), change.from())
        : "";
  }

  /// A change of the record that stands alone.
  void record(Observation observation, RetirementRecord to, String why) {
    change(
        observation,
        LifecycleAttributes.RETIREMENT,
        RecordTags.text(RetirementRecordCodec.write(to)),
        why);
  }

  /// A change that stands alone.
  void change(Observation observation, ControlId control, String to, String why) {
    ResourceKind kind = KindRegistry.of(observation.resource().id().kind());
    String from = observation.setting(control);
    var change = new Change(observation.resource().ref(), control, from, to);
    String fingerprint =
        Fingerprint.of(observation.resource(), control, kind.canonical(control, from));
    steps.add(new PlannedChange(change, fingerprint, kind.call(change), why));
  }

  Plan plan() {
    List<String> gaps = inventory.gaps().stream().map(GapFactory::words).toList();
    return new Plan(command, steps, inventory.seen(), gaps, skipped, refused, notes());
  }

  /// The printed command of a record cannot hold what only KMS can compute.
  private List<String> notes() {
    return inventory.resources().stream()
        .filter(resource -> steps.stream().anyMatch(step -> writesRecordOf(step, resource)))
        .flatMap(resource -> sessions.apply(resource).recordSigner().stream())
        .map(RecordSigner::key)
        .distinct()
        .map(
            key ->
                "molly signs the record with %s; the printed command does not, and a record that it writes is not read"
                    .formatted(key))
        .toList();
  }

  private static boolean writesRecordOf(PlannedChange step, Resource resource) {
    Change change = step.change();
    return change.control().equals(LifecycleAttributes.RETIREMENT)
        && !change.to().isEmpty()
        && change.resource().id().equals(resource.id());
  }
}
