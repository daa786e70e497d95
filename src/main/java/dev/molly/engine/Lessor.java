package dev.molly.engine;

import dev.molly.aws.AwsException;
import dev.molly.aws.Session;
import dev.molly.kind.Kind;
import dev.molly.kind.Kinds;
import dev.molly.model.AccountId;
import dev.molly.model.Change;
import dev.molly.model.ControlId;
import dev.molly.model.Fingerprint;
import dev.molly.model.Plan;
import dev.molly.model.Refusal;
import dev.molly.model.Resource;
import dev.molly.model.Step;
import dev.molly.model.Tags;
import dev.molly.retire.Lease;
import dev.molly.retire.Levers;
import dev.molly.retire.TagText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Makes the plans of leases: to do without protection for a while, and to have it back. Reads, and
/// writes nothing anywhere.
public final class Lessor {
  private final Map<AccountId, Session> sessions;
  private final Clock clock;

  public Lessor(Map<AccountId, Session> sessions, Clock clock) {
    this.sessions = Map.copyOf(sessions);
    this.clock = clock;
  }

  /// The plan that takes protection off for a while: the record first, so that whatever happens
  /// then it is known what must come back.
  ///
  /// @param toConfirm how long there is to confirm the plan: that time is added
  public Plan lease(Inventory inventory, Duration length, String why, Duration toConfirm) {
    Instant until = clock.instant().plus(length).plus(toConfirm);
    var draft = new Draft("lease", inventory);
    for (Resource resource : inventory.resources()) {
      draft.look(resource, now -> lease(draft, now, until, why));
    }
    return draft.plan();
  }

  private void lease(Draft draft, Resource now, Instant until, String why) {
    String id = now.ref().identifier();
    switch (reading(now)) {
      case Lease.Reading.Found(var lease) ->
          draft.refused(
              "lease",
              id + " is on a lease until " + lease.until(),
              "molly lease " + id + " --end");
      case Lease.Reading.Unreadable(var wrong) ->
          draft.refused("lease", id + ": " + wrong, "molly explain lease");
      case Lease.Reading.None none -> {
        Map<ControlId, String> on = protections(now);
        if (on.isEmpty()) {
          draft.left(id + ": no protection is on that a lease could take off");
          return;
        }
        take(draft, now, on, until, why);
      }
    }
  }

  private void take(
      Draft draft, Resource now, Map<ControlId, String> on, Instant until, String why) {
    String by = session(now).identity().arn();
    var lease = new Lease(now.id().uid(), by, why, until, new TreeMap<>(on));
    String record;
    try {
      record = TagText.text(lease.tags());
    } catch (IllegalArgumentException e) {
      draft.refused(
          "lease", "its record cannot be written: " + e.getMessage(), "say it shorter: --why");
      return;
    }
    draft.step(now, new Change(now.ref(), Levers.LEASE, "", record), why);
    Map<ControlId, String> off = Kinds.of(now.id().kind()).leased();
    on.forEach(
        (control, setting) ->
            draft.step(
                now, new Change(now.ref(), control, setting, off.getOrDefault(control, "")), why));
  }

  /// The protections that a lease takes off, as they are now.
  private Map<ControlId, String> protections(Resource now) {
    Kind kind = Kinds.of(now.id().kind());
    var on = new TreeMap<ControlId, String>();
    kind.leased()
        .forEach(
            (control, off) -> {
              String setting = kind.setting(session(now), now.ref(), control);
              if (!kind.same(control, setting, off)) {
                on.put(control, setting);
              }
            });
    return on;
  }

  /// The plan that brings protection back, where a lease has ended, or is to end now: the record
  /// goes last.
  ///
  /// @param evenEarly whether a lease that has not ended is ended
  public Plan renew(Inventory inventory, boolean evenEarly) {
    var draft = new Draft("renew", inventory);
    for (Resource resource : inventory.resources()) {
      draft.look(resource, now -> renew(draft, now, evenEarly));
    }
    return draft.plan();
  }

  private void renew(Draft draft, Resource now, boolean evenEarly) {
    String id = now.ref().identifier();
    switch (reading(now)) {
      case Lease.Reading.None none -> draft.left(id + " is not on a lease");
      case Lease.Reading.Unreadable(var wrong) ->
          draft.refused("lease", id + ": " + wrong, "molly explain lease");
      case Lease.Reading.Found(var lease) -> {
        if (evenEarly || lease.hasLapsed(clock.instant())) {
          giveBack(draft, now, lease);
        }
      }
    }
  }

  private void giveBack(Draft draft, Resource now, Lease lease) {
    Kind kind = Kinds.of(now.id().kind());
    String why = "the lease ended at " + lease.until();
    lease
        .settings()
        .forEach(
            (control, was) -> {
              String setting = kind.setting(session(now), now.ref(), control);
              if (!kind.same(control, setting, was)) {
                draft.step(now, new Change(now.ref(), control, setting, was), why);
              }
            });
    String record = kind.setting(session(now), now.ref(), Levers.LEASE);
    draft.step(now, new Change(now.ref(), Levers.LEASE, record, ""), why);
  }

  private static Lease.Reading reading(Resource resource) {
    return resource.tags() instanceof Tags.Known(var tags)
        ? Lease.read(tags, resource.id().uid())
        : new Lease.Reading.Unreadable("its tags cannot be read");
  }

  private Session session(Resource resource) {
    return Optional.ofNullable(sessions.get(resource.id().account()))
        .orElseThrow(() -> new IllegalStateException("no session for " + resource.id()));
  }

  /// What is done with a fresh look at one resource.
  private interface Looking {
    void at(Resource now);
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

    void look(Resource listed, Looking then) {
      String id = listed.ref().identifier();
      try {
        Kind kind = Kinds.of(listed.id().kind());
        kind.observe(session(listed), listed.ref())
            .ifPresentOrElse(then::at, () -> left(id + " is gone"));
      } catch (AwsException e) {
        refused("preflight", id + " cannot be looked at: " + e.getMessage(), "molly iam lease");
      }
    }

    void left(String what) {
      left.add(what);
    }

    void refused(String guard, String what, String satisfy) {
      refused.add(new Refusal(guard, what, satisfy));
    }

    void step(Resource now, Change change, String why) {
      Kind kind = Kinds.of(now.id().kind());
      String from = kind.canonical(change.control(), change.from());
      String fingerprint = Fingerprint.of(now, change.control(), from);
      steps.add(new Step(change, fingerprint, kind.call(change), why));
    }

    Plan plan() {
      List<String> gaps = inventory.gaps().stream().map(Gaps::words).toList();
      return new Plan(command, steps, inventory.seen(), gaps, left, refused);
    }
  }
}
