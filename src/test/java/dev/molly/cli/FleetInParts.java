package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.cli.CommandRunner.Ran;
import dev.molly.report.ReportText;
import dev.molly.sim.SimAws;
import dev.molly.sim.services.SimOrganizations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// An organization of nine accounts in the sandbox, and its scans in parts.
final class FleetInParts {
  static final int ACCOUNTS = 9;
  static final int PARTS = 4;

  private final Path folder;
  private final CommandRunner typed;

  FleetInParts(Path folder) throws IOException {
    this.folder = folder;
    typed = new CommandRunner(folder);
    found();
  }

  /// Returns what runs commands in the folder.
  CommandRunner typed() {
    return typed;
  }

  private void found() throws IOException {
    typed.inCloud(
        cloud -> {
          var members =
              cloud.account(SimAws.OWN_ACCOUNT).state(SimOrganizations.State.class, "us-east-1");
          members.member(SimAws.OWN_ACCOUNT, "main");
          for (int n = 1; n < ACCOUNTS; n++) {
            String id = "20000000000" + n;
            members.member(id, "team-" + n);
            cloud.account(id).launch("eu-west-1", one -> one.tagged("owner", "ada"));
            cloud.account(id).createDb("eu-west-1", "orders", db -> {});
          }
          members.member("300000000000", "old").in("SUSPENDED");
        });
    Files.writeString(
        folder.resolve("molly.yaml"), "version: 1\norganization: { role: molly-scan }\n");
  }

  List<String> parts(String... options) {
    var parts = new ArrayList<String>();
    for (int n = 1; n <= PARTS; n++) {
      String file = folder.resolve("part-" + n + ".json").toString();
      var words = new ArrayList<>(List.of("--shard", n + "/" + PARTS));
      words.addAll(List.of("--format", "json", "--output", file));
      words.addAll(List.of(options));
      scan(words.toArray(String[]::new));
      parts.add(file);
    }
    return parts;
  }

  String list(String name, String... options) {
    String file = folder.resolve(name).toString();
    var words = new ArrayList<>(List.of("--list-accounts", "--format", "json", "--output", file));
    words.addAll(List.of(options));
    Ran ran = scan(words.toArray(String[]::new));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return file;
  }

  Ran scan(String... options) {
    return run(List.of("scan", "--sandbox", "--organization", "--config"), options);
  }

  Ran configured(String... options) {
    return run(List.of("scan", "--sandbox", "--config"), options);
  }

  private Ran run(List<String> command, String... options) {
    var words = new ArrayList<>(command);
    words.add(folder.resolve("molly.yaml").toString());
    words.addAll(List.of("--region", "eu-west-1"));
    words.addAll(List.of(options));
    return typed.molly(words.toArray(String[]::new));
  }

  Ran merge(List<String> parts, String... options) {
    var words = new ArrayList<>(List.of("report", "merge"));
    words.addAll(parts);
    words.addAll(List.of("--config", folder.resolve("molly.yaml").toString()));
    words.addAll(List.of(options));
    return typed.molly(words.toArray(String[]::new));
  }

  /// Compares the report of parts with that of the whole.
  void same(String format, List<String> parts) {
    Ran whole = scan("--format", format);
    Ran merged = merge(parts, "--format", format);

    assertThat(merged.exitCode()).as(merged.err()).isEqualTo(whole.exitCode()).isEqualTo(1);
    assertThat(ReportText.butForTimes(merged.out())).isEqualTo(ReportText.butForTimes(whole.out()));
    assertThat(merged.out()).contains("team-8");
  }
}
