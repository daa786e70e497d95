package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.contract.MollyProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A `molly.yaml` in the folder where molly is typed.
class ConfigIT {
  @TempDir private Path folder;
  private MollyProcess molly;

  @BeforeEach
  void seed() throws IOException, InterruptedException {
    molly = new MollyProcess(folder);
    molly.run("sandbox", "seed");
  }

  @Test
  void aFreezeAndALimitOfZeroInItAreApplied() throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve("molly.yaml"),
        """
        version: 1
        limits: { resources: 0 }
        freeze:
          - { why: the fair, from: 2000-01-01, to: 2999-12-31, zone: UTC }
        """);

    Result plan = protect();
    Result without = protect("--no-config");

    assertThat(plan.exitCode()).isEqualTo(3);
    assertThat(plan.oneLine()).contains("one run may touch 0", "the fair");
    assertThat(plan.messages()).containsExactly("config: ./molly.yaml");
    assertThat(without.exitCode()).isZero();
    assertThat(without.messages()).isEmpty();
  }

  @Test
  void oneThatIsNotValidIsAnError() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("molly.yaml"), "version: 1\nlimts: { resources: 0 }\n");

    Result plan = protect();

    assertThat(plan.exitCode()).isEqualTo(2);
    plan.assertSaysClearly("molly.yaml:2:1: unknown key 'limts'; did you mean 'limits'?");
  }

  private Result protect(String... more) throws IOException, InterruptedException {
    var words = new ArrayList<String>();
    words.addAll(List.of("protect", "--sandbox", "--region", "eu-west-1"));
    words.addAll(List.of("--kind", "rds-cluster"));
    words.addAll(List.of(more));
    return molly.run(words.toArray(String[]::new));
  }
}
