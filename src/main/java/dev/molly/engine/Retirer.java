package dev.molly.engine;

import dev.molly.aws.AwsException;
import dev.molly.aws.Session;
import dev.molly.kind.Kind;
import dev.molly.kind.Kinds;
import dev.molly.model.AccountId;
import dev.molly.model.Change;
import dev.molly.model.ControlId;
import dev.molly.model.Fingerprint;
import dev.molly.model.Goal;
import dev.molly.model.Plan;
import dev.molly.model.Refusal;
import dev.molly.model.Resource;
import dev.molly.model.Step;
import dev.molly.retire.Levers;
import dev.molly.retire.Look;
import dev.molly.retire.Next;
import dev.molly.retire.Obstacle;
import dev.molly.retire.Retirement;
import dev.molly.retire.RetirementTags;
import dev.molly.retire.TagText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Makes the plans of staged deletion: to retire, to restore, to go on with either, to purge. Each
/// is what the ladder says of what is there now. Reads, and writes nothing anywhere.
public final class Retirer {
  private final Map<AccountId, Session> sessions;
  private final Clock clock;
  private final Climbing climbing;

  public Retirer(Map<AccountId, Session> sessions, Clock clock) {
    this.sessions = Map.copyOf(sessions);
    this.clock = clock;
    this.climbing = new Climbing(clock);
  }

  /// The plan that retires resources. What speaks against one of them speaks against all.
  ///
  /// @param inventory what they were found in
  /// @param toConfirm how long there is to confirm the plan: that time is added, so that what is
  ///     kept for two weeks is kept for two weeks from the first write on
  public Plan retire(Inventory inventory, Retiring wish, Duration toConfirm) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant due =
        now.plus(wish.keep()).plus(toConfirm).plus(ROUNDING).truncatedTo(ChronoUnit.MINUTES);
    var draft = new Draft("retire", inventory);
    for (Resource resource : inventory.resources()) {
      draft.look(
          resource,
          look -> {
            var chosen =
                new Retirement.Chosen(session(resource).identity().arn(), wish.why(), now, due);
            retire(draft, look, wish, chosen);
          });
    }
    return draft.plan();
  }

  /// A minute, less nothing: an instant is rounded up to the next.
  private static final Duration ROUNDING = Duration.ofSeconds(59);

  private void retire(Draft draft, Look look, Retiring wish, Retirement.Chosen chosen) {
    String id = look.resource().ref().identifier();
    switch (Climbing.record(look)) {
      case RetirementTags.Reading.Found(var record) -> {
        String what =
            record.goal() == Goal.RETIRED
                ? "retired already, due " + record.due()
                : "being restored";
        draft.refused(new Refusal("retired", id + " is " + what, "molly status"));
      }
      case RetirementTags.Reading.Unreadable(var why) ->
          draft.refused(new Refusal("record", id + ": " + why, "molly explain retirement-record"));
      case RetirementTags.Reading.None none -> begin(draft, look, wish, chosen);
    }
  }

  private void begin(Draft draft, Look look, Retiring wish, Retirement.Chosen chosen) {
    var options = new TreeSet<>(wish.options());
    for (Obstacle obstacle : look.obstacles()) {
      if (obstacle.acceptable() && wish.accepted().contains(obstacle.thing())) {
        options.add(obstacle.thing());
      } else {
        draft.refused(refusal(look, obstacle));
      }
    }
    Retirement record;
    try {
      record = Retirement.begun(look, chosen, changed(look), options);
      TagText.text(RetirementTags.write(record));
    } catch (IllegalArgumentException e) {
      draft.refused(
          new Refusal(
              "record",
              look.resource().ref().identifier()
                  + ": its record cannot be written: "
                  + e.getMessage(),
              "say it shorter: --why"));
      return;
    }
    if (climbing.next(Goal.RETIRED, look, record) instanceof Next.Blocked(var why)) {
      draft.refused(new Refusal("clock", why.what(), "set this machine's clock, or wait a minute"));
      return;
    }
    draft.steps(Goal.RETIRED, look, record, wish.why());
  }

  private static Refusal refusal(Look look, Obstacle obstacle) {
    String what = look.resource().ref().identifier() + ": " + obstacle.what();
    return new Refusal(
        "preflight",
        what,
        obstacle.acceptable()
            ? obstacle.instead() + "; or accept it: --accept " + obstacle.thing()
            : obstacle.instead());
  }

  private static Map<ControlId, String> changed(Look look) {
    var changed = new TreeMap<ControlId, String>();
    Kind kind = Kinds.of(look.resource().id().kind());
    kind.retired().forEach(control -> changed.put(control, look.setting(control)));
    return changed;
  }

  /// The plan that takes retired resources to a goal, as far as they go now. What is blocked is
  /// refused when somebody asked for it by name.
  public Plan towards(Goal goal, Inventory inventory) {
    var draft = new Draft(command(goal), inventory);
    for (Resource resource : inventory.resources()) {
      draft.look(resource, look -> towards(draft, goal, look));
    }
    return draft.plan();
  }

  private static String command(Goal goal) {
    return switch (goal) {
      case RETIRED -> "sweep";
      case RESTORED -> "restore";
      case PURGED -> "purge";
    };
  }

  private void towards(Draft draft, Goal goal, Look look) {
    String id = look.resource().ref().identifier();
    switch (Climbing.record(look)) {
      case RetirementTags.Reading.None none ->
          draft.refused(new Refusal("retired", id + " is not retired", "molly status"));
      case RetirementTags.Reading.Unreadable(var why) ->
          draft.refused(new Refusal("record", id + ": " + why, "molly explain retirement-record"));
      case RetirementTags.Reading.Found(var found) -> {
        Retirement record = Climbing.towards(goal, found);
        switch (climbing.next(goal, look, record)) {
          case Next.Blocked(var why) -> draft.refused(why);
          case Next.Wait(var forWhat) -> {
            draft.left(id + " waits: " + forWhat);
            draft.steps(goal, look, record, found.why());
          }
          case Next.Do next -> draft.steps(goal, look, record, found.why());
          case Next.Reached reached -> {}
        }
      }
    }
  }

  /// The plan that gives retired resources more time.
  public Plan extend(Inventory inventory, Duration by) {
    var draft = new Draft("extend", inventory);
    for (Resource resource : inventory.resources()) {
      draft.look(
          resource,
          look -> {
            if (Climbing.record(look) instanceof RetirementTags.Reading.Found(var record)) {
              draft.record(look, record.dueAt(record.due().plus(by)), "more time");
            } else {
              String id = resource.ref().identifier();
              draft.refused(new Refusal("retired", id + " is not retired", "molly status"));
            }
          });
    }
    return draft.plan();
  }

  private Session session(Resource resource) {
    return Optional.ofNullable(sessions.get(resource.id().account()))
        .orElseThrow(() -> new IllegalStateException("no session for " + resource.id()));
  }

  /// What is done with a look at one resource.
  private interface Looking {
    void at(Look look);
  }

  /// A plan in the making.
  private final class Draft {
    private final String command;
    private final Inventory inventory;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private final List<Refusal> refused = new ArrayList<>();

    Draft(String command, Inventory inventory) {
      this.command = command;
      this.inventory = inventory;
    }

    /// What cannot be looked at is left, and the plan says so.
    void look(Resource resource, Looking then) {
      try {
        climbing
            .look(session(resource), resource.ref())
            .ifPresentOrElse(then::at, () -> left(resource.ref().identifier() + " is gone"));
      } catch (AwsException e) {
        refused(
            new Refusal(
                "preflight",
                resource.ref().identifier() + " cannot be looked at: " + e.getMessage(),
                "grant what is missing: molly iam " + command));
      }
    }

    void left(String what) {
      left.add(what);
    }

    void refused(Refusal why) {
      refused.add(why);
    }

    void steps(Goal goal, Look look, Retirement record, String why) {
      Kind kind = Kinds.of(look.resource().id().kind());
      for (Change change : kind.ladder().all(goal, look, record)) {
        steps.add(
            new Step(change, fingerprint(look, change), kind.call(change), why, Optional.of(goal)));
      }
    }

    /// Before there is a record, the ladder cannot be asked again: then the resource must be what
    /// it was.
    private String fingerprint(Look look, Change change) {
      return change.control().equals(Levers.RETIREMENT) && change.from().isEmpty()
          ? Fingerprint.of(look.resource(), change.control(), change.from())
          : "";
    }

    void record(Look look, Retirement to, String why) {
      Kind kind = Kinds.of(look.resource().id().kind());
      String from = look.setting(Levers.RETIREMENT);
      var change =
          new Change(
              look.resource().ref(),
              Levers.RETIREMENT,
              from,
              TagText.text(RetirementTags.write(to)));
      steps.add(
          new Step(
              change,
              Fingerprint.of(look.resource(), Levers.RETIREMENT, from),
              kind.call(change),
              why));
    }

    Plan plan() {
      List<String> gaps = inventory.gaps().stream().map(Gaps::words).toList();
      return new Plan(command, steps, inventory.seen(), gaps, left, refused);
    }
  }
}
