package dev.molly.cli;

import static dev.molly.cli.CommandRunner.PHRASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.cli.CommandRunner.Ran;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Resources by the names that people gave them.
class NamesCommandLineTest {
  private final Path folder;
  private final CommandRunner typed;
  private String web = "";

  NamesCommandLineTest(@TempDir Path folder) {
    this.folder = folder;
    typed = new CommandRunner(folder);
  }

  @BeforeEach
  void launch() {
    web = launch("web 01");
  }

  @Test
  void aFileThatIsNoListOfNamesIsNotPrinted() throws IOException {
    Path file = Files.writeString(folder.resolve("list"), "x".repeat(100_000));

    Ran ran = typed.molly("retire", "--file", file + "", "--why", "old", "--sandbox");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("is too long for a name").hasSizeLessThan(200);
  }

  @Test
  void aNameThatOnlyOneHasIsThatOne() {
    String other = launch("batch-07");

    for (List<String> command :
        List.of(
            List.of("retire", "web 01", "--why", "old"),
            List.of("protect", "--id", "web 01"),
            List.of("lease", "web 01", "--for", "2h", "--why", "new kernel"))) {
      Ran ran = sandbox(command.toArray(String[]::new));

      assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
      assertThat(ran.out()).contains(web).doesNotContain(other);
    }
  }

  @Test
  void aNameThatSeveralHaveIsNoneAndTheyAreListed() {
    String other = launch("web 01");

    for (List<String> command :
        List.of(
            List.of("retire", "web 01", "--why", "old"),
            List.of("protect", "--id", "web 01"),
            List.of("lease", "web 01", "--for", "2h", "--why", "new kernel"),
            List.of("restore", "web 01"))) {
      Ran ran = sandbox(command.toArray(String[]::new));

      assertThat(ran.exitCode()).as(ran.out()).isEqualTo(2);
      assertThat(ran.err()).contains("ambiguous", "  " + web, "  " + other, "its id");
    }
  }

  /// What took its place is called the same, and is not what is restored, extended or purged.
  @Test
  void whatIsRetiredIsFoundByTheNameThatItHad() {
    retired();
    String successor = launch("web 01");

    Ran longer = sandbox("extend", "web 01", "--by", "1d");
    Ran early = sandbox("purge", "web 01");
    Ran again = sandbox("retire", "web 01", "--why", "old");
    Ran restored = sandbox("restore", "web 01", "--wait");

    assertThat(longer.exitCode()).as(longer.out() + longer.err()).isZero();
    assertThat(early.out()).contains(web, "not due before").doesNotContain(successor);
    assertThat(again.out()).contains(successor).doesNotContain(web);
    assertThat(restored.exitCode()).as(restored.out() + restored.err()).isZero();
    assertThat(sandbox("status").out()).contains("Nothing is retired");
  }

  @Test
  void aPurgeByNameIsConfirmedByTheId() {
    retired();
    for (String length : List.of("1d", "11d", "4d")) {
      typed.molly("sandbox", "advance", length);
      sandbox("sweep", "--told", "web 01");
    }
    typed.answers("web 01");
    Ran name = sandbox("purge", "web 01", "--apply");
    typed.answers(web);
    Ran id = sandbox("purge", "web 01", "--apply");

    assertThat(name.exitCode()).as(name.out()).isEqualTo(3);
    assertThat(id.exitCode()).as(id.out() + id.err()).isZero();
  }

  @Test
  void aTypingMistakeIsAskedAboutOnceMoreAndNotTwice() {
    typed.answers("i-typo", "", "");
    Ran gaveUp = sandbox("retire", web, "--why", "old", "--apply");
    typed.answers("i-typo", "i-other", web);
    Ran twice = sandbox("retire", web, "--why", "old", "--apply");
    typed.answers("i-typo", web);
    Ran once = sandbox("retire", web, "--why", "old", "--apply");

    assertThat(gaveUp.exitCode()).isEqualTo(3);
    assertThat(gaveUp.out()).contains("it was not confirmed");
    assertThat(twice.exitCode()).isEqualTo(3);
    assertThat(once.exitCode()).as(once.out()).isZero();
    assertThat(typed.asked())
        .anySatisfy(question -> assertThat(question).startsWith("That is not its id. Once more"));
  }

  @Test
  void leasesAreListedForPeopleAndForPrograms() throws Exception {
    Ran none = sandbox("lease", "--list");
    protect();
    String[] lease = {"lease", "web 01", "--for", "30m", "--why", "new kernel"};
    Ran dry = sandbox(lease);
    sandbox(
        Stream.concat(Stream.of(lease), Stream.of("--apply", "--confirm", dry.found(PHRASE)))
            .toArray(String[]::new));
    Ran on = sandbox("lease", "--list");
    Ran json = sandbox("lease", "--list", "--format", "json");
    Ran scan = sandbox("scan", "--region", "eu-west-1");
    typed.molly("sandbox", "advance", "3h");
    Ran ended = sandbox("lease", "--list");
    Ran end = sandbox("lease", web, "--end");

    assertThat(none.out()).contains("Nothing is on a lease", "molly scan");
    assertThat(dry.oneLine())
        .contains("none -> until 20", "molly lease " + web + " --end")
        .doesNotContain("molly undo");
    assertThat(on.exitCode()).isZero();
    assertThat(on.out())
        .contains("1 lease.", web, "Until:", "new kernel", "termination-protection");
    assertThat(scan.oneLine()).contains(web + " termination-protection: on a lease of ");
    assertThat(json.out()).contains("\"state\": \"on\"", "\"why\": \"new kernel\"");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).contains("ENDED:", "molly sweep");
    assertThat(end.exitCode()).as(end.out()).isZero();
    assertThat(sandbox("lease", "--list").out()).contains("Nothing is on a lease");
  }

  @Test
  void listingLeasesTakesNoId() {
    Ran ran = sandbox("lease", web, "--list");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--kind, --region, --account");
  }

  @Test
  void whoWantsNoProgressAndNoColorsGetsNone() {
    typed.onATerminal();
    Ran loud = sandbox("protect", "--id", web);
    Ran plain = sandbox("protect", "--id", web, "--no-color");
    Ran quiet = sandbox("protect", "--id", web, "--quiet");

    assertThat(loud.out()).contains("\u001b[");
    assertThat(loud.err()).isNotEmpty();
    assertThat(plain.out()).doesNotContain("\u001b[").contains("This is a plan");
    assertThat(quiet.err()).isEmpty();
    assertThat(typed.molly("--help").out()).contains("\u001b[");
    assertThat(typed.molly("--no-color", "--help").out()).doesNotContain("\u001b[");
  }

  private void protect() {
    String phrase = sandbox("protect", "--id", web).found(PHRASE);
    Ran ran = sandbox("protect", "--id", web, "--apply", "--confirm", phrase);
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
  }

  private void retired() {
    typed.answers(web);
    Ran ran = sandbox("retire", "web 01", "--why", "old", "--apply", "--wait");
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
  }

  private String launch(String name) {
    return SimFile.with(
        folder.resolve("sandbox.json"),
        cloud ->
            cloud
                .account(SimAws.OWN_ACCOUNT)
                .launch("eu-west-1", one -> one.named(name).launchedAgo(Duration.ofDays(30)))
                .id());
  }

  private Ran sandbox(String... words) {
    return typed.molly(
        Stream.concat(Stream.of(words), Stream.of("--sandbox")).toArray(String[]::new));
  }
}
