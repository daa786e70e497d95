package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.cli.CommandRunner.Ran;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A plan of protect or retire says what the tools that made the resources do about it.
class DriftNotesTest {
  private static final String DRIFT =
      "Terraform and CloudFormation may see these changes as drift and revert them";
  private static final String DENY =
      "A bucket whose deletion is denied stops terraform destroy, and the deletion of its stack,";

  private final Path folder;
  private final CommandRunner typed;

  DriftNotesTest(@TempDir Path folder) {
    this.folder = folder;
    typed = new CommandRunner(folder);
  }

  @BeforeEach
  void populate() {
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud -> {
          var account = cloud.account(SimAws.OWN_ACCOUNT);
          for (int i = 0; i < 7; i++) {
            account.launch(
                "eu-west-1", one -> one.tagged("aws:cloudformation:stack-name", "web-stack"));
          }
          account.createDb("eu-west-1", "orders", db -> db.tagged("team", "ada"));
          account.createBucket("eu-west-1", "acme-invoices", bucket -> {});
          account.createBucket("eu-west-1", "acme-versioned", bucket -> bucket.versioned());
          return cloud;
        });
  }

  @Test
  void aPlanSaysThatTheChangeIsDriftToWhatMadeTheResources() {
    assertThat(protect("--kind", "rds-instance").oneLine())
        .containsOnlyOnce(DRIFT)
        .doesNotContain("CloudFormation stack", DENY);
  }

  @Test
  void aStackIsNamedOnceWithSomeOfItsResources() {
    assertThat(protect("--kind", "ec2-instance").oneLine())
        .containsOnlyOnce(DRIFT)
        .containsOnlyOnce(
            "CloudFormation stack web-stack (account 111122223333, eu-west-1) made i-")
        .contains(" and 2 more.")
        .doesNotContain(DENY);
  }

  @Test
  void theDenyOfABucketStopsADestroyUntilItIsUndone() {
    assertThat(protect("--kind", "s3-bucket").oneLine()).containsOnlyOnce(DENY);
  }

  @Test
  void aRetirementSaysThatItIsDriftToo() {
    Ran ran = typed.molly("retire", "--sandbox", "orders", "--why", "old");

    assertThat(ran.oneLine())
        .as(ran.err())
        .containsOnlyOnce("Terraform and CloudFormation may see a retirement as drift and undo it")
        .doesNotContain(DENY);
  }

  @Test
  void aPlanOfNothingSaysNothingOfIt() {
    assertThat(protect("--kind", "rds-cluster").oneLine()).doesNotContain(DRIFT);
  }

  @Test
  void programsAreToldToo() throws IOException {
    Ran ran = protect("--kind", "ec2-instance", "--format", "json");

    JsonNode notes = new JsonMapper().readTree(ran.out()).at("/plan/notes");
    assertThat(notes).hasSize(2);
    assertThat(notes.get(0).asText()).startsWith(DRIFT);
  }

  private Ran protect(String... more) {
    var words = new ArrayList<>(List.of("protect", "--sandbox"));
    words.addAll(List.of(more));
    return typed.molly(words.toArray(String[]::new));
  }
}
