package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.engine.Changes;
import dev.molly.engine.Inventory;
import dev.molly.engine.Pace;
import dev.molly.engine.Workshop;
import dev.molly.guard.BlastLimit;
import dev.molly.guard.Window;
import dev.molly.journal.JournalFolder;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.ExitCode;
import dev.molly.model.Gap;
import dev.molly.model.RegionId;
import dev.molly.model.RunId;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
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

  @TempDir private Path folder;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

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

  private ExitCode waits(List<Gap> gaps) {
    var cloud = new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 1);
    var workshop =
        new Workshop(
            new JournalFolder(folder),
            now -> new RunId("20261123T080000Z-3fa4b1"),
            BlastLimit.DEFAULT,
            Pace.DEFAULT,
            cloud.clock()::advance,
            List::of,
            Duration.ofHours(1),
            Window.DEFAULT,
            Optional.empty(),
            () -> false);
    var changes =
        new Changes(new SimAws(cloud), cloud.clock(), workshop, List.of(new AccountRef.Own()));
    var terminal =
        new Terminal(
            new ByteArrayOutputStream(),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            0,
            Optional.empty(),
            Map.of());
    var found = new Inventory(List.of(), 1, gaps, new TreeSet<>());
    return new WaitOptions().goOn(changes, () -> found, Optional.empty(), terminal);
  }
}
