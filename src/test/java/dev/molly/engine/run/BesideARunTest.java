package dev.molly.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.AccountChanges;
import dev.molly.TestMolly;
import dev.molly.guard.BlastLimit;
import dev.molly.guard.ConfirmationInput;
import dev.molly.guard.RetentionWindow;
import dev.molly.journal.Journal;
import dev.molly.journal.JournalCheck;
import dev.molly.journal.JournalEntry;
import dev.molly.journal.JournalException;
import dev.molly.journal.JournalFolder;
import dev.molly.model.AccountRef;
import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.model.OwnerTags;
import dev.molly.model.UserError;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.RunId;
import dev.molly.retire.Inventory;
import dev.molly.retire.RetiredResource;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.simulation.world.Ec2ByHand;
import dev.molly.simulation.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A purge waits for hours, in this process or another with the same state folder, and something is
/// wanted back meanwhile.
class BesideARunTest {
  private static final RunId PURGE = new RunId("20261123T075900Z-0000aa");

  /// The beginning of a run, chained as every run was before there were seals.
  private static final String MADE_UP =
      """
      {"type":"began","at":"2026-11-23T08:00:00Z","command":"protect","callers":[],"digest":"d1","previous":"0000000000000000000000000000000000000000000000000000000000000000","hash":"345b6d983355e33dce3210bde33860ac846641cb61403514dabb0604be6cf26a"}\
      """;

  @TempDir private Path folder;

  private final World world = new World(1);
  private final SimInstance server =
      world.account.launch(
          World.REGION, one -> one.named("web-01").launchedAgo(Duration.ofDays(400)));
  private int begun;
  private String day = "20261123";

  @Test
  void aRestoreGoesThroughBesideAPurgeAndLeavesItsJournalAlone() {
    retired();

    ApplyResult restored;
    try (Journal purge = purgeUnderWay()) {
      restored = restore();
      world.cloud.clock().advance(Duration.ofHours(1));
      restore();
      assertThat(purge.run()).isEqualTo(PURGE);
    }

    assertThat(restored.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(server.tags()).containsEntry("Name", "web-01").doesNotContainKey("molly:retire");
    assertThat(new JournalFolder(folder).check(PURGE))
        .isEqualTo(new JournalCheck.Unfinished(PURGE, 1));
  }

  @Test
  void whatWasCutOffIsSettledAsSoonAsItIsNotUnderWayAnyMore() {
    retired();
    purgeUnderWay().close();

    restore();

    assertThat(new JournalFolder(folder).check(PURGE)).isEqualTo(new JournalCheck.Intact(PURGE, 2));
  }

  @Test
  void aRunThatIsUnderWayIsNotUndone() {
    try (Journal purge = purgeUnderWay()) {
      assertThatThrownBy(() -> molly().undo(purge.run()))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("is under way")
          .hasMessageEndingWith("try again: molly undo " + PURGE);
    }
  }

  @Test
  void aRunWhoseJournalWasPutThereIsNotUndone() throws IOException {
    Path elsewhere = folder.resolve("elsewhere");
    Path here = folder.resolve("here");
    try (Journal made = new JournalFolder(elsewhere).begin(PURGE)) {
      made.write(
          new JournalEntry.RunStarted(world.cloud.clock().instant(), "protect", List.of(), "d1"));
      made.write(new JournalEntry.RunFinished(world.cloud.clock().instant(), "to the end"));
    }
    Files.createDirectory(here);
    Files.copy(elsewhere.resolve(PURGE + ".jsonl"), here.resolve(PURGE + ".jsonl"));

    assertThatThrownBy(() -> molly(here).undo(PURGE))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("was written in another state folder");
  }

  /// The chain has no key, so that anything can be chained.
  @Test
  void aRunWhoseJournalWasMadeUpIsNotUndone() throws IOException {
    purgeUnderWay().close();
    Path file = folder.resolve(PURGE + ".jsonl");
    Files.writeString(file, MADE_UP + "\n");

    assertThat(new JournalFolder(folder).read(PURGE)).hasSize(1);
    assertThatThrownBy(() -> molly().undo(PURGE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("was not begun in this state folder")
        .hasMessageEndingWith("molly journal show --run " + PURGE);
  }

  @Test
  void nothingIsUndoneWhileALaterJournalCannotBeRead() throws IOException {
    Plan plan = molly().protect(world.scan(), finding -> true);
    var confirmed = new ConfirmationInput.Given(molly().phrase(plan));
    var executed = (ApplyResult.Executed) molly().apply(plan, Environment.ANY, confirmed);
    world.cloud.clock().advance(Duration.ofMinutes(1));
    Path damaged = folder.resolve("20261123T080000Z-0000aa.jsonl");
    Files.writeString(damaged, "no line of a journal\n");

    ApplyResult undone = molly().undo(executed.result().run());

    assertThat(undone.exitCode()).isEqualTo(ExitCode.PARTLY_FAILED);
    assertThat(((ApplyResult.Executed) undone).result().notTakenBack())
        .singleElement()
        .asString()
        .startsWith("run 20261123T080000Z-0000aa: its journal cannot be read");
    Files.delete(damaged);
    assertThat(molly().planUndo(executed.result().run()).steps()).hasSameSizeAs(plan.steps());
  }

  /// Nothing that a restore does waits for the right time, so its run may be called like an earlier
  /// one.
  @Test
  void aRecordThatIsPutBackIsNotKnownThoughTheClockWasBehindWhenItWasTakenAway() {
    retired();
    Map<String, String> record = new TreeMap<>(server.tags());
    record.keySet().removeIf(key -> !key.startsWith("molly:"));
    assertThat(molly().status(chosen())).allMatch(RetiredResource::isKnownHere);
    day = "20261122";
    restore();
    world.cloud.clock().advance(Duration.ofHours(1));
    restore();
    assertThat(server.tags()).doesNotContainKey("molly:retire");

    new Ec2ByHand(world).put(server.id(), record);

    assertThat(molly().status(chosen())).hasSize(1).noneMatch(RetiredResource::isKnownHere);
  }

  private void retired() {
    Plan plan = molly().retire(chosen(), World.wish());
    molly().apply(plan, Environment.ANY, new ConfirmationInput.Given(molly().phrase(plan)));
    world.cloud.clock().advance(Duration.ofHours(2));
  }

  private ApplyResult restore() {
    return molly().applyUnconfirmed(molly().planTo(Goal.RESTORED, chosen()));
  }

  private Journal purgeUnderWay() {
    Journal purge = new JournalFolder(folder).begin(PURGE);
    purge.write(
        new JournalEntry.RunStarted(world.cloud.clock().instant(), "purge", List.of(), "d1"));
    return purge;
  }

  private Inventory chosen() {
    return world.fleet("ec2-instance");
  }

  private AccountChanges molly() {
    return molly(folder);
  }

  private AccountChanges molly(Path folder) {
    var settings =
        new ExecutionSettings(
            new JournalFolder(folder),
            now -> {
              begun++;
              return new RunId("%sT080000Z-%06x".formatted(day, begun));
            },
            BlastLimit.DEFAULT,
            RolloutPace.DEFAULT,
            world.cloud.clock()::advance,
            List::of,
            Duration.ofHours(1),
            RetentionWindow.DEFAULT,
            Optional.empty(),
            () -> false,
            Notifier.none(),
            OwnerTags.DEFAULT);
    return TestMolly.of(world.aws(), world.cloud.clock(), settings)
        .changes(List.of(new AccountRef.Own()));
  }
}
