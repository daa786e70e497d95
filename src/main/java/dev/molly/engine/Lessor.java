package dev.molly.engine;

import dev.molly.aws.Session;
import dev.molly.kind.Kind;
import dev.molly.kind.Kinds;
import dev.molly.model.AccountId;
import dev.molly.model.ControlId;
import dev.molly.model.Goal;
import dev.molly.model.Lengths;
import dev.molly.model.Plan;
import dev.molly.model.Refusal;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.retire.Lease;
import dev.molly.retire.Levers;
import dev.molly.retire.Look;
import dev.molly.retire.Obstacle;
import dev.molly.retire.TagText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes the plans of leases: to do without protection for a while, and to have it back. Reads, and
/// writes nothing anywhere.
final class Lessor {
  private final Map<AccountId, Session> sessions;
  private final Clock clock;

  Lessor(Map<AccountId, Session> sessions, Clock clock) {
    this.sessions = Map.copyOf(sessions);
    this.clock = clock;
  }

  /// The plan that takes protection off for a while: the record first, so that whatever happens
  /// then it is known what must come back.
  ///
  /// @param decided when it was decided: from then on its time runs, whenever it is confirmed, so
  ///     that protection is never off for longer than was asked for
  Plan lease(Inventory inventory, Instant decided, Duration length, String why) {
    Draft draft = draft("lease", inventory);
    Instant until = decided.plus(length).truncatedTo(ChronoUnit.SECONDS);
    Plan plan = draft.each(look -> lease(draft, look, decided, until, why)).plan();
    String ends =
        "The lease ends at %s, whenever it is confirmed. It is refused when less than half of its %s is left then."
            .formatted(until, Lengths.words(length));
    return plan.steps().isEmpty() ? plan : plan.with(List.of(ends));
  }

  private void lease(Draft draft, Look now, Instant decided, Instant until, String why) {
    String id = now.resource().ref().identifier();
    if (!now.setting(Levers.RETIREMENT).isEmpty()) {
      refuse(draft, id + " is retired: there is no work to do on it", "molly restore " + id);
      return;
    }
    switch (reading(now.resource())) {
      case Lease.Reading.Found(var lease) ->
          refuse(
              draft, id + " is on a lease until " + lease.until(), "molly lease " + id + " --end");
      case Lease.Reading.Unreadable(var wrong) ->
          refuse(draft, id + ": " + wrong, "molly explain lease");
      case Lease.Reading.None none -> {
        SortedMap<ControlId, String> on = protections(now);
        if (on.isEmpty()) {
          draft.left(id + ": no protection is on that a lease could take off");
        } else if (unchangeable(now).isPresent()) {
          Obstacle stop = unchangeable(now).get();
          refuse(draft, id + ": " + stop.what(), stop.instead());
        } else {
          String by = session(now.resource()).identity().arn();
          String uid = now.resource().id().uid();
          take(draft, now, new Lease(uid, by, why, decided, until, on));
        }
      }
    }
  }

  private static void take(Draft draft, Look now, Lease lease) {
    try {
      draft.change(now, Levers.LEASE, TagText.text(lease.tags()), lease.why());
    } catch (IllegalArgumentException e) {
      refuse(draft, "its record cannot be written: " + e.getMessage(), "say it shorter: --why");
      return;
    }
    Kinds.of(now.resource().id().kind())
        .leased()
        .forEach(
            (control, off) -> {
              if (lease.settings().containsKey(control)) {
                draft.change(now, control, off, lease.why());
              }
            });
  }

  /// The protections that a lease takes off, as they are now.
  private static SortedMap<ControlId, String> protections(Look now) {
    Kind kind = Kinds.of(now.resource().id().kind());
    var on = new TreeMap<ControlId, String>();
    kind.leased()
        .forEach(
            (control, off) -> {
              if (!kind.same(control, now.setting(control), off)) {
                on.put(control, now.setting(control));
              }
            });
    return on;
  }

  /// The plan that brings protection back, where a lease has ended, or is to end now: the record
  /// goes last.
  ///
  /// @param evenEarly whether a lease that has not ended is ended
  Plan renew(Inventory inventory, boolean evenEarly) {
    Draft draft = draft("renew", inventory);
    return draft.each(look -> renew(draft, look, evenEarly)).plan();
  }

  private void renew(Draft draft, Look now, boolean evenEarly) {
    String id = now.resource().ref().identifier();
    switch (reading(now.resource())) {
      case Lease.Reading.None none -> draft.left(id + " is not on a lease");
      case Lease.Reading.Unreadable(var wrong) ->
          refuse(draft, id + ": " + wrong, "molly explain lease");
      case Lease.Reading.Found(var lease) -> {
        if (evenEarly || lease.hasLapsed(clock.instant())) {
          giveBack(draft, now, lease);
        }
      }
    }
  }

  private static void giveBack(Draft draft, Look now, Lease lease) {
    Kind kind = Kinds.of(now.resource().id().kind());
    String why = "the lease ends";
    var off = new TreeMap<ControlId, String>(lease.settings());
    off.entrySet()
        .removeIf(was -> kind.same(was.getKey(), now.setting(was.getKey()), was.getValue()));
    Optional<Obstacle> stop = off.isEmpty() ? Optional.empty() : unchangeable(now);
    if (stop.isPresent()) {
      String id = now.resource().ref().identifier();
      refuse(
          draft,
          id + ": protection cannot come back, for " + stop.get().what(),
          stop.get().instead());
      return;
    }
    off.forEach((control, was) -> draft.change(now, control, was, why));
    draft.change(now, Levers.LEASE, "", why);
  }

  private static Optional<Obstacle> unchangeable(Look now) {
    return Kinds.of(now.resource().id().kind()).unchangeable(now.resource());
  }

  private static void refuse(Draft draft, String what, String satisfy) {
    draft.refused(new Refusal("lease", what, satisfy));
  }

  private static Lease.Reading reading(Resource resource) {
    return resource.tags() instanceof Tags.Known(var tags)
        ? Lease.read(tags, resource.id().uid(), Kinds.recordSchema(resource.id().kind()))
        : new Lease.Reading.Unreadable("its tags cannot be read");
  }

  private Draft draft(String command, Inventory inventory) {
    return new Draft(command, inventory, Goal.RETIRED, new Climbing(clock), this::session);
  }

  private Session session(Resource resource) {
    return Sessions.of(sessions, resource.id());
  }
}
