package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.cli.CommandRunner.Ran;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A plan of many resources, which a person must be able to read before it is confirmed.
class ManyResourcesTest {
  private static final int MANY = 30;

  private final Path folder;
  private final CommandRunner typed;
  private final List<String> ids = new ArrayList<>();

  ManyResourcesTest(@TempDir Path folder) {
    this.folder = folder;
    typed = new CommandRunner(folder);
  }

  @BeforeEach
  void launch() {
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud -> {
          for (int i = 0; i < MANY; i++) {
            ids.add(
                cloud
                    .account(SimAws.OWN_ACCOUNT)
                    .launch(
                        "eu-west-1",
                        one -> one.tagged("batch", "old").launchedAgo(Duration.ofDays(30)))
                    .id());
          }
          return cloud;
        });
  }

  @Test
  void aRetirementOfManyHasALineForEach() {
    Ran ran = run("retire", "--tag", "batch=old", "--why", "moved");

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out().lines().count())
        .as("a line each, and what is said of all")
        .isLessThan(MANY + 40);
    for (String id : ids) {
      assertThat(ran.out().lines().filter(line -> line.contains(id))).hasSize(1);
    }
    assertThat(ran.out())
        .contains("30 ec2-instances: 5 writes each", "Why: moved", "Due: ")
        .contains("Undone by: molly restore ID --sandbox", "restore --run RUN-ID --sandbox")
        .contains("Warnings: ", "Costs: snapshots are stored")
        .containsPattern("Details +molly retire .* --details\n");
  }

  @Test
  void withDetailsEachStepIsShown() {
    Ran ran = run("retire", "--tag", "batch=old", "--why", "moved", "--details");

    assertThat(ran.out().split("aws ec2 stop-instances", -1)).hasSize(MANY + 1);
    assertThat(ran.out()).contains("5. name", "no completed snapshot").doesNotContain("Details  ");
  }

  @Test
  void aFewAreShownStepByStepWithoutBeingAskedFor() {
    Ran ran = run("retire", ids.get(0), ids.get(1), "--why", "moved");

    assertThat(ran.out().split("aws ec2 stop-instances", -1)).hasSize(2 + 1);
  }

  @Test
  void aProtectOfManyHasALineForEachWriteAndNoCommands() {
    Ran brief = run("protect");
    Ran whole = run("protect", "--details");

    assertThat(brief.out()).contains(ids).doesNotContain("modify-instance-attribute");
    assertThat(brief.out()).containsPattern("Details +molly protect .* --details\n");
    assertThat(whole.out()).contains("modify-instance-attribute");
  }

  @Test
  void theSamePhraseConfirmsItWithDetailsAndWithout() {
    String phrase = run("protect").found(CommandRunner.PHRASE);

    Ran ran = run("protect", "--details", "--apply", "--confirm", phrase);

    assertThat(ran.exitCode()).as(ran.out()).isZero();
  }

  private Ran run(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--sandbox", "--region", "eu-west-1", "--limit", "100"));
    return typed.molly(all.toArray(String[]::new));
  }
}
