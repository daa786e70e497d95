package dev.molly.engine.support;

import dev.molly.aws.AccountSession;
import dev.molly.guard.RetentionWindow;
import dev.molly.kind.ResourceKind;
import dev.molly.kind.registry.KindRegistry;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.Refusal;
import dev.molly.retire.Blocker;
import dev.molly.retire.FinalCopyRequirement;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.NextAction;
import dev.molly.retire.Observation;
import dev.molly.retire.RetiredNames;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a look at one resource says is next on its way to a goal.
public final class RetirementTracker {
  private final Clock clock;
  private final Duration least;

  /// With the time to undo a retirement that everybody has when no config says otherwise.
  public RetirementTracker(Clock clock) {
    this(clock, RetentionWindow.DEFAULT.least());
  }

  /// @param least how long everybody has to undo a retirement
  public RetirementTracker(Clock clock, Duration least) {
    this.clock = clock;
    this.least = least;
  }

  /// Observes a resource, with any doubt about the signature of its record.
  ///
  /// @return empty when it is gone
  /// @throws dev.molly.aws.AwsException when AWS does not answer
  public Optional<Observation> observe(AccountSession session, ResourceRef resource) {
    return KindRegistry.of(resource.id().kind())
        .observe(session, resource, clock.instant())
        .map(now -> RecordSignature.doubt(session, now.resource()).map(now::withDoubt).orElse(now));
  }

  /// A look on the way to a goal. What is due is purged only when its final copy can be relied on,
  /// and that takes calls of its own.
  ///
  /// @return empty when it is gone
  /// @throws dev.molly.aws.AwsException when AWS does not answer
  public Optional<Observation> observe(AccountSession session, ResourceRef resource, Goal goal) {
    Optional<Observation> observation = observe(session, resource);
    return goal == Goal.PURGED
        ? observation.map(now -> withFinalCopyIfDue(session, now))
        : observation;
  }

  /// What is due by this machine's clock has to be so by AWS's as well: a purge goes by whichever
  /// is earlier.
  private Observation withFinalCopyIfDue(AccountSession session, Observation now) {
    if (!(record(now) instanceof RetirementRecordCodec.Reading.Found(var record))
        || !record.isDue(now.at())) {
      return now;
    }
    Instant aws = session.time();
    Observation then = aws.isBefore(now.at()) ? now.at(aws) : now;
    ResourceRef ref = then.resource().ref();
    var demand = new FinalCopyRequirement(record.at(), least, then.at());
    return record.isDue(then.at())
        ? then.withFinalCopy(KindRegistry.of(ref.id().kind()).verifyFinalCopy(session, ref, demand))
        : then;
  }

  /// What is next, by the record that the resource carries. What carries none has come back, if
  /// that was where it went.
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

  /// What is next, by a record that the resource may not carry yet.
  public NextAction next(Goal goal, Observation now, RetirementRecord record) {
    ResourceKind kind = KindRegistry.of(now.resource().id().kind());
    return kind.stagedDeletion().next(goal, now, record);
  }

  /// The record that a resource carries, if it can be relied on.
  public static RetirementRecordCodec.Reading record(Observation now) {
    return now.doubt()
        .<RetirementRecordCodec.Reading>map(RetirementRecordCodec.Reading.Unreadable::new)
        .orElseGet(() -> record(now.resource()));
  }

  /// The record that a resource carries, by what a listing showed of it.
  public static RetirementRecordCodec.Reading record(Resource resource) {
    return RetirementRecordCodec.read(resource, KindRegistry.recordSchema(resource.id().kind()));
  }

  /// A restore begins with writing down that it is one, so that whoever finds it half way goes the
  /// same way on.
  public static RetirementRecord headingTo(Goal goal, RetirementRecord record) {
    return goal == Goal.RESTORED ? record.towards(Goal.RESTORED) : record;
  }

  private static NextAction blocked(Observation now, String why) {
    String id = now.resource().ref().identifier();
    return new NextAction.Blocked(
        new Refusal("record", id + ": " + why, "molly explain retirement-record"));
  }

  /// Whether a resource still is what its record, which is about to be written, says that it is,
  /// and nothing speaks against retiring it that was not accepted. A restore would put back what is
  /// no longer so.
  public static boolean isAsRecorded(Change first, Observation now) {
    ResourceKind kind = KindRegistry.of(first.resource().id().kind());
    return RetirementRecordCodec.written(first)
            instanceof RetirementRecordCodec.Reading.Found(var record)
        && RetiredNames.setting(record.name()).equals(now.setting(LifecycleAttributes.NAME))
        && now.blockers().stream().allMatch(each -> isAccepted(each, record))
        && record.runState().equals(now.setting(LifecycleAttributes.RUN_STATE))
        && record.settings().entrySet().stream()
            .allMatch(was -> kind.same(was.getKey(), was.getValue(), now.setting(was.getKey())));
  }

  /// Whether a change of a record says in it that the owner was told.
  public static boolean announces(Change change) {
    return change.control().equals(LifecycleAttributes.RETIREMENT)
        && RetirementRecordCodec.written(change)
            instanceof RetirementRecordCodec.Reading.Found(var record)
        && record.told().isPresent();
  }

  /// Whether nothing stops a retired resource on its way, by the record that it carries.
  public boolean isOnItsWay(Observation now) {
    return !(next(Goal.RETIRED, now) instanceof NextAction.Blocked);
  }

  private static boolean isAccepted(Blocker blocker, RetirementRecord record) {
    return blocker.acceptable() && record.accepted().contains(blocker.code());
  }

  /// Whether two changes are one. A resource may have another name meanwhile; but where it answers
  /// to another identifier, whatever answers to the old one is not it. A claim is of the moment: a
  /// plan cannot know when it will be made.
  public static boolean same(Change one, Change other) {
    return one.resource().id().equals(other.resource().id())
        && one.resource().identifier().equals(other.resource().identifier())
        && one.control().equals(other.control())
        && (one.control().equals(LifecycleAttributes.CLAIM)
            || (one.from().equals(other.from()) && one.to().equals(other.to())));
  }
}
