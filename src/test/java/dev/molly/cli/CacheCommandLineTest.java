package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.cli.CommandRunner.Ran;
import dev.molly.sim.SimAws;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `molly scan --cache`, of an account of three instances.
class CacheCommandLineTest {
  private final CommandRunner typed;

  CacheCommandLineTest(@TempDir Path folder) {
    typed = new CommandRunner(folder);
  }

  @BeforeEach
  void populate() {
    typed.inCloud(
        cloud -> {
          var account = cloud.account(SimAws.OWN_ACCOUNT);
          account.launch("eu-west-1", one -> one.protectedFromTermination().protectedFromStop());
          account.launch("eu-west-1", one -> one.protectedFromTermination().protectedFromStop());
          account.launch("eu-west-1", one -> {});
        });
  }

  @Test
  void theReportSaysHowMuchIsFromEarlierScans() {
    assertThat(scan("--cache").oneLine()).contains("Cache 0 settings from earlier scans, 7 read");
    typed.molly("sandbox", "advance", "1h");

    Ran second = scan("--cache");
    Ran json = scan("--cache", "--format", "json");

    assertThat(second.oneLine())
        .contains("Cache 5 settings from earlier scans (the oldest of 20", "), 2 read now");
    assertThat(json.out()).contains("\"cache\": {", "\"reused\": 5", "\"notes\": []");
    assertThat(scan().out()).doesNotContain("Cache");
  }

  @Test
  void aFullScanRenewsTheCache() {
    scan("--cache");
    typed.molly("sandbox", "advance", "1h");

    assertThat(scan("--cache", "--full").oneLine()).contains("Cache 0 settings");
    assertThat(scan("--cache").oneLine()).contains("Cache 5 settings from earlier scans");
  }

  @Test
  void fullWithoutACacheIsRefusedWithTheReason() {
    Ran ran = scan("--full");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--full belongs to --cache");
  }

  @Test
  void itsPermissionIsPrinted() {
    String permission = "cloudtrail:LookupEvents";

    assertThat(typed.molly("iam", "scan", "--cache").out()).contains(permission);
    assertThat(typed.molly("iam", "scan").out()).doesNotContain(permission);
  }

  private Ran scan(String... options) {
    var words = new ArrayList<>(List.of("scan", "--sandbox", "--region", "eu-west-1"));
    words.addAll(List.of("--kind", "ec2-instance"));
    words.addAll(List.of(options));
    return typed.molly(words.toArray(String[]::new));
  }
}
