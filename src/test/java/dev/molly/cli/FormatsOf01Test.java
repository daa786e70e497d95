package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.cli.CommandRunner.Ran;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plans, journals and the record tags on resources, as molly 0.1 wrote them: in
/// `src/test/resources/formats/0.1`, byte for byte. An instance was protected and given on a lease,
/// another one retired, and the retirement of a database waits for AWS.
class FormatsOf01Test {
  private static final String WEB = "i-0049e5d258e9b6bc5";
  private static final String RETIRED = "i-0c132bce0e7e1595a";
  private static final String PROTECTING = "20261129T170223Z-8fab07";

  private final Path folder;
  private final CommandRunner typed;

  FormatsOf01Test(@TempDir Path folder) {
    this.folder = folder;
    typed = new CommandRunner(folder);
  }

  @BeforeEach
  void copy() throws IOException, URISyntaxException {
    Path journal = Files.createDirectories(folder.resolve("sandbox").resolve("journal"));
    Path old = Path.of(FormatsOf01Test.class.getResource("/formats/0.1").toURI());
    copy(old, folder);
    copy(old.resolve("journal"), journal);
    for (Path each : Stream.of(folder, journal.getParent(), journal).toList()) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = Files.copy(file, to.resolve(file.getFileName().toString()));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  @Test
  void itsJournalsAreIntactAndShown() {
    Ran verified = typed.molly("journal", "verify", "--sandbox");
    Ran shown = typed.molly("journal", "show", "--sandbox");

    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
    assertThat(verified.out().lines().filter(line -> line.contains(" is intact: "))).hasSize(6);
    assertThat(shown.out()).contains(WEB, RETIRED, "scratch-db");
  }

  @Test
  void theRecordsOnItsResourcesAreReadAndKnown() {
    Ran status = typed.molly("status", "--sandbox", "--region", "eu-west-1");

    assertThat(status.exitCode()).as(status.out() + status.err()).isZero();
    assertThat(status.out())
        .contains("2 retired resources", RETIRED, "2026-12-13T18:03:00Z", "scratch-db")
        .doesNotContain("not known here");
  }

  @Test
  void whatItRetiredIsRestored() {
    Ran restored = typed.molly("restore", RETIRED, "--sandbox", "--wait");

    assertThat(restored.exitCode()).as(restored.out() + restored.err()).isZero();
    assertThat(typed.molly("status", "--sandbox").out()).doesNotContain(RETIRED);
  }

  @Test
  void whatItBeganIsCarriedOn() {
    typed.molly("sandbox", "advance", "1h");
    Ran swept = typed.molly("sweep", "--sandbox", "--region", "eu-west-1");

    assertThat(swept.exitCode()).as(swept.out() + swept.err()).isZero();
    assertThat(swept.out()).contains("scratch-db").doesNotContain("not known here");
  }

  @Test
  void itsLeaseIsListedAndEnds() {
    assertThat(typed.molly("lease", "--list", "--sandbox").out()).contains(WEB);

    Ran ended = typed.molly("lease", WEB, "--end", "--sandbox", "--apply");

    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
    assertThat(typed.molly("lease", "--list", "--sandbox").out()).doesNotContain(WEB);
  }

  @Test
  void aRunOfItsIsUndone() {
    typed.molly("lease", WEB, "--end", "--sandbox", "--apply");

    Ran undone = typed.molly("undo", PROTECTING, "--sandbox");

    assertThat(undone.exitCode()).as(undone.out() + undone.err()).isZero();
    assertThat(undone.out()).contains("2 done");
  }

  /// Both were carried out, and that is what is said of them.
  @Test
  void itsSavedPlansAreRead() {
    for (String plan : new String[] {"protect-plan.json", "retire-plan.json"}) {
      Ran shown = typed.molly("apply", folder.resolve(plan).toString(), "--sandbox");

      assertThat(shown.out() + shown.err())
          .contains("111122223333")
          .doesNotContain("cannot be read", "unknown member", "schemaVersion");
    }
  }

  @Test
  void itsScanReportChoosesFindings() {
    String report = folder.resolve("scan-report.json").toString();

    Ran plan =
        typed.molly(
            "retire",
            "--findings",
            report,
            "--rule",
            "rds-cluster-deletion-protection",
            "--why",
            "old",
            "--accept",
            "cannot-stop",
            "--sandbox");

    assertThat(plan.exitCode()).as(plan.out() + plan.err()).isZero();
    assertThat(plan.out()).contains("rds-cluster", "would make ");
  }
}
