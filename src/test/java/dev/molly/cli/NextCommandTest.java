package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.cli.CommandRunner.Ran;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.report.change.PlanJson;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimFile;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.Tag;

/// What a command says to type next is what the person who reads it needs.
class NextCommandTest {
  private final Path folder;
  private final CommandRunner typed;
  private final String sandbox;

  NextCommandTest(@TempDir Path folder) {
    this.folder = folder;
    typed = new CommandRunner(folder);
    sandbox = " --state " + folder;
  }

  @BeforeEach
  void seed() {
    typed.molly("sandbox", "seed");
  }

  @Test
  void aScanIsFollowedByTheProtectOfTheSameSelection() {
    Ran ran =
        typed.molly(
            "scan",
            "--sandbox",
            "--region",
            "eu-west-1",
            "--kind",
            "rds-cluster",
            "--fail-on",
            "high");

    assertThat(next(ran))
        .isEqualTo("molly protect --sandbox --region eu-west-1 --kind rds-cluster" + sandbox);
  }

  @Test
  void aPlanThatIsTooLargeIsFollowedByTheSameCommandWithItsLimit() {
    Ran ran = protect("--limit", "1");

    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(next(ran)).endsWith("--kind rds-cluster --state " + folder + " --limit 2");
    assertThat(typed.paste(next(ran)).exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "protect --kind rds-cluster",
        "retire i-010369f5e35d96921 --why old",
        "lease i-0eaeb7f27b54e2401 --for 1h --why patch"
      })
  void aPlanThatIsTooLargeIsToldOfOptionsThatItsCommandHas(String command) {
    var words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("--limit", "0", "--region", "eu-west-1", "--sandbox"));

    Ran ran = typed.molly(words.toArray(String[]::new));

    assertThat(ran.oneLine()).contains("blast-radius: ");
    String choice =
        new Ran(0, ran.oneLine(), "").found(Pattern.compile("choose fewer \\(([^)]*)\\)"));
    String help = typed.molly(words.getFirst(), "--help").out();
    assertThat(Pattern.compile("--[a-z]+").matcher(choice).results())
        .isNotEmpty()
        .allMatch(option -> help.contains(option.group() + "="));
    assertThat(choice.contains("name them")).isEqualTo(help.contains("[ID|ARN|NAME...]"));
  }

  @Test
  void aSavedPlanIsFollowedByItsApply() {
    Path plan = folder.resolve("plan.json");

    Ran ran = protect("--out", plan.toString());

    assertThat(next(ran)).startsWith("molly apply " + plan + " --sandbox --state " + folder);
    Ran applied = typed.paste(next(ran));
    assertThat(applied.exitCode()).as(applied.out()).isZero();
  }

  @Test
  void aSavedPlanOfWhatHasChangedIsMadeAgainAndNotCarriedOut() {
    Path plan = folder.resolve("plan.json");
    protect("--out", plan.toString());
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud ->
            cloud
                .account(SimAws.OWN_ACCOUNT)
                .rds("eu-west-1")
                .modifyDBCluster(
                    r ->
                        r.dbClusterIdentifier("payments")
                            .backupRetentionPeriod(9)
                            .deletionProtection(true)));

    Ran ran = typed.molly("apply", plan.toString(), "--sandbox");

    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.out())
        .contains("drift: ", "make the plan again,")
        .doesNotContain("carry this plan out", "carry it out", "--confirm \"");
    assertThat(next(ran))
        .startsWith("molly protect --id arn:aws:rds:eu-west-1:111122223333:cluster:")
        .endsWith(" --sandbox --state " + folder + " --region eu-west-1");
    assertThat(typed.paste(next(ran)).out()).contains("cluster:").doesNotContain("ec2-instance");
  }

  @Test
  void aSavedRetirementOfWhatHasChangedIsMadeAgainForTheSameReason() {
    Path plan = folder.resolve("plan.json");
    String web = "i-010369f5e35d96921";
    typed.molly(
        "retire", web, "--why", "it's old", "--keep", "60d", "--out", plan + "", "--sandbox");
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud ->
            cloud
                .account(SimAws.OWN_ACCOUNT)
                .ec2("eu-west-1")
                .createTags(
                    r -> r.resources(web).tags(Tag.builder().key("team").value("ada").build())));

    Ran ran = typed.molly("apply", plan.toString(), "--sandbox");
    Ran again = typed.paste(next(ran));

    assertThat(ran.exitCode()).as(ran.out()).isEqualTo(3);
    assertThat(again.exitCode()).as(again.out() + again.err()).isZero();
    assertThat(again.out()).contains("it's old", web);
    assertThat(next(ran)).contains(" --keep 60d");
  }

  /// A file can be edited, and its digest computed again.
  @Test
  void aPlanOfAnOperationThatIsNeverSavedIsNotCarriedOut() throws IOException {
    Path file = folder.resolve("plan.json");
    protect("--out", file.toString());
    Plan saved = PlanJson.read(file);
    var undo =
        new Plan(Operation.UNDO, saved.steps(), saved.fleetSize(), saved.gaps(), saved.skipped());
    try (Writer out = Files.newBufferedWriter(file)) {
      PlanJson.write(undo, out);
    }

    Ran ran = typed.molly("apply", file.toString(), "--sandbox");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains(file + " is a plan of molly undo", "molly protect");
  }

  /// The same undo would leave the same.
  @Test
  void anUndoOfWhatALaterRunSetAgainNamesThatRunAndNotItselfAgain() {
    String first = protectAndGo();
    typed.molly("undo", first, "--sandbox");
    typed.molly("sandbox", "advance", "1m");
    String later = protectAndGo();

    Ran again = typed.molly("undo", first, "--sandbox");

    assertThat(again.exitCode()).isEqualTo(5);
    assertThat(next(again)).isEqualTo("molly scan --sandbox --state " + folder);
    String undo = "molly undo " + later + " --sandbox --state " + folder;
    assertThat(again.out().lines().map(String::strip)).contains(undo);
    assertThat(typed.paste(undo).exitCode()).isZero();
  }

  private String protectAndGo() {
    typed.molly("sandbox", "advance", "1m");
    Ran done = protect("--apply", "--confirm", protect().found(CommandRunner.PHRASE));
    return done.found(Pattern.compile("Run +([0-9TZ]+-[0-9a-f]{6})"));
  }

  @Test
  void theUndoOfALeaseNamesWhatEndsItAndAProtectSaysWhatSwitchedItOff() {
    String leased = "i-0eaeb7f27b54e2401";
    Ran lease = typed.molly("lease", leased, "--for", "1h", "--why", "patch", "--sandbox");
    Ran applied = typed.paste(next(lease));
    String run = applied.found(Pattern.compile("run (\\S+):"));

    Ran undo = typed.molly("undo", run, "--sandbox");
    Ran protect = typed.molly("protect", "--id", leased, "--region", "eu-west-1", "--sandbox");

    assertThat(protect.oneLine()).contains(leased + " termination-protection: on a lease of ");
    String back =
        undo.err().lines().filter(line -> line.contains("protection back:")).findAny().orElse("");
    assertThat(back).contains("molly lease " + leased + " --end --sandbox");
    assertThat(typed.paste(back.substring(back.indexOf("molly lease"))).exitCode()).isZero();
  }

  @Test
  void theDigestThatIsShownIsTheOneInThePhrase() {
    Ran ran = protect();

    String digest = ran.found(Pattern.compile("Digest +([0-9a-f]{8})"));

    assertThat(ran.found(CommandRunner.PHRASE)).contains(" " + digest + " ");
  }

  @Test
  void theDigestIsTheSameWhenThePhraseIsGiven() {
    Ran dry = protect();
    String digest = dry.found(Pattern.compile("Digest +([0-9a-f]{8})"));
    String phrase = dry.found(CommandRunner.PHRASE);

    Ran applied = protect("--apply", "--confirm", phrase);

    assertThat(applied.exitCode()).as(applied.out()).isZero();
    assertThat(applied.found(Pattern.compile("Digest +([0-9a-f]{8})"))).isEqualTo(digest);
  }

  @Test
  void noDigestIsShownThatIsInNoPhrase() {
    Ran unconfirmed = protect("--apply");

    assertThat(unconfirmed.exitCode()).isEqualTo(3);
    assertThat(unconfirmed.out()).contains("Resources ").doesNotContain("Digest");
  }

  private Ran protect(String... more) {
    var words =
        new ArrayList<>(
            List.of("protect", "--sandbox", "--region", "eu-west-1", "--kind", "rds-cluster"));
    words.addAll(List.of(more));
    return typed.molly(words.toArray(String[]::new));
  }

  private static String next(Ran ran) {
    String last = ran.out().lines().toList().getLast();
    assertThat(last).as(ran.out() + ran.err()).startsWith("Next ");
    return last.replaceFirst("^Next +", "");
  }
}
