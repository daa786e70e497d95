package dev.molly.engine;

import dev.molly.aws.Session;
import dev.molly.guard.Window;
import dev.molly.kind.Kind;
import dev.molly.kind.Kinds;
import dev.molly.model.Change;
import dev.molly.model.Goal;
import dev.molly.model.Refusal;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.retire.CopyDemand;
import dev.molly.retire.Levers;
import dev.molly.retire.Look;
import dev.molly.retire.Names;
import dev.molly.retire.Next;
import dev.molly.retire.Obstacle;
import dev.molly.retire.Retirement;
import dev.molly.retire.RetirementTags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a look at one resource says is next on its way to a goal.
final class Climbing {
  private final Clock clock;
  private final Duration least;

  /// With the time to undo a retirement that everybody has when no config says otherwise.
  Climbing(Clock clock) {
    this(clock, Window.DEFAULT.least());
  }

  /// @param least how long everybody has to undo a retirement
  Climbing(Clock clock, Duration least) {
    this.clock = clock;
    this.least = least;
  }

  /// @return empty when it is gone
  /// @throws dev.molly.aws.AwsException when AWS does not answer
  Optional<Look> look(Session session, ResourceRef resource) {
    return Kinds.of(resource.id().kind())
        .look(session, resource, clock.instant())
        .map(now -> RecordSignature.doubt(session, now.resource()).map(now::doubted).orElse(now));
  }

  /// A look on the way to a goal. What is due is purged only when its final copy can be relied on,
  /// and that takes calls of its own.
  ///
  /// @return empty when it is gone
  /// @throws dev.molly.aws.AwsException when AWS does not answer
  Optional<Look> look(Session session, ResourceRef resource, Goal goal) {
    Optional<Look> look = look(session, resource);
    return goal == Goal.PURGED ? look.map(now -> ifDue(session, now)) : look;
  }

  /// What is due by this machine's clock has to be so by AWS's as well: a purge goes by whichever
  /// is earlier.
  private Look ifDue(Session session, Look now) {
    if (!(record(now) instanceof RetirementTags.Reading.Found(var record))
        || !record.isDue(now.at())) {
      return now;
    }
    Instant aws = session.time();
    Look then = aws.isBefore(now.at()) ? now.takenAt(aws) : now;
    ResourceRef ref = then.resource().ref();
    var demand = new CopyDemand(record.at(), least, then.at());
    return record.isDue(then.at())
        ? then.with(Kinds.of(ref.id().kind()).copied(session, ref, demand))
        : then;
  }

  /// What is next, by the record that the resource carries. What carries none has come back, if
  /// that was where it went.
  Next next(Goal goal, Look now) {
    return switch (record(now)) {
      case RetirementTags.Reading.None none ->
          goal == Goal.RESTORED ? new Next.Reached() : blocked(now, "it is not retired any more");
      case RetirementTags.Reading.Unreadable(var why) -> blocked(now, why);
      case RetirementTags.Reading.Found(var record) -> next(goal, now, towards(goal, record));
    };
  }

  /// What is next, by a record that the resource may not carry yet.
  Next next(Goal goal, Look now, Retirement record) {
    Kind kind = Kinds.of(now.resource().id().kind());
    return kind.ladder().next(goal, now, record);
  }

  /// The record that a resource carries, if it can be relied on.
  static RetirementTags.Reading record(Look now) {
    return now.doubt()
        .<RetirementTags.Reading>map(RetirementTags.Reading.Unreadable::new)
        .orElseGet(() -> record(now.resource()));
  }

  /// The record that a resource carries, by what a listing showed of it.
  static RetirementTags.Reading record(Resource resource) {
    return RetirementTags.read(resource, Kinds.recordSchema(resource.id().kind()));
  }

  /// A restore begins with writing down that it is one, so that whoever finds it half way goes the
  /// same way on.
  static Retirement towards(Goal goal, Retirement record) {
    return goal == Goal.RESTORED ? record.towards(Goal.RESTORED) : record;
  }

  private static Next blocked(Look now, String why) {
    String id = now.resource().ref().identifier();
    return new Next.Blocked(
        new Refusal("record", id + ": " + why, "molly explain retirement-record"));
  }

  /// Whether a resource still is what its record, which is about to be written, says that it is,
  /// and nothing speaks against retiring it that was not accepted. A restore would put back what is
  /// no longer so.
  static boolean isAsRecorded(Change first, Look now) {
    Kind kind = Kinds.of(first.resource().id().kind());
    return RetirementTags.written(first) instanceof RetirementTags.Reading.Found(var record)
        && Names.setting(record.name()).equals(now.setting(Levers.NAME))
        && now.obstacles().stream().allMatch(each -> isAccepted(each, record))
        && record.runState().equals(now.setting(Levers.RUN_STATE))
        && record.settings().entrySet().stream()
            .allMatch(was -> kind.same(was.getKey(), was.getValue(), now.setting(was.getKey())));
  }

  /// Whether a change of a record says in it that the owner was told.
  static boolean tells(Change change) {
    return change.control().equals(Levers.RETIREMENT)
        && RetirementTags.written(change) instanceof RetirementTags.Reading.Found(var record)
        && record.told().isPresent();
  }

  /// Whether nothing stops a retired resource on its way, by the record that it carries.
  boolean isOnItsWay(Look now) {
    return !(next(Goal.RETIRED, now) instanceof Next.Blocked);
  }

  private static boolean isAccepted(Obstacle obstacle, Retirement record) {
    return obstacle.acceptable() && record.accepted().contains(obstacle.thing());
  }

  /// Whether two changes are one. A resource may have another name meanwhile; but where it answers
  /// to another identifier, whatever answers to the old one is not it. A claim is of the moment: a
  /// plan cannot know when it will be made.
  static boolean same(Change one, Change other) {
    return one.resource().id().equals(other.resource().id())
        && one.resource().identifier().equals(other.resource().identifier())
        && one.control().equals(other.control())
        && (one.control().equals(Levers.CLAIM)
            || (one.from().equals(other.from()) && one.to().equals(other.to())));
  }
}
