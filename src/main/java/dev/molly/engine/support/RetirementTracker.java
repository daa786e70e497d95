package dev.molly.engine.support;

import dev.molly.aws.AccountSession;
import dev.molly.guard.RetentionWindow;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.KindRegistry;
import dev.molly.kind.ObservationScope;
import dev.molly.kind.Retirable;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.Owner;
import dev.molly.model.OwnerTags;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.Refusal;
import dev.molly.retire.Blocker;
import dev.molly.retire.FinalCopyRequirement;
import dev.molly.retire.Inventory;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.NextAction;
import dev.molly.retire.Observation;
import dev.molly.retire.RetiredNames;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Observes a resource and returns its next action on the way to a goal.
public final class RetirementTracker {
  private final KindRegistry kinds;
  private final Clock clock;
  private final Duration least;
  private final OwnerTags owners;

  /// Creates a tracker with the default minimum time to undo a retirement, and default owner tags.
  public RetirementTracker(KindRegistry kinds, Clock clock) {
    this(kinds, clock, RetentionWindow.DEFAULT.least(), OwnerTags.DEFAULT);
  }

  /// @param least the minimum time to undo a retirement
  /// @param owners the tags that name the owner of a resource
  public RetirementTracker(KindRegistry kinds, Clock clock, Duration least, OwnerTags owners) {
    this.kinds = kinds;
    this.clock = clock;
    this.least = least;
    this.owners = owners;
  }

  /// Returns the kinds of the resources that it observes.
  public KindRegistry kinds() {
    return kinds;
  }

  /// Observes some settings of a resource.
  ///
  /// @return empty if it is gone
  /// @throws dev.molly.aws.AwsException if AWS does not answer
  public Optional<Observation> observe(
      AccountSession session, ResourceRef resource, ControlSelection wanted) {
    return kinds
        .protectable(resource.id().kind())
        .observe(session, resource, wanted, clock.instant());
  }

  /// Observes a resource for its staged deletion, with any doubt about its record's signature.
  /// A due resource is purged only if its final copy is reliable, which takes additional calls.
  ///
  /// @return empty if it is gone
  /// @throws dev.molly.aws.AwsException if AWS does not answer
  public Optional<Observation> observe(
      AccountSession session, ResourceRef resource, ObservationScope scope) {
    Optional<Observation> observation =
        kinds
            .retirable(resource.id().kind())
            .observe(session, resource, scope, clock.instant())
            .map(now -> withDoubt(session, now));
    return scope == ObservationScope.PURGE
        ? observation.map(now -> withFinalCopyIfDue(session, now))
        : observation.map(now -> atTimeOfClaim(session, now));
  }

  /// Reads the record of a resource.
  ///
  /// @return empty if the resource is gone
  /// @throws dev.molly.aws.AwsException if AWS does not answer
  public Optional<RetirementRecordCodec.Reading> record(
      AccountSession session, ResourceRef resource) {
    return observe(session, resource, ControlSelection.tagsAnd())
        .map(now -> record(withDoubt(session, now)));
  }

  private static Observation withDoubt(AccountSession session, Observation now) {
    return RecordSignature.doubt(session, now.resource()).map(now::withDoubt).orElse(now);
  }

  /// Takes the time from AWS if the resource carries a claim: a purge dates it by AWS's clock, and
  /// by a clock that is off, a deletion that may be on its way would be over, or not have begun.
  private static Observation atTimeOfClaim(AccountSession session, Observation now) {
    return now.setting(LifecycleAttributes.CLAIM).isEmpty() ? now : now.at(session.time());
  }

  /// Adds the final copy if the resource is due by the local clock and by AWS's. From then on the
  /// time is AWS's: a purge dates its claim by it, and a restore waits by it.
  private Observation withFinalCopyIfDue(AccountSession session, Observation now) {
    if (!(record(now) instanceof RetirementRecordCodec.Reading.Found(var record))
        || !record.isDue(now.at())) {
      return now;
    }
    Observation then = now.at(session.time());
    ResourceRef ref = then.resource().ref();
    var demand = new FinalCopyRequirement(record.at(), least, then.at());
    return record.isDue(then.at())
        ? then.withFinalCopy(kinds.retirable(ref.id().kind()).verifyFinalCopy(session, ref, demand))
        : then;
  }

  /// Returns the next action by the resource's record. A resource without a record has been
  /// restored if the goal is a restore.
  public NextAction next(Goal goal, Observation now) {
    return switch (record(now)) {
      case RetirementRecordCodec.Reading.None none ->
          goal == Goal.RESTORED
              ? new NextAction.Done()
              : blocked(now, "it is not retired any more");
      case RetirementRecordCodec.Reading.Unreadable(var why) -> blocked(now, why);
      case RetirementRecordCodec.Reading.Found(var record) ->
          next(goal, now, headingTo(goal, record));
    };
  }

  /// Returns the next action by a record that the resource may not carry yet.
  public NextAction next(Goal goal, Observation now, RetirementRecord record) {
    Retirable kind = kinds.retirable(now.resource().id().kind());
    return kind.stagedDeletion().next(goal, now, record);
  }

  /// Returns the owner of a resource by its tags.
  public Owner owner(Resource resource) {
    return owners.of(resource.tags());
  }

  /// Returns the record of a resource, if it is reliable, as it counts for its owner.
  public RetirementRecordCodec.Reading record(Observation now) {
    return now.doubt()
        .<RetirementRecordCodec.Reading>map(RetirementRecordCodec.Reading.Unreadable::new)
        .orElseGet(() -> record(now.resource()));
  }

  /// Returns whether Molly can retire, lease and observe resources of a kind.
  public boolean retires(KindId kind) {
    return kinds.of(kind) instanceof Retirable;
  }

  /// Returns the record of a resource as shown in a listing, as it counts for its owner. A record
  /// on a kind that Molly does not retire was written by something else.
  public RetirementRecordCodec.Reading record(Resource resource) {
    KindId kind = resource.id().kind();
    if (!retires(kind)) {
      return Inventory.isRetired(resource)
          ? new RetirementRecordCodec.Reading.Unreadable("molly does not retire the kind " + kind)
          : new RetirementRecordCodec.Reading.None();
    }
    RetirementRecordCodec.Reading reading =
        RetirementRecordCodec.read(resource, kinds.recordSchema(resource.id().kind()));
    return reading instanceof RetirementRecordCodec.Reading.Found(var record)
        ? new RetirementRecordCodec.Reading.Found(record.ownedBy(owner(resource)))
        : reading;
  }

  /// Returns the record with the goal of a restore. A restore first records that goal, so that
  /// another run that finds the resource halfway continues in the same direction.
  public static RetirementRecord headingTo(Goal goal, RetirementRecord record) {
    return goal == Goal.RESTORED ? record.towards(Goal.RESTORED) : record;
  }

  private static NextAction blocked(Observation now, String why) {
    String id = now.resource().ref().identifier();
    return new NextAction.Blocked(
        new Refusal("record", id + ": " + why, "molly explain retirement-record"));
  }

  /// Returns whether a resource still matches the record about to be written, is on no lease, and
  /// has no blocker of its retirement that was not accepted. Otherwise a restore would put back
  /// outdated settings.
  public boolean isAsRecorded(Change first, Observation now) {
    Retirable kind = kinds.retirable(first.resource().id().kind());
    return RetirementRecordCodec.written(first)
            instanceof RetirementRecordCodec.Reading.Found(var record)
        && record
            .name()
            .map(RetiredNames::setting)
            .orElse(RetiredNames.ABSENT)
            .equals(now.setting(LifecycleAttributes.NAME))
        && now.setting(LifecycleAttributes.LEASE).isEmpty()
        && now.blockers().stream().allMatch(each -> isAccepted(each, record))
        && !record.isStartedIn(now)
        && record.runState().equals(now.setting(LifecycleAttributes.RUN_STATE))
        && record.settings().entrySet().stream()
            .allMatch(was -> kind.same(was.getKey(), was.getValue(), now.setting(was.getKey())));
  }

  /// Returns the record with which a change begins a retirement; empty if it begins none.
  public static Optional<RetirementRecord> begun(Change first) {
    return first.control().equals(LifecycleAttributes.RETIREMENT)
            && first.from().isEmpty()
            && RetirementRecordCodec.written(first)
                instanceof RetirementRecordCodec.Reading.Found(var record)
        ? Optional.of(record)
        : Optional.empty();
  }

  /// Returns whether a final copy of a resource of a kind is taken before it is purged.
  public boolean copies(KindId kind) {
    return !kinds.retirable(kind).finalCopyPermissions().isEmpty();
  }

  /// Returns whether a changed record states that the owner was notified.
  public static boolean announces(Change change) {
    return change.control().equals(LifecycleAttributes.RETIREMENT)
        && RetirementRecordCodec.written(change)
            instanceof RetirementRecordCodec.Reading.Found(var record)
        && record.told().isPresent();
  }

  /// Returns whether a change that is no step of a staged deletion would lease a retired resource,
  /// or take off the protection that its retirement needs.
  public boolean unprotectsRetired(Change change, Resource now) {
    ControlId control = change.control();
    boolean leases = control.equals(LifecycleAttributes.LEASE) && !change.to().isEmpty();
    boolean lowers =
        !LifecycleAttributes.isTags(control)
            && !kinds.protectable(now.id().kind()).protects(change);
    return (leases || lowers) && retires(now.id().kind()) && Inventory.isRetired(now);
  }

  /// Returns whether the retirement of a resource is unblocked, by the record that it carries.
  public boolean isOnItsWay(Observation now) {
    return !(next(Goal.RETIRED, now) instanceof NextAction.Blocked);
  }

  private static boolean isAccepted(Blocker blocker, RetirementRecord record) {
    return blocker.acceptable() && record.accepted().contains(blocker.code());
  }

  /// Returns whether two changes are the same. A resource may have been renamed meanwhile; but
  /// once its identifier differs, the resource that answers to the old identifier is a different
  /// one. Claims are compared without their time, which a plan cannot know.
  public static boolean same(Change one, Change other) {
    return one.resource().id().equals(other.resource().id())
        && one.resource().identifier().equals(other.resource().identifier())
        && one.control().equals(other.control())
        && (one.control().equals(LifecycleAttributes.CLAIM)
            || (one.from().equals(other.from()) && one.to().equals(other.to())));
  }
}
