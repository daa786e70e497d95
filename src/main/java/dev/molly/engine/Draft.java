package dev.molly.engine;

import dev.molly.aws.AwsException;
import dev.molly.aws.RecordSigner;
import dev.molly.aws.Session;
import dev.molly.kind.Kind;
import dev.molly.kind.Kinds;
import dev.molly.model.Change;
import dev.molly.model.ControlId;
import dev.molly.model.Fingerprint;
import dev.molly.model.Goal;
import dev.molly.model.Plan;
import dev.molly.model.Refusal;
import dev.molly.model.Resource;
import dev.molly.model.Step;
import dev.molly.model.UserError;
import dev.molly.retire.Levers;
import dev.molly.retire.Look;
import dev.molly.retire.Retirement;
import dev.molly.retire.RetirementTags;
import dev.molly.retire.TagText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// A plan of staged deletion in the making.
final class Draft {
  private final String command;
  private final Inventory inventory;
  private final Climbing climbing;
  private final Goal goal;
  private final Function<Resource, Session> sessions;
  private final List<Step> steps = new ArrayList<>();
  private final List<String> left = new ArrayList<>();
  private final List<Refusal> refused = new ArrayList<>();
  private Consumer<Refusal> trouble = this::refused;

  /// An empty one.
  ///
  /// @param goal what its looks are for
  /// @param sessions the session in which to look at a resource
  Draft(
      String command,
      Inventory inventory,
      Goal goal,
      Climbing climbing,
      Function<Resource, Session> sessions) {
    this.command = command;
    this.inventory = inventory;
    this.goal = goal;
    this.climbing = climbing;
    this.sessions = sessions;
  }

  /// A plan that goes on without what cannot be looked at: it is left, and said to be.
  Draft without(Collection<Refusal> unseen) {
    trouble =
        no -> {
          unseen.add(no);
          left(no.what() + " (" + no.satisfy() + ")");
        };
    return this;
  }

  /// Looks at everything in the inventory.
  Draft each(Consumer<Look> then) {
    inventory.resources().forEach(resource -> look(resource, then));
    return this;
  }

  /// Looks at one resource. What cannot be looked at is refused, and the plan says so. What goes
  /// wrong with one resource is that one's trouble, and no other's.
  void look(Resource resource, Consumer<Look> then) {
    int before = steps.size();
    try {
      climbing
          .look(sessions.apply(resource), resource.ref(), goal)
          .ifPresentOrElse(then, () -> left(resource.ref().identifier() + " is gone"));
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

  void left(String what) {
    left.add(what);
  }

  void refused(Refusal why) {
    refused.add(why);
  }

  /// All that is still to be done towards a goal.
  void steps(Goal to, Look look, Retirement record, String why) {
    stepsWhile(change -> true, to, look, record, why);
  }

  /// What is still to be done towards a goal, up to the first change that is not like that.
  void stepsWhile(Predicate<Change> wanted, Goal to, Look look, Retirement record, String why) {
    Kind kind = Kinds.of(look.resource().id().kind());
    for (Change change : kind.ladder().all(to, look, record)) {
      if (!wanted.test(change)) {
        return;
      }
      steps.add(
          new Step(change, fingerprint(look, change), kind.call(change), why, Optional.of(to)));
    }
  }

  /// Before there is a record, the ladder cannot be asked again: then the resource must be what it
  /// was.
  private static String fingerprint(Look look, Change change) {
    return change.control().equals(Levers.RETIREMENT) && change.from().isEmpty()
        ? Fingerprint.of(look.resource(), change.control(), change.from())
        : "";
  }

  /// A change of the record that stands alone.
  void record(Look look, Retirement to, String why) {
    change(look, Levers.RETIREMENT, TagText.text(RetirementTags.write(to)), why);
  }

  /// A change that stands alone.
  void change(Look look, ControlId control, String to, String why) {
    Kind kind = Kinds.of(look.resource().id().kind());
    String from = look.setting(control);
    var change = new Change(look.resource().ref(), control, from, to);
    String fingerprint = Fingerprint.of(look.resource(), control, kind.canonical(control, from));
    steps.add(new Step(change, fingerprint, kind.call(change), why));
  }

  Plan plan() {
    List<String> gaps = inventory.gaps().stream().map(Gaps::words).toList();
    return new Plan(command, steps, inventory.seen(), gaps, left, refused, notes());
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

  private static boolean writesRecordOf(Step step, Resource resource) {
    Change change = step.action();
    return change.control().equals(Levers.RETIREMENT)
        && !change.to().isEmpty()
        && change.resource().id().equals(resource.id());
  }
}
