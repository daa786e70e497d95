package dev.molly.guard;

import dev.molly.model.AccountId;
import dev.molly.model.ControlId;
import dev.molly.model.Environment;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.OwnerNotice;
import dev.molly.retire.ProtectionLease;
import dev.molly.retire.RecordTags;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A context to which no guard objects, for plans of one account; a test changes one thing of it.
final class GuardFixture {
  static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  static final Duration DAY = Duration.ofDays(1);
  static final AccountId ACCOUNT = new AccountId("111122223333");
  static final AccountId OTHER_ACCOUNT = new AccountId("444455556666");
  static final ResourceRef SERVER = server(ACCOUNT, "i-0123456789abcdef0", "web-01");
  static final ResourceRef OTHER = server(ACCOUNT, "i-0fedcba9876543210", "web-02");
  static final ResourceId ID = SERVER.id();
  static final ControlId TERMINATION = new ControlId("termination-protection");
  static final ConfirmationInput NO_ANSWER = new ConfirmationInput.None();
  static final Optional<Goal> NONE = Optional.empty();

  private static final ApiCall CALL =
      new ApiCall("ec2:Any", "ec2:Any", SERVER.arn(), "aws ec2 any", "");

  Map<AccountId, AccountId> callers = Map.of(ACCOUNT, ACCOUNT);
  Environment environment = Environment.ANY;
  BlastLimit limit = BlastLimit.DEFAULT;
  List<Freeze> freezes = List.of();
  List<ResourceRef> drifted = List.of();
  List<UnreadResource> unread = List.of();
  Map<ResourceId, RetirementRecord> records = Map.of();
  Optional<Integer> unattended = Optional.empty();
  Set<ResourceId> unknown = Set.of();

  /// AWS's time; null if AWS does not tell it.
  @Nullable Instant awsTime = NOW;

  /// Returns the reasons of one guard.
  List<Refusal> reasons(Guard guard, Plan plan) {
    return guard.against(plan, context(NO_ANSWER));
  }

  /// Returns the reasons of all guards for a plan that is confirmed with its phrase.
  List<Refusal> reasons(Plan plan) {
    var answer = new ConfirmationInput.Given(ConfirmationPhrase.of(plan, NOW));
    return switch (Verdict.decide(plan, context(answer))) {
      case Verdict.Approved approved -> List.of();
      case Verdict.Refused(var reasons) -> reasons;
    };
  }

  GuardContext context(ConfirmationInput answer) {
    return new GuardContext(
        NOW,
        callers,
        environment,
        limit,
        freezes,
        drifted,
        unread,
        answer,
        Duration.ofHours(1),
        RetentionWindow.DEFAULT,
        awsTime == null ? Map.of() : Map.of(ACCOUNT, awsTime),
        records,
        unattended,
        unknown);
  }

  static ResourceRef server(AccountId account, String id, String name) {
    return new ResourceRef(
        new ResourceId(new KindId("ec2-instance"), account, new RegionId("eu-west-1"), id),
        id,
        name,
        "arn:aws:ec2:eu-west-1:%s:instance/%s".formatted(account, id));
  }

  /// A plan that protects servers.
  static Plan protect(ResourceRef... servers) {
    return planOf(
        Operation.PROTECT,
        Arrays.stream(servers)
            .map(server -> status(new Change(server, TERMINATION, "off", "on")))
            .toArray(PlannedChange[]::new));
  }

  static Plan retire(Duration keep) {
    return plan(
        "retire",
        LifecycleAttributes.RETIREMENT,
        "",
        text(record(NOW, NOW.plus(keep))),
        Optional.of(Goal.RETIRED));
  }

  static Plan purge() {
    return plan(
        "purge",
        LifecycleAttributes.EXISTENCE,
        LifecycleAttributes.THERE,
        LifecycleAttributes.GONE,
        Optional.of(Goal.PURGED));
  }

  static Plan rewritten(RetirementRecord from, RetirementRecord to) {
    return plan("extend", LifecycleAttributes.RETIREMENT, text(from), text(to), NONE);
  }

  static Plan lease(Instant until) {
    return lease(NOW, until);
  }

  static Plan lease(Instant at, Instant until) {
    var lease = new ProtectionLease(ID.uid(), "ada", "new kernel", at, until, new TreeMap<>());
    return plan("lease", LifecycleAttributes.LEASE, "", RecordTags.text(lease.tags()), NONE);
  }

  static Plan plan(String command, ControlId attribute, String from, String to, Goal goal) {
    return plan(command, attribute, from, to, Optional.of(goal));
  }

  static Plan plan(
      String command, ControlId attribute, String from, String to, Optional<Goal> goal) {
    var change = new Change(SERVER, attribute, from, to);
    return planOf(
        Operation.of(command),
        goal.map(towards -> towards(change, towards)).orElseGet(() -> status(change)));
  }

  static Plan planOf(Operation operation, PlannedChange... steps) {
    return new Plan(operation, List.of(steps), 100, List.of(), List.of());
  }

  /// A step that is towards no goal.
  static PlannedChange status(Change change) {
    return new PlannedChange(change, "a fingerprint", CALL, "because");
  }

  static PlannedChange towards(Change change, Goal goal) {
    return new PlannedChange(change, "", CALL, "because", Optional.of(goal));
  }

  /// One whose owner was told two days before.
  static RetirementRecord told(Instant due) {
    return record(NOW.minus(Duration.ofDays(20)), due)
        .told(new OwnerNotice(NOW.minus(Duration.ofDays(2)), ""));
  }

  static RetirementRecord record(Instant at, Instant due) {
    return new RetirementRecord(
        ID.uid(),
        Goal.RETIRED,
        "arn:aws:iam::111122223333:user/ada",
        "nobody uses it",
        at,
        due,
        Optional.of("web-01"),
        "running",
        new TreeMap<>(),
        new TreeSet<>(),
        Optional.empty());
  }

  static String text(RetirementRecord record) {
    return RecordTags.text(RetirementRecordCodec.write(record));
  }
}
