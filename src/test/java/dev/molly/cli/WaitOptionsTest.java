package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.AccountChanges;
import dev.molly.TestMolly;
import dev.molly.engine.run.ExecutionSettings;
import dev.molly.engine.run.Notifier;
import dev.molly.engine.run.RolloutPace;
import dev.molly.guard.BlastLimit;
import dev.molly.guard.ConfirmationInput;
import dev.molly.guard.RetentionWindow;
import dev.molly.journal.JournalFolder;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.OwnerTags;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.ScanProgressListener;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.RunId;
import dev.molly.plan.RunResult;
import dev.molly.retire.Inventory;
import dev.molly.retire.RetireRequest;
import dev.molly.retire.RetiredResource;
import dev.molly.sim.SimAccount;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import dev.molly.sim.core.SimCall;
import dev.molly.sim.core.SimKey;
import dev.molly.sim.ec2.SimInstance;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitOptionsTest {
  private static final Gap GAP =
      new Gap(
          new AccountId(SimAws.OWN_ACCOUNT),
          Optional.of(new RegionId("eu-west-1")),
          Optional.empty(),
          "access denied",
          Optional.empty());

  private final Path folder;
  private final SimCloud cloud = new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 1);
  private final AccountChanges changes;
  private int runs;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  WaitOptionsTest(@TempDir Path folder) {
    this.folder = folder;
    this.changes = changes();
  }

  @Test
  void nothingIsLeftToWaitForWhenAllCouldBeLookedAt() {
    assertThat(waits(List.of())).isEqualTo(ExitCode.CLEAN);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("nothing is left to wait for");
  }

  @Test
  void whatCannotBeLookedAtIsNotDone() {
    assertThat(waits(List.of(GAP))).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .containsOnlyOnce("eu-west-1 cannot be looked at: access denied")
        .doesNotContain("nothing is left");
  }

  @Test
  void whatIsStoppedAgainAfterItsStartIsNotStartedASecondTime() {
    SimKey key = own().createKey("eu-west-1", "1234abcd-12ab-34cd-56ef-1234567890ab");
    SimInstance server =
        own().launch("eu-west-1", one -> one.encryptedWith(key).launchedAgo(Duration.ofDays(30)));
    SimInstance other = own().launch("eu-west-1", one -> one.launchedAgo(Duration.ofDays(30)));
    retire();
    key.refusesGrants(true);

    ApplyResult restored = changes.applyUnconfirmed(changes.planTo(Goal.RESTORED, all()));
    ExitCode went = waits(restored.runs().toList(), this::all);

    assertThat(restored.exitCode())
        .as("the run sees within its half minute that the start came to nothing")
        .isEqualTo(ExitCode.PARTLY_FAILED);
    assertThat(went).isEqualTo(ExitCode.PARTLY_FAILED);
    assertThat(starts(server)).isEqualTo(1);
    assertThat(server.state()).isEqualTo("stopped");
    assertThat(server.tags()).containsKey("molly:retire");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .containsOnlyOnce(server.id() + " is not started a second time: AWS took its last start")
        .contains("then: molly restore " + server.id());
    assertThat(other.state()).isEqualTo("running");
    assertThat(other.tags()).doesNotContainKey("molly:retire");

    key.refusesGrants(false);
    ApplyResult again = changes.applyUnconfirmed(changes.planTo(Goal.RESTORED, all()));

    assertThat(waits(again.runs().toList(), this::all)).isEqualTo(ExitCode.CLEAN);
    assertThat(starts(server)).isEqualTo(2);
    assertThat(server.state()).isEqualTo("running");
  }

  /// Its snapshot takes five minutes; the run itself has waited for the first half minute.
  @Test
  void theSnapshotOfADatabaseIsWaitedForWithOneReadEach15SecondsAtMost() {
    own().createDb("eu-west-1", "orders", one -> {});
    var wish = new RetireRequest("moved", Duration.ofDays(14), Set.of(), Set.of());
    Plan plan = changes.retire(databases(), wish);
    changes.apply(plan, Environment.ANY, new ConfirmationInput.Given(changes.phrase(plan)));
    List<RetiredResource> waiting = changes.status(databases());
    int before = cloud.calls().size();
    Instant began = cloud.clock().instant();

    boolean goesOn = changes.await(waiting, Duration.ofHours(1));

    List<SimCall> calls = cloud.calls().subList(before, cloud.calls().size());
    assertThat(goesOn).isTrue();
    assertThat(calls).extracting(SimCall::api).containsOnly("rds:DescribeDBSnapshots");
    assertThat(Duration.between(began, cloud.clock().instant()))
        .isGreaterThan(Duration.ofMinutes(4));
    for (int i = 1; i < calls.size(); i++) {
      assertThat(Duration.between(calls.get(i - 1).at(), calls.get(i).at()))
          .isBetween(Duration.ofSeconds(15), Duration.ofMinutes(1));
    }
  }

  @Test
  void whatDoesNotWaitForAwsIsLookedAtAgainInAMoment() {
    Instant began = cloud.clock().instant();

    assertThat(changes.await(List.of(), Duration.ofHours(1))).isTrue();

    assertThat(cloud.clock().instant()).isEqualTo(began.plusSeconds(15));
  }

  private Inventory databases() {
    return changes.inventory(
        new RegionSelection.Named(List.of(new RegionId("eu-west-1"))),
        List.of(new KindId("rds-instance")),
        true,
        resource -> true,
        ScanProgressListener.none());
  }

  private long starts(SimInstance server) {
    return cloud.calls().stream()
        .filter(call -> call.api().equals("ec2:StartInstances"))
        .filter(call -> call.resources().contains(server.id()))
        .count();
  }

  private SimAccount own() {
    return cloud.account(SimAws.OWN_ACCOUNT);
  }

  private Inventory all() {
    return changes.inventory(
        new RegionSelection.Named(List.of(new RegionId("eu-west-1"))),
        List.of(new KindId("ec2-instance")),
        true,
        resource -> true,
        ScanProgressListener.none());
  }

  private void retire() {
    var wish = new RetireRequest("moved", Duration.ofDays(14), Set.of(), Set.of());
    Plan plan = changes.retire(all(), wish);
    changes.apply(plan, Environment.ANY, new ConfirmationInput.Given(changes.phrase(plan)));
    waits(List.of(), this::all);
  }

  private ExitCode waits(List<Gap> gaps) {
    var found = new Inventory(List.of(), 1, gaps, new TreeSet<>());
    return waits(List.of(), () -> found);
  }

  private AccountChanges changes() {
    var settings =
        new ExecutionSettings(
            new JournalFolder(folder),
            now -> new RunId("20261123T080000Z-%06x".formatted(runs++)),
            BlastLimit.DEFAULT,
            RolloutPace.DEFAULT,
            cloud.clock()::advance,
            List::of,
            Duration.ofHours(1),
            RetentionWindow.DEFAULT,
            Optional.empty(),
            () -> false,
            Notifier.none(),
            OwnerTags.DEFAULT);
    return TestMolly.of(new SimAws(cloud), cloud.clock(), settings)
        .changes(List.of(new AccountRef.Own()));
  }

  private ExitCode waits(List<RunResult> before, Supplier<Inventory> again) {
    var terminal =
        new Terminal(
            new ByteArrayOutputStream(),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            0,
            Map.of());
    return new WaitOptions().goOn(changes, before, again, Environment.ANY, terminal);
  }
}
