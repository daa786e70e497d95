package dev.molly.report.staged;

import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.ControlId;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.Refusal;
import dev.molly.report.SamplePlans;
import dev.molly.report.SampleReports;
import dev.molly.report.SampleRuns;
import dev.molly.retire.Blocker;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.NextAction;
import dev.molly.retire.OwnerNotice;
import dev.molly.retire.RetiredResource;
import dev.molly.retire.RetiredResource.Status;
import dev.molly.retire.RetirementRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Retired resources to show: one of every status.
final class SampleRetired {
  static final Instant NOW = SamplePlans.NOW;
  static final SortedSet<AccountRegion> LOOKED =
      new TreeSet<>(
          Set.of(
              new AccountRegion(new AccountId("111122223333"), new RegionId("eu-west-1")),
              new AccountRegion(new AccountId("111122223333"), new RegionId("us-east-1"))));

  private SampleRetired() {}

  static RetirementStatus every() {
    return new RetirementStatus(
        NOW,
        LOOKED,
        List.of(
            known("i-0a1", "web-01", "2026-11-26T10:30:00Z", new NextAction.Done()),
            known(
                "i-0a2",
                "web-02",
                "2026-12-01T10:30:00Z",
                new NextAction.Wait(LifecycleAttributes.RUN_STATE, "it is stopping")),
            known("i-0a3", "web-03", "2026-11-20T10:30:00Z", new NextAction.Apply(rename("i-0a3"))),
            known(
                "i-0a4",
                SampleReports.ANSI,
                "2026-12-01T10:30:00Z",
                new NextAction.Blocked(
                    new Refusal("used", "i-0a4: it was started", "molly restore i-0a4"))),
            new RetiredResource(
                resource("i-0a5", "copied"), new Status.InvalidRecord("it was edited")),
            new RetiredResource(
                resource("i-0a6", "dark"),
                new Status.Unreachable(record("i-0a6", "2026-12-01T10:30:00Z"), "denied"))),
        List.of(
            new Gap(
                new AccountId("111122223333"),
                Optional.of(new RegionId("us-east-1")),
                Optional.empty(),
                "denied",
                Optional.of("ec2:DescribeInstances"))));
  }

  static RetirementStatus none() {
    return new RetirementStatus(NOW, LOOKED, List.of(), List.of());
  }

  /// One that AWS is not through with.
  static RetirementStatus goingOn() {
    return new RetirementStatus(NOW, LOOKED, List.of(every().retired().get(1)), List.of());
  }

  static RetirementStatus keptForItsName() {
    return new RetirementStatus(
        NOW,
        LOOKED,
        List.of(known("i-0a1", "web-01", RetirementRecord.NEVER.toString(), new NextAction.Done())),
        List.of());
  }

  /// One whose restore AWS took to start, and stopped again.
  static RetirementStatus notStarted() {
    RetiredResource pending = every().retired().get(2);
    var start =
        new Change(pending.resource().ref(), LifecycleAttributes.RUN_STATE, "stopped", "running");
    RetirementRecord record = pending.record().orElseThrow().towards(Goal.RESTORED);
    return new RetirementStatus(
        NOW,
        LOOKED,
        List.of(
            new RetiredResource(
                pending.resource(),
                new Status.Known(record, new NextAction.Apply(start)),
                Optional.empty(),
                Optional.of(
                    new Blocker(
                        Blocker.START_FAILED,
                        "it is stopped again: Client.InternalError",
                        "see to its keys, then: molly restore i-0a3",
                        false)),
                true)),
        List.of());
  }

  /// A sweep that had nothing to do.
  static SweepReport sweep(RetirementStatus after) {
    return new SweepReport(after, List.of(), List.of(), List.of());
  }

  static SweepReport sweep() {
    RetirementStatus after = every();
    return new SweepReport(
        after, List.of(after.retired().getFirst()), List.of(SampleRuns.everyResult()), List.of());
  }

  private static RetiredResource known(String id, String name, String due, NextAction next) {
    return new RetiredResource(resource(id, name), new Status.Known(record(id, due), next));
  }

  private static Change rename(String id) {
    return new Change(
        resource(id, "web-03").ref(), LifecycleAttributes.NAME, "web-03", "web-03_deleted");
  }

  private static Resource resource(String id, String name) {
    var at =
        new ResourceId(
            new KindId("ec2-instance"),
            new AccountId("111122223333"),
            new RegionId("eu-west-1"),
            id);
    String arn = "arn:aws:ec2:eu-west-1:111122223333:instance/" + id;
    return new Resource(
        new ResourceRef(at, id, name, arn), "stopped", new Tags.Known(Map.of()), Map.of());
  }

  private static RetirementRecord record(String uid, String due) {
    return new RetirementRecord(
        uid,
        Goal.RETIRED,
        "arn:aws:iam::111122223333:user/ada",
        "nobody has used it; since spring, I think",
        Instant.parse("2026-11-10T09:30:00Z"),
        Instant.parse(due),
        Optional.of("was " + uid),
        "running",
        new TreeMap<>(Map.of(new ControlId("stop-protection"), "off")),
        new TreeSet<>(List.of("instance-store")),
        Optional.of(new OwnerNotice(Instant.parse("2026-11-22T09:30:00Z"), "")));
  }
}
