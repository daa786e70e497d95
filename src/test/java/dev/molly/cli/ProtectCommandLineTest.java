package dev.molly.cli;

import static dev.molly.cli.CommandRunner.PHRASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.cli.CommandRunner.Ran;
import dev.molly.journal.JournalFolder;
import dev.molly.plan.RunId;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Everything that changes something, on the command line, in this process, on the sandbox.
class ProtectCommandLineTest {
  private static final Pattern RUN = Pattern.compile("molly undo ([0-9]{8}T\\S+)");

  private static final String ONE_RESOURCE = "version: 1\nlimits: { resources: 1 }\n";

  private final Path folder;
  private final CommandRunner typed;

  ProtectCommandLineTest(@TempDir Path folder) {
    this.folder = folder;
    typed = new CommandRunner(folder);
  }

  @Test
  void theDryRunShowsThePlanAndChangesNothing() throws IOException {
    typed.molly("sandbox", "seed");
    String before = Files.readString(folder.resolve("sandbox.json"));

    Ran ran = protect();

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("off -> on", "nothing was written", "aws rds modify-db-cluster");
    assertThat(Files.readString(folder.resolve("sandbox.json"))).isEqualTo(before);
    assertThat(folder.resolve("sandbox")).doesNotExist();
  }

  @Test
  void thePrintedPhraseCarriesItOutAndUndoTakesItBack() {
    String before = scan();
    String phrase = protect().found(PHRASE);

    Ran applied = protect("--apply", "--confirm", phrase);
    String after = scan();
    Ran undone = typed.molly("undo", "--sandbox", applied.found(RUN));

    assertThat(applied.exitCode()).as(applied.out()).isZero();
    assertThat(after).contains("6 pass").doesNotContain("fail");
    assertThat(undone.exitCode()).as(undone.out()).isZero();
    assertThat(findings(scan())).isEqualTo(findings(before));
    assertThat(typed.molly("journal", "verify", "--sandbox").exitCode()).isZero();
  }

  @Test
  void anUndoWaitsForALaterJournalThatCannotBeRead() throws IOException {
    Ran applied = protect("--apply", "--confirm", protect().found(PHRASE));
    String run = applied.found(RUN);
    Path damaged = folder.resolve("sandbox/journal/29991231T235959Z-abcdef.jsonl");
    Files.writeString(damaged, "no line of a journal\n");

    Ran dry = typed.molly("undo", "--sandbox", "--dry-run", run);
    Ran undone = typed.molly("undo", "--sandbox", run);

    assertThat(List.of(dry.exitCode(), undone.exitCode())).containsExactly(4, 5);
    assertThat(List.of(dry.oneLine(), undone.oneLine()))
        .allSatisfy(said -> assertThat(said).contains("cannot be read", "molly journal verify"));
    Files.delete(damaged);
    assertThat(typed.molly("undo", "--sandbox", run).exitCode()).isZero();
  }

  @Test
  void whatAnUndoCannotTakeBackIsNamedAndIsNotSuccess() {
    Ran applied = protect("--apply", "--confirm", protect().found(PHRASE));
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud ->
            cloud
                .account(SimAws.OWN_ACCOUNT)
                .rds("eu-west-1")
                .modifyDBCluster(r -> r.dbClusterIdentifier("sessions").backupRetentionPeriod(9)));

    Ran undone = typed.molly("undo", "--sandbox", applied.found(RUN));

    assertThat(undone.exitCode()).isEqualTo(5);
    assertThat(undone.out())
        .contains("NOT TAKEN BACK: sessions backup-retention", "not as the run left it")
        .containsPattern("Next      molly scan --sandbox --state \\S+\n$")
        .doesNotContain("payments deletion-protection: it is", "The same command again");
  }

  @Test
  void whatIsTakenBackAlreadyIsNoTrouble() {
    Ran applied = protect("--apply", "--confirm", protect().found(PHRASE));
    typed.molly("undo", "--sandbox", applied.found(RUN));

    assertThat(typed.molly("undo", "--sandbox", applied.found(RUN)).exitCode()).isZero();
  }

  @Test
  void somebodyAtATerminalIsAskedWhatOnlyAReaderKnows() {
    typed.answers("2 in 111122223333");

    assertThat(protect("--apply").exitCode()).isZero();
  }

  @Test
  void yesIsNoAnswer() {
    String before = scan();
    typed.answers("yes");

    Ran ran = protect("--apply");

    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(findings(scan())).isEqualTo(findings(before));
  }

  @Test
  void withoutATerminalAndWithoutAPhraseTheAnswerIsNo() {
    Ran ran = protect("--apply");

    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.out()).contains("it was not confirmed");
  }

  @Test
  void thePhraseOfAnotherPlanIsRefused() {
    String phrase = protect("--id", "sessions").found(PHRASE);

    Ran ran = protect("--apply", "--confirm", phrase);

    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.out()).contains("not for this plan");
  }

  @Test
  void aFreezeStopsChangesAndNotTheWayBack() {
    Ran applied = protect("--apply", "--confirm", protect().found(PHRASE));
    typed.molly("freeze", "on", "--sandbox", "--why", "INC-4711");

    Ran frozen =
        typed.molly("protect", "--sandbox", "--region", "eu-west-1", "--kind", "s3-bucket");
    Ran undone = typed.molly("undo", "--sandbox", applied.found(RUN));

    assertThat(frozen.exitCode()).isEqualTo(3);
    assertThat(frozen.out()).contains("INC-4711");
    assertThat(undone.exitCode()).isZero();
  }

  /// The exit code says that it is refused, and so does the text.
  @Test
  void aRefusalOfNothingToDoIsSaid() {
    protect("--apply", "--confirm", protect().found(PHRASE));
    Ran nothing = protect();
    Ran unattended = typed.molly("purge", "--sandbox", "--apply", "--unattended");
    typed.molly("freeze", "on", "--sandbox", "--why", "INC-4711");

    Ran frozen = protect();

    assertThat(nothing.exitCode()).isZero();
    assertThat(nothing.out()).contains("Nothing to do").doesNotContain("objections");
    assertThat(frozen.exitCode()).isEqualTo(3);
    assertThat(frozen.out()).contains("Nothing to do", "freeze: a freeze is on: INC-4711");
    assertThat(unattended.exitCode()).isEqualTo(3);
    assertThat(unattended.oneLine()).contains("purge: { unattended: true");
  }

  @Test
  void moreThanOneRunMayTouchIsRefusedAndTheLimitIsNamed() {
    Ran ran = typed.molly("protect", "--sandbox", "--region", "eu-west-1");

    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.out()).contains("blast-radius", "one run may touch 25");
    assertThat(ran.oneLine()).containsPattern("--limit ([0-9]+) .* molly.yaml: .* resources: \\1 ");
  }

  @Test
  void theLimitOfARunTakesThePlaceOfTheConfigsInBothModes() throws IOException {
    Path config = Files.writeString(folder.resolve("molly.yaml"), ONE_RESOURCE);

    Ran refused = protect("--config", config.toString());
    Ran shown = protect("--config", config.toString(), "--limit", "2");
    String phrase = shown.found(PHRASE);
    Ran forgotten = protect("--config", config.toString(), "--apply", "--confirm", phrase);
    Ran applied =
        protect("--config", config.toString(), "--limit", "2", "--apply", "--confirm", phrase);

    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(forgotten.exitCode()).isEqualTo(3);
    assertThat(forgotten.out()).contains("one run may touch 1");
    assertThat(applied.exitCode()).as(applied.out()).isZero();
  }

  @Test
  void theLimitOfARunLowersTheConfigsTooAndZeroIsZero() {
    Ran one = protect("--limit", "1");
    Ran none = protect("--id", "sessions", "--limit", "0");

    assertThat(one.exitCode()).isEqualTo(3);
    assertThat(one.out()).contains("it touches 2 of the", "one run may touch 1");
    assertThat(none.exitCode()).isEqualTo(3);
    assertThat(none.out()).contains("it touches 1 of the", "one run may touch 0");
  }

  @Test
  void aSavedPlanIsHeldToTheLimitOfTheRunThatCarriesItOut() {
    Path plan = folder.resolve("plan.json");
    String phrase = protect("--limit", "2", "--out", plan.toString()).found(PHRASE);

    Ran less =
        typed.molly("apply", plan.toString(), "--sandbox", "--limit", "1", "--confirm", phrase);
    Ran same =
        typed.molly("apply", plan.toString(), "--sandbox", "--limit", "2", "--confirm", phrase);

    assertThat(less.exitCode()).isEqualTo(3);
    assertThat(less.out()).contains("one run may touch 1");
    assertThat(same.exitCode()).as(same.out()).isZero();
  }

  @Test
  void theJournalIsOneObjectALineForProgramsAndFiltersHoldForItToo() {
    Ran applied = protect("--apply", "--confirm", protect().found(PHRASE));
    typed.molly("undo", "--sandbox", applied.found(RUN));
    String run = applied.found(RUN);

    Ran all = typed.molly("journal", "show", "--sandbox", "--format", "ndjson");
    Ran some =
        typed.molly(
            "journal", "show", "--sandbox", "--format", "ndjson", "--run", run, "--id", "sessions");
    Ran none = typed.molly("journal", "show", "--sandbox", "--format", "ndjson", "--id", "nobody");

    assertThat(all.out().lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    assertThat(all.out().lines().filter(line -> line.contains("\"type\":\"began\""))).hasSize(2);
    assertThat(some.out().lines())
        .isNotEmpty()
        .allMatch(line -> line.contains(run))
        .noneMatch(line -> line.contains("payments"))
        .anyMatch(line -> line.contains("\"type\":\"outcome\""));
    assertThat(none.exitCode()).isZero();
    assertThat(none.out()).isEmpty();
  }

  @Test
  void aJournalThatIsBrokenHidesNoOther() throws IOException {
    String run = protect("--apply", "--confirm", protect().found(PHRASE)).found(RUN);
    String broken = "20260101T000000Z-111111";
    Path journals = folder.resolve("sandbox").resolve("journal");
    Files.writeString(journals.resolve(broken + ".jsonl"), "made up\n");

    Ran all = typed.molly("journal", "show", "--sandbox");
    Ran other = typed.molly("journal", "show", "--sandbox", "--run", run);
    Ran itself = typed.molly("journal", "show", "--sandbox", "--run", broken);

    assertThat(all.exitCode()).isEqualTo(4);
    assertThat(all.out()).contains(run);
    assertThat(all.err()).contains(broken, "molly scan --sandbox").doesNotContain("journal show");
    assertThat(other.exitCode()).as(other.err()).isZero();
    assertThat(other.out()).contains(run);
    assertThat(itself.exitCode()).isEqualTo(4);
    assertThat(itself.out()).isEmpty();
  }

  @Test
  void theJournalHasNoFormatOfReports() {
    Ran csv = typed.molly("journal", "show", "--sandbox", "--format", "csv");

    assertThat(csv.exitCode()).isEqualTo(2);
    assertThat(csv.err()).contains("text or ndjson");
  }

  @Test
  void nothingInTheJournalReachesATerminalAsAnythingButText() {
    String nasty = "web\u001b[2J\u202e\n\u007f";
    var run = new RunId("20261122T235800Z-3fa4b1");
    try (var journal = new JournalFolder(folder.resolve("journal")).begin(run)) {
      SampleEntries.of(nasty).forEach(journal::write);
    }

    Ran text = typed.molly("journal", "show");
    Ran ndjson = typed.molly("journal", "show", "--format", "ndjson");

    for (Ran each : List.of(text, ndjson)) {
      assertThat(each.exitCode()).isZero();
      assertThat(each.out().replace("\n", "").codePoints()).allMatch(c -> c >= ' ' && c < 0x7f);
    }
    assertThat(text.out().lines()).hasSize(6);
    assertThat(ndjson.out().lines()).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "all", "1.5", "", " 3", "1000000", "10%"})
  void aLimitThatIsNoNumberOfResourcesIsWrongUsage(String limit) {
    for (String command : List.of("protect", "apply")) {
      Ran ran = typed.molly(command, "--sandbox", "--limit=" + limit, "--region", "eu-west-1");

      assertThat(ran.exitCode()).as(command).isEqualTo(2);
      assertThat(ran.err().lines().findFirst())
          .hasValueSatisfying(
              line -> assertThat(line).contains("--limit", "'" + limit + "'", "0 to 999999"));
      assertThat(ran.out()).isEmpty();
    }
  }

  @Test
  void aSavedPlanIsCarriedOutOnceAndRefusedWhenItWasEdited() throws IOException {
    Path plan = folder.resolve("plan.json");
    String phrase = protect("--out", plan.toString()).found(PHRASE);
    Path edited = folder.resolve("edited.json");
    Files.writeString(edited, Files.readString(plan).replace("payments", "sessions"));

    Ran bad = typed.molly("apply", edited.toString(), "--sandbox", "--confirm", phrase);
    Ran good = typed.molly("apply", plan.toString(), "--sandbox", "--confirm", phrase);
    Ran again = typed.molly("apply", plan.toString(), "--sandbox", "--confirm", phrase);

    assertThat(bad.exitCode()).isEqualTo(2);
    assertThat(good.exitCode()).as(good.out()).isZero();
    assertThat(again.exitCode()).isEqualTo(3);
    assertThat(again.oneLine())
        .contains("no longer what the plan saw", "Next molly protect --id arn:aws:rds:")
        .contains("make the plan again, with --out FILE if it was saved");
  }

  @Test
  void aSavedPlanIsShownWithItsPhraseWhereNobodyCanBeAsked() {
    Path plan = folder.resolve("plan.json");
    protect("--out", plan.toString());
    String apply = "molly apply " + plan + " --sandbox --state " + folder;

    Ran shown = typed.molly("apply", plan.toString(), "--sandbox");
    Ran applied =
        typed.molly("apply", plan.toString(), "--sandbox", "--confirm", shown.found(PHRASE));

    assertThat(shown.exitCode()).isEqualTo(3);
    assertThat(shown.oneLine())
        .contains("Next " + apply + " --confirm \"protect 2 in ", "it was not confirmed")
        .endsWith("Next " + apply + " ");
    assertThat(applied.exitCode()).as(applied.out()).isZero();
  }

  @Test
  void whatIsAgainstASavedPlanIsSatisfiedAndTheFileGivenAgain() {
    Path plan = folder.resolve("plan.json");
    protect("--out", plan.toString());

    Ran ran = typed.molly("apply", plan.toString(), "--sandbox", "--limit", "1");

    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.oneLine())
        .contains("When they are satisfied, carry it out:")
        .doesNotContain("--confirm")
        .endsWith("Next molly apply " + plan + " --sandbox --state " + folder + " --limit 2 ");
  }

  @Test
  void whoIsAskedAboutASavedPlanIsNotToldThePhrase() {
    Path plan = folder.resolve("plan.json");
    protect("--out", plan.toString());
    typed.answers("yes");

    Ran ran = typed.molly("apply", plan.toString(), "--sandbox");

    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.out()).doesNotContain("--confirm \"protect");
  }

  @Test
  void anIdThatNoResourceHasIsAnErrorAndNotNothingToDo() {
    Ran ran = protect("--id", "sesions");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("sesions");
  }

  @Test
  void aRunThatNeverWasCannotBeUndone() {
    Ran ran = typed.molly("undo", "--sandbox", "20260101T000000Z-000000");

    assertThat(ran.exitCode()).isNotZero();
    assertThat(ran.err()).contains("20260101T000000Z-000000").doesNotContain("bug in molly");
  }

  @Test
  void thePolicyForProtectHoldsWhatThePolicyForScanHolds() {
    assertThat(typed.molly("iam", "scan").out()).doesNotContain("Modify", "Put", "Delete");
    assertThat(typed.molly("iam", "protect").out())
        .contains("ec2:DescribeInstances", "ec2:ModifyInstanceAttribute", "s3:PutBucketPolicy");
  }

  private Ran protect(String... more) {
    return typed.molly(
        Stream.concat(
                Stream.of("protect", "--sandbox", "--region", "eu-west-1", "--kind", "rds-cluster"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private String scan() {
    return typed.molly("scan", "--sandbox", "--region", "eu-west-1", "--kind", "rds-cluster").out();
  }

  private static String findings(String report) {
    return report.lines().filter(line -> line.startsWith("Findings")).findFirst().orElseThrow();
  }
}
