package dev.molly.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsAccounts;
import dev.molly.aws.AwsException;
import dev.molly.engine.plan.ProtectPlanner;
import dev.molly.engine.scan.Scanner;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.engine.support.Sleeper;
import dev.molly.guard.BlastLimit;
import dev.molly.guard.ConfirmationInput;
import dev.molly.guard.ConfirmationPhrase;
import dev.molly.guard.Freeze;
import dev.molly.guard.GuardContext;
import dev.molly.guard.RetentionWindow;
import dev.molly.guard.Verdict;
import dev.molly.journal.Journal;
import dev.molly.journal.JournalEntry;
import dev.molly.kind.TestKinds;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.ControlId;
import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.RuleId;
import dev.molly.model.ScanProgressListener;
import dev.molly.model.Severity;
import dev.molly.plan.Change;
import dev.molly.plan.Plan;
import dev.molly.plan.RunId;
import dev.molly.plan.RunResult;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import dev.molly.policy.Policy;
import dev.molly.policy.PolicySet;
import dev.molly.policy.Requirement;
import dev.molly.policy.ResourceSelector;
import dev.molly.policy.Rule;
import dev.molly.policy.ScanRequest;
import dev.molly.sim.SimAccount;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import dev.molly.sim.SimFleet;
import dev.molly.sim.core.SimCall;
import dev.molly.sim.ec2.SimInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Tag;

class PlanExecutorTest {
  private static final AccountId ACCOUNT = new AccountId(SimAws.OWN_ACCOUNT);
  private static final String VIRGINIA = "us-east-1";
  private static final String IRELAND = "eu-west-1";
  private static final PolicySet POLICIES =
      policies(
          "ec2-instance termination-protection",
          "ec2-instance stop-protection",
          "ec2-instance volume-retention",
          "rds-instance deletion-protection",
          "rds-instance backup-retention",
          "rds-instance copy-tags-to-snapshot",
          "rds-cluster deletion-protection",
          "s3-bucket versioning",
          "s3-bucket delete-denied");

  private final SimCloud cloud = new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 1);
  private final SimAccount account = cloud.account(SimAws.OWN_ACCOUNT);
  private final AwsAccounts aws = new SimAws(cloud);
  private final AccountSession session = aws.session(new AccountRef.Own());
  private final MemoryJournal journal = new MemoryJournal();
  private Function<Change, AccountSession> sessions = change -> session;
  private Sleeper sleeper = cloud.clock()::advance;
  private Supplier<List<Freeze>> freezes = List::of;

  @Test
  void carriesOutAPlanAndFindsNothingLeftToDo() {
    SimFleet.seed(cloud, SimAws.OWN_ACCOUNT, List.of(VIRGINIA, IRELAND));
    Plan plan = plan();

    RunResult run = execute(plan);

    assertThat(plan.steps()).hasSizeGreaterThan(30);
    assertThat(run.count(Result.DONE)).isEqualTo(plan.steps().size());
    assertThat(run.stopped()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(plan().steps()).isEmpty();
  }

  @Test
  void writesWhatItJournalsAndNothingElse() {
    SimFleet.seed(cloud, SimAws.OWN_ACCOUNT, List.of(VIRGINIA, IRELAND));
    Plan plan = plan();
    assertThat(writes()).isEmpty();

    execute(plan);

    List<String> intents =
        journal.entries(JournalEntry.Intent.class).stream()
            .map(JournalEntry.Intent::api)
            .sorted()
            .toList();
    assertThat(writes().stream().map(SimCall::api).sorted().toList()).isEqualTo(intents);
    assertThat(journal.entries(JournalEntry.Outcome.class)).hasSameSizeAs(intents);
    assertThat(journal.entries.getFirst()).isInstanceOf(JournalEntry.RunStarted.class);
    assertThat(journal.entries.getLast()).isInstanceOf(JournalEntry.RunFinished.class);
  }

  @Test
  void doingItTwiceWritesNothingTheSecondTime() {
    SimFleet.seed(cloud, SimAws.OWN_ACCOUNT, List.of(VIRGINIA));
    Plan plan = plan();
    execute(plan);
    int written = writes().size();

    RunResult again = execute(plan);

    assertThat(again.count(Result.ALREADY)).isEqualTo(plan.steps().size());
    assertThat(again.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(writes()).hasSize(written);
  }

  @Test
  void aDeniedWriteLeavesItsRegionAloneAndNoOther() {
    for (String region : List.of(VIRGINIA, VIRGINIA, IRELAND, IRELAND, IRELAND)) {
      account.launch(region, one -> one.protectedFromStop().withDataVolume(10, true));
    }
    cloud.faults().deny("ec2:ModifyInstanceAttribute").in(IRELAND);

    RunResult run = execute(plan());

    assertThat(run.count(Result.DONE)).isEqualTo(2);
    assertThat(run.count(Result.PAUSED)).isEqualTo(3);
    assertThat(run.outcomes())
        .filteredOn(outcome -> outcome.result() == Result.PAUSED)
        .extracting(outcome -> outcome.change().resource().id().region().value())
        .containsOnly(IRELAND);
    assertThat(writes()).filteredOn(call -> call.region().equals(IRELAND)).hasSize(1);
    assertThat(run.stopped()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.PARTLY_FAILED);
  }

  /// The third write is the one that does not show in time.
  @Test
  void aWriteThatDoesNotShowStopsTheRunAndTakesBackWhatItDid() {
    List<SimInstance> fleet =
        IntStream.range(0, 5).mapToObj(n -> account.launch(VIRGINIA, this::unprotected)).toList();
    Plan plan = plan();
    var steps = new AtomicInteger();
    freezes =
        () -> {
          if (steps.incrementAndGet() == 3) {
            cloud.faults().attributeLag(Duration.ofSeconds(30));
          }
          return List.of();
        };
    sleeper =
        length -> {
          cloud.clock().advance(length);
          cloud.faults().attributeLag(Duration.ZERO);
        };

    RunResult run = execute(plan);

    assertThat(run.outcomes())
        .extracting(Outcome::result)
        .containsExactly(Result.DONE, Result.DONE, Result.MISMATCH);
    assertThat(run.stopped()).hasValueSatisfying(why -> assertThat(why).contains("does not show"));
    assertThat(run.undone())
        .extracting(Outcome::result)
        .containsExactly(Result.DONE, Result.DONE, Result.DONE);
    assertThat(run.undone().getFirst().change().resource())
        .isEqualTo(run.outcomes().get(1).change().resource());
    assertThat(run.exitCode()).isEqualTo(ExitCode.PARTLY_FAILED);
    assertThat(fleet).noneMatch(SimInstance::isProtectedFromStop);
  }

  @Test
  void aThrottledWriteIsAttemptedAgainAfterAFreshLook() {
    account.launch(VIRGINIA, this::unprotected);
    Plan plan = plan();
    cloud.faults().throttle("ec2:ModifyInstanceAttribute", 2);

    RunResult run = execute(plan);

    assertThat(run.outcomes()).extracting(Outcome::result).containsExactly(Result.DONE);
    assertThat(journal.entries(JournalEntry.Intent.class)).hasSize(3);
    assertThat(journal.entries(JournalEntry.Outcome.class))
        .extracting(JournalEntry.Outcome::result)
        .containsExactly(Result.PAUSED, Result.PAUSED, Result.DONE);
    assertThat(readsBeforeEachWrite())
        .hasSize(3)
        .allSatisfy(reads -> assertThat(reads).contains("ec2:DescribeInstances"));
  }

  @Test
  void whatChangedSinceAThrottledAttemptIsNotWrittenAgain() {
    SimInstance one = account.launch(VIRGINIA, this::unprotected);
    Plan plan = plan();
    cloud.faults().throttle("ec2:ModifyInstanceAttribute", 1);
    sleeper =
        length -> {
          cloud.clock().advance(length);
          tag(one, "owner", "grace");
        };

    RunResult run = execute(plan);

    assertThat(run.outcomes()).extracting(Outcome::result).containsExactly(Result.DRIFTED);
    assertThat(one.isProtectedFromStop()).isFalse();
  }

  /// The first attempt took effect and lost its answer, and EC2 does not show it yet; the second
  /// one is denied. That proves nothing of the first.
  @Test
  void aRefusalIsNoProofThatAnEarlierAttemptWroteNothing() {
    SimInstance one = account.launch(VIRGINIA, this::unprotected);
    Plan plan = plan();
    cloud.faults().attributeLag(Duration.ofMinutes(10));
    cloud.faults().timeoutAfter("ec2:ModifyInstanceAttribute");
    cloud.faults().deny("ec2:ModifyInstanceAttribute").onCall(2);

    RunResult run = execute(plan);
    cloud.clock().advance(Duration.ofMinutes(15));

    assertThat(one.isProtectedFromStop()).isTrue();
    assertThat(run.outcomes()).extracting(Outcome::result).containsExactly(Result.UNKNOWN);
    assertThat(journal.entries(JournalEntry.Outcome.class).getLast().result())
        .isEqualTo(Result.UNKNOWN);
  }

  private List<List<String>> readsBeforeEachWrite() {
    var between = new ArrayList<List<String>>();
    var now = new ArrayList<String>();
    for (SimCall call : cloud.calls()) {
      if (call.write()) {
        between.add(List.copyOf(now));
        now.clear();
      } else {
        now.add(call.api());
      }
    }
    return between;
  }

  private void tag(SimInstance one, String key, String value) {
    var tag = Tag.builder().key(key).value(value).build();
    cloud.aside(() -> account.ec2(VIRGINIA).createTags(r -> r.resources(one.id()).tags(tag)));
  }

  /// One session is good for a part of a plan only, and what takes a write back may be in another.
  @Test
  void whatIsTakenBackIsTakenBackInTheSessionForThat() {
    account.launch(VIRGINIA, this::unprotected);
    Plan plan = plan();
    var asked = Collections.synchronizedList(new ArrayList<Change>());
    sessions =
        change -> {
          asked.add(change);
          return session;
        };
    neverShown();

    RunResult run = execute(plan);

    assertThat(run.undone()).hasSize(1);
    assertThat(asked)
        .containsExactly(plan.steps().getFirst().change(), run.undone().getFirst().change());
  }

  @Test
  void whatCannotBeTakenBackIsToldAndTheRunComesToItsEnd() {
    account.launch(VIRGINIA, this::unprotected);
    Plan plan = plan();
    Change forward = plan.steps().getFirst().change();
    sessions =
        change -> {
          if (!change.equals(forward)) {
            throw new AwsException(AwsException.Reason.DENIED, "not even to undo it");
          }
          return session;
        };
    neverShown();

    RunResult run = execute(plan);

    assertThat(run.undone())
        .singleElement()
        .satisfies(outcome -> assertThat(outcome.detail()).isEqualTo("not even to undo it"));
    assertThat(journal.entries.getLast()).isInstanceOf(JournalEntry.RunFinished.class);
  }

  /// Once a step is under way, EC2 shows nothing that is written for a long time.
  private void neverShown() {
    freezes =
        () -> {
          cloud.faults().attributeLag(Duration.ofSeconds(30));
          return List.of();
        };
  }

  @Test
  void aResourceThatChangedSinceThePlanIsNotWrittenTo() {
    SimInstance web = account.launch(VIRGINIA, this::unprotected);
    Plan plan = plan();
    account
        .ec2(VIRGINIA)
        .createTags(
            r -> r.resources(web.id()).tags(Tag.builder().key("env").value("prod").build()));

    RunResult run = execute(plan);

    assertThat(run.outcomes()).extracting(Outcome::result).containsExactly(Result.DRIFTED);
    assertThat(web.isProtectedFromStop()).isFalse();
    assertThat(journal.entries(JournalEntry.Intent.class)).isEmpty();
  }

  @Test
  void aTimeoutIsLookedInto() {
    SimInstance web = account.launch(VIRGINIA, this::unprotected);
    cloud.faults().timeoutAfter("ec2:ModifyInstanceAttribute");

    RunResult run = execute(plan());

    assertThat(run.outcomes()).extracting(Outcome::result).containsExactly(Result.DONE);
    assertThat(web.isProtectedFromStop()).isTrue();
  }

  /// Fails one rule only.
  private void unprotected(SimInstance one) {
    one.protectedFromTermination();
  }

  private Plan plan() {
    var request =
        new ScanRequest(
            List.of(new AccountRef.Own()),
            new RegionSelection.Named(List.of(new RegionId(VIRGINIA), new RegionId(IRELAND))),
            List.of("ec2-instance", "rds-instance", "rds-cluster", "s3-bucket").stream()
                .map(KindId::new)
                .toList(),
            POLICIES);
    var report =
        new Scanner(TestKinds.ALL, aws, cloud.clock(), "test")
            .scan(request, ScanProgressListener.none());
    return new ProtectPlanner(tracker(), Map.of(ACCOUNT, session)).protect(report, finding -> true);
  }

  private RunResult execute(Plan plan) {
    Instant now = cloud.clock().instant();
    var context =
        new GuardContext(
            now,
            Map.of(ACCOUNT, session.identity().account()),
            Environment.ANY,
            new BlastLimit(1000, 100),
            List.of(),
            List.of(),
            List.of(),
            new ConfirmationInput.Given(ConfirmationPhrase.of(plan, now)),
            Duration.ofHours(1),
            RetentionWindow.DEFAULT,
            Map.of(),
            Map.of(),
            Optional.empty(),
            Set.of());
    Verdict verdict = Verdict.decide(plan, context);
    assertThat(verdict).isInstanceOf(Verdict.Approved.class);
    var setting =
        new PlanExecutor.Setting(
            journal,
            change -> sessions.apply(change),
            List.of(session.identity().arn()),
            () -> freezes.get(),
            () -> false,
            true);
    return new PlanExecutor(cloud.clock(), sleeper, RolloutPace.DEFAULT, tracker())
        .execute((Verdict.Approved) verdict, setting);
  }

  private RetirementTracker tracker() {
    return new RetirementTracker(TestKinds.ALL, cloud.clock());
  }

  private List<SimCall> writes() {
    return cloud.calls().stream().filter(SimCall::write).toList();
  }

  private static PolicySet policies(String... required) {
    var rules = new ArrayList<Rule>();
    for (String each : required) {
      String[] words = each.split(" ", 2);
      rules.add(
          new Rule(
              new RuleId(each.replace(' ', '-')),
              new KindId(words[0]),
              new Requirement.Enabled(new ControlId(words[1])),
              Severity.HIGH,
              ResourceSelector.EVERYTHING,
              "",
              List.of()));
    }
    return new PolicySet(List.of(new Policy("test", rules, List.of())));
  }

  /// Keeps what it is told.
  private static final class MemoryJournal implements Journal {
    private final List<JournalEntry> entries = Collections.synchronizedList(new ArrayList<>());

    @Override
    public RunId run() {
      return new RunId("20261123T080000Z-3fa4b1");
    }

    @Override
    public void write(JournalEntry entry) {
      entries.add(entry);
    }

    @Override
    public void close() {}

    <T extends JournalEntry> List<T> entries(Class<T> type) {
      return entries.stream().filter(type::isInstance).map(type::cast).toList();
    }
  }
}
