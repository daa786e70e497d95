package dev.molly.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.AccountChanges;
import dev.molly.engine.Postman;
import dev.molly.guard.ConfirmationInput;
import dev.molly.journal.JournalEntry;
import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.model.ResourceId;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunResult.Result;
import dev.molly.retire.Inventory;
import dev.molly.retire.OwnerNotice;
import dev.molly.retire.SweepPlan;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.simulation.world.Crash;
import dev.molly.simulation.world.CrashingJournal;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.Tag;

/// An owner counts as told when a notice was delivered, and never before.
class OwnerNotificationTest {
  /// Began, notice, intent, outcome, ended.
  private static final int LINES_OF_A_SWEEP = 5;

  private final World world = new World(1);
  private final SimInstance server =
      world.account.launch(
          World.REGION, one -> one.named("web-01").launchedAgo(Duration.ofDays(400)));

  @BeforeEach
  void retiredAndSoonDue() {
    world.apply(world.molly().retire(chosen(), World.wish()));
    world.postman.leaves();
    for (int sweeps = 0; sweeps < 3; sweeps++) {
      world.cloud.clock().advance(Duration.ofHours(2));
      world.sweep("ec2-instance");
    }
    world.cloud.clock().advance(Duration.ofDays(12));
    assertThat(told()).isEmpty();
  }

  private ApplyResult sweepWithAChannel() {
    world.postman.isBack();
    return world.sweep("ec2-instance");
  }

  @Test
  void theReceiptIsInTheJournalBeforeTheWriteThatSaysSo() {
    int before = world.ledger.lines().size();

    ApplyResult swept = sweepWithAChannel();

    List<JournalEntry> lines =
        world.ledger.lines().stream().map(CrashingJournal.Line::entry).skip(before).toList();
    assertThat(swept.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(lines)
        .extracting(JournalEntry::word)
        .containsExactly("began", "notice", "intent", "outcome", "ended");
    assertThat((JournalEntry.Notice) lines.get(1))
        .returns("command", JournalEntry.Notice::channel)
        .returns("letter 1", JournalEntry.Notice::receipt)
        .returns(server.id(), notice -> notice.resource().identifier());
    assertThat(told()).isPresent();
    assertThat(world.postman.delivered()).hasSize(1);
  }

  /// It does not count, and is not said to be nothing.
  @Test
  void aNoticeThatOneOfTwoChannelsTookIsInTheJournalAndDoesNotCount() {
    world.postman.failsAfter(new Receipt("command", "letter 1"), "no answer");
    int before = world.ledger.lines().size();

    ApplyResult swept = sweepWithAChannel();

    assertThat(world.ledger.lines().stream().skip(before))
        .extracting(line -> line.entry().word())
        .containsExactly("began", "notice", "ended");
    assertThat(((ApplyResult.Executed) swept).result().outcomes())
        .singleElement()
        .satisfies(
            outcome ->
                assertThat(outcome.detail())
                    .isEqualTo("its owner was not told: no answer; told by: command"));
    assertThat(told()).isEmpty();
  }

  @Test
  void anOwnerWhoWasToldIsNotToldAgain() {
    sweepWithAChannel();
    world.cloud.clock().advance(Duration.ofHours(8));

    sweepWithAChannel();

    assertThat(world.postman.delivered()).hasSize(1);
  }

  @Test
  void anOwnerWhoCameAfterTheNoticeIsToldBeforeThePurge() {
    sweepWithAChannel();
    world.cloud.clock().advance(Duration.ofDays(3));
    Plan planned = world.molly().purge(chosen());
    assertThat(planned.steps()).isNotEmpty();

    isGivenTo("bob");

    assertUntold(world.molly().purge(chosen()).refusals());
    var refused = (ApplyResult.Refused) world.apply(planned);
    assertUntold(refused.reasons());
    sweepWithAChannel();
    assertThat(world.postman.delivered())
        .extracting(Postman.Delivered::notice)
        .hasSize(2)
        .doesNotHaveDuplicates();
    assertThat(world.molly().purge(chosen()).refusals().getFirst().reason())
        .contains("which is less than 2 days ago");
    world.cloud.clock().advance(Duration.ofDays(2));
    assertThat(world.molly().purge(chosen()).steps()).isNotEmpty();
    isGivenTo("carol");
    assertUntold(world.molly().purge(chosen()).refusals());
  }

  @Test
  void anOwnerWhoComesBetweenThePlanAndTheNoticeIsToldByTheNextSweep() {
    world.postman.isBack();
    Plan plan = sweeping(world.molly(), Set.of()).plan();

    isGivenTo("bob");
    world.molly().sweep(plan, Environment.ANY);

    assertThat(told()).isEmpty();
    sweepWithAChannel();
    assertThat(world.postman.delivered()).hasSize(1);
    assertThat(told()).isPresent();
  }

  private static void assertUntold(List<Refusal> refusals) {
    assertThat(refusals)
        .extracting(Refusal::reason)
        .anyMatch(reason -> reason.contains("its owner was not told"));
  }

  private void isGivenTo(String owner) {
    world
        .account
        .ec2(World.REGION)
        .createTags(
            r -> r.resources(server.id()).tags(Tag.builder().key("owner").value(owner).build()));
    world.cloud.clock().advance(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void killedAnywhereInASweepNothingSaysToldThatWasNotAndTheNextSweepTells(boolean afterTheLine) {
    for (int line = 1; line <= LINES_OF_A_SWEEP; line++) {
      var test = new OwnerNotificationTest();
      test.retiredAndSoonDue();
      test.killedAtLine(line, afterTheLine);
    }
  }

  private void killedAtLine(int line, boolean afterTheLine) {
    world.ledger.crashAt(world.ledger.tried() + line, afterTheLine);

    assertThatThrownBy(this::sweepWithAChannel).isInstanceOf(Crash.class);

    world.cloud.clock().advance(Duration.ofMinutes(1));
    boolean delivered = !world.postman.delivered().isEmpty();
    assertThat(told().isPresent())
        .as("line %s, delivered: %s", line, delivered)
        .isIn(false, delivered);
    if (line < 3) {
      assertThat(told()).as("line %s", line).isEmpty();
    }
    world.ledger.restart();
    sweepWithAChannel();
    assertThat(told()).as("after line %s", line).isPresent();
  }

  @Test
  void withoutAChannelNobodyCountsAsToldAndThePurgeSaysWhatToDo() {
    SweepPlan sweeping = sweeping(world.molly(), Set.of());
    world.sweep("ec2-instance");
    world.cloud.clock().advance(Duration.ofDays(3));

    Plan purge = world.molly().purge(chosen());

    assertThat(sweeping.plan().steps()).isEmpty();
    assertThat(sweeping.fallsDue()).hasSize(1);
    assertThat(told()).isEmpty();
    assertThat(purge.steps()).isEmpty();
    assertThat(purge.refusals().getFirst().reason()).contains("its owner was not told");
    assertThat(purge.refusals().getFirst().remedy())
        .contains("molly explain notify", "molly sweep --told " + server.id());
  }

  @Test
  void aDeliveryThatFailsDoesNotCountAndIsSaid() {
    world.postman.isBack();
    world.postman.fails("the command ended with exit code 1");

    ApplyResult swept = world.sweep("ec2-instance");

    var outcome = ((ApplyResult.Executed) swept).result().outcomes().getFirst();
    assertThat(swept.exitCode()).isEqualTo(ExitCode.PARTLY_FAILED);
    assertThat(outcome.result()).isEqualTo(Result.UNTOLD);
    assertThat(outcome.detail())
        .isEqualTo("its owner was not told: the command ended with exit code 1");
    assertThat(told()).isEmpty();
  }

  /// A plan in a file may be made where there is a channel, and carried out where there is none.
  @Test
  void noPlanWritesThatTheOwnerWasToldWithoutADelivery() {
    world.postman.isBack();
    Plan plan = sweeping(world.molly(), Set.of()).plan();
    world.postman.leaves();

    ApplyResult swept = world.molly().sweep(plan, Environment.ANY);
    ApplyResult confirmed =
        world
            .molly()
            .apply(plan, Environment.ANY, new ConfirmationInput.Given(world.molly().phrase(plan)));

    assertThat(plan.steps()).hasSize(1);
    assertThat(swept.exitCode()).isEqualTo(ExitCode.PARTLY_FAILED);
    assertThat(confirmed.exitCode()).isNotEqualTo(ExitCode.CLEAN);
    assertThat(told()).isEmpty();
  }

  @Test
  void aPersonWhoToldTheOwnerIsWrittenDownAndTheNoticeCountsFromThen() {
    AccountChanges molly = world.molly();
    Set<ResourceId> told = Set.of(chosen().resources().getFirst().id());

    ApplyResult swept = molly.sweep(sweeping(molly, told).plan(), Environment.ANY, told);
    world.cloud.clock().advance(Duration.ofDays(2).minusMinutes(1));
    Plan early = world.molly().purge(chosen());
    world.cloud.clock().advance(Duration.ofDays(1));

    assertThat(swept.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(notices())
        .singleElement()
        .returns("person", JournalEntry.Notice::channel)
        .matches(notice -> notice.receipt().matches("arn:aws:.* says so"));
    assertThat(world.postman.delivered()).isEmpty();
    assertThat(early.steps()).isEmpty();
    assertThat(world.molly().purge(chosen()).steps()).isNotEmpty();
  }

  private List<JournalEntry.Notice> notices() {
    return world.ledger.lines().stream()
        .map(CrashingJournal.Line::entry)
        .filter(JournalEntry.Notice.class::isInstance)
        .map(JournalEntry.Notice.class::cast)
        .toList();
  }

  private SweepPlan sweeping(AccountChanges molly, Set<ResourceId> told) {
    return molly.planSweep(chosen(), molly.status(chosen()), told);
  }

  private Optional<Instant> told() {
    return world
        .molly()
        .status(chosen())
        .getFirst()
        .record()
        .orElseThrow()
        .told()
        .map(OwnerNotice::at);
  }

  private Inventory chosen() {
    return world.fleet("ec2-instance");
  }
}
