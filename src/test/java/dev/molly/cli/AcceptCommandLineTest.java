package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.cli.CommandRunner.Ran;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a stop loses, on the command line.
class AcceptCommandLineTest {
  private final Path folder;
  private final CommandRunner typed;

  AcceptCommandLineTest(@TempDir Path folder) {
    this.folder = folder;
    typed = new CommandRunner(folder);
  }

  @Test
  void whatAStopLosesIsAcceptedByNameAndThePhraseSaysSo() {
    String id =
        SimFile.with(
            folder.resolve("sandbox.json"),
            cloud ->
                cloud
                    .account(SimAws.OWN_ACCOUNT)
                    .launch(
                        "eu-west-1",
                        one -> one.publicIp("203.0.113.7").launchedAgo(Duration.ofDays(30)))
                    .id());

    Ran refused = retire(id);
    Ran accepted = retire(id, "--accept", "public-address");

    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.out()).contains("or accept it: --accept public-address");
    assertThat(accepted.exitCode()).as(accepted.out() + accepted.err()).isZero();
    assertThat(accepted.out())
        .containsOnlyOnce("203.0.113.7 goes for good with a stop")
        .contains("--confirm \"retire 1 in 111122223333 accepting public-address ");
  }

  private Ran retire(String id, String... more) {
    return typed.molly(
        Stream.concat(
                Stream.of("retire", id, "--sandbox", "--why", "team is gone"), Stream.of(more))
            .toArray(String[]::new));
  }
}
