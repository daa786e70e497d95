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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.Tag;

/// Staged deletion on the command line, in this process, on the sandbox: one instance, and another
/// beside it.
class RetireCommandLineTest {
  private static final Pattern RUN = Pattern.compile("run ([0-9]{8}T[0-9]{6}Z-[0-9a-f]{6})");

  private final Path folder;
  private final CommandRunner typed;
  private String web = "";
  private String batch = "";

  RetireCommandLineTest(@TempDir Path folder) {
    this.folder = folder;
    typed = new CommandRunner(folder);
  }

  @BeforeEach
  void launch() throws IOException {
    channel("'true'");

    List<String> ids =
        SimFile.with(
            folder.resolve("sandbox.json"),
            cloud ->
                Stream.of("web-01", "batch-07")
                    .map(
                        name ->
                            cloud
                                .account(SimAws.OWN_ACCOUNT)
                                .launch(
                                    "eu-west-1",
                                    one ->
                                        one.named(name)
                                            .tagged("team", "ada")
                                            .launchedAgo(Duration.ofDays(30)))
                                .id())
                    .toList());
    web = ids.getFirst();
    batch = ids.getLast();
  }

  /// Whoever pastes what the dry run prints carries out just that.
  @Test
  void theDryRunPrintsTheWholeCommandThatCarriesItOut() {
    Ran ran = typed.molly("retire", web, "--sandbox", "--why", "it's old", "--keep=21d");

    assertThat(ran.out())
        .containsPattern(
            "(?m)^Next +molly retire %s --sandbox --why 'it'\\\\''s old' --keep=21d --state \\S+ --config \\S+ --apply --confirm \"[^\"]+\"$"
                .formatted(web));
  }

  @Test
  void whatIsPastedAgainDoesNotConfirmTwice() {
    Ran ran =
        typed.molly("retire", web, "--sandbox", "--why", "old", "--apply", "--confirm", "no such");

    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.out())
        .containsPattern("(?m)^Next +molly retire %s --sandbox --why old --state".formatted(web))
        .doesNotContain("--confirm \"no such");
  }

  @Test
  void theDryRunShowsTheStagedDeletionAndWritesNothing() throws IOException {
    typed.molly("scan", "--sandbox");
    String before = Files.readString(folder.resolve("sandbox.json"));

    Ran ran = retire(web);

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out())
        .contains(
            "1. write the retirement record (tags)", "aws ec2 stop-instances", "Due:", "(UTC)")
        .containsPattern(
            "Undone by:\\s+molly restore arn:aws:ec2:eu-west-1:111122223333:instance/" + web)
        .doesNotContain(batch);
    assertThat(Files.readString(folder.resolve("sandbox.json"))).isEqualTo(before);
  }

  @Test
  void itsOwnIdConfirmsOneResource() {
    typed.answers(web);

    assertThat(retire(web, "--apply").exitCode()).isZero();
    assertThat(status().out()).contains(web, "team is gone", "molly restore " + web);
  }

  @Test
  void nobodyAtTheKeyboardIsANo() {
    Ran ran = retire(web, "--apply");

    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(status().out()).contains("Nothing is retired");
  }

  @Test
  void severalAreChosenByTag() {
    Ran ran = sandbox("retire", "--tag", "team=ada", "--why", "team is gone");

    assertThat(ran.out()).contains(web, batch);
  }

  @Test
  void severalAreReadFromAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("ids"), "# ours\n" + web + "\n\n" + batch + "\n");

    Ran ran = sandbox("retire", "--file", file.toString(), "--why", "team is gone");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains(web, batch);
  }

  @Test
  void whatFailsARuleInAReportIsAList() {
    String report = report();

    Ran ran = findings(report, "--rule", "ec2-termination-protection");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains(web, batch);
  }

  /// All that is unprotected is most of a fleet, and not what somebody wants to be rid of.
  @Test
  void aReportWithoutARuleRetiresNothingAndSaysWhichRulesItHas() {
    Ran none = findings(report());
    Ran typo = findings(report(), "--rule", "ec2-terminaton-protection");
    Ran alone = sandbox("retire", web, "--rule", "ec2-stop-protection", "--why", "x");

    assertThat(List.of(none.exitCode(), typo.exitCode(), alone.exitCode())).containsOnly(2);
    assertThat(none.err()).contains("--rule RULE", "ec2-termination-protection (2)");
    assertThat(typo.err()).contains("did you mean 'ec2-termination-protection'?");
    assertThat(alone.err()).contains("--rule goes with --findings");
  }

  @Test
  void placesNarrowTheFindingsOfAReport() {
    String elsewhere =
        SimFile.with(
            folder.resolve("sandbox.json"),
            cloud ->
                cloud
                    .account(SimAws.OWN_ACCOUNT)
                    .launch("us-east-1", one -> one.launchedAgo(Duration.ofDays(30)))
                    .id());
    String report = report();

    Ran here = findings(report, "--rule", "ec2-termination-protection", "--region", "us-east-1");
    Ran nowhere = findings(report, "--rule", "ec2-termination-protection", "--kind", "s3-bucket");

    assertThat(here.exitCode()).as(here.err()).isZero();
    assertThat(here.out()).contains(elsewhere).doesNotContain(web, batch);
    assertThat(nowhere.exitCode()).isEqualTo(2);
    assertThat(nowhere.err()).contains("none of the 3 findings");
  }

  private String report() {
    Path report = folder.resolve("report.json");
    typed.molly("scan", "--sandbox", "--format", "json", "-o", report.toString());
    return report.toString();
  }

  private Ran findings(String report, String... more) {
    return sandbox(
        Stream.concat(
                Stream.of("retire", "--findings", report, "--why", "team is gone"), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void theArnSaysWhereToLook() {
    String arn = "arn:aws:ec2:eu-west-1:" + SimAws.OWN_ACCOUNT + ":instance/" + web;

    assertThat(sandbox("retire", arn, "--why", "x").out()).contains(web);
  }

  @Test
  void aSavedPlanIsCarriedOut() {
    Path plan = folder.resolve("plan.json");
    String phrase = retire(web, "--out", plan.toString()).found(PHRASE);

    Ran applied = sandbox("apply", plan.toString(), "--confirm", phrase);

    assertThat(applied.exitCode()).as(applied.out() + applied.err()).isZero();
    assertThat(status().out()).contains(web);
  }

  @Test
  void retiringTwiceIsRefusedAndSaysWhenItIsDue() {
    retired(web);

    Ran again = retire(web);

    assertThat(again.exitCode()).isEqualTo(3);
    assertThat(again.out()).contains("retired already, due 20", "molly status");
  }

  @Test
  void waitingGoesOnUntilAllIsDone() {
    Ran ran = retire(web, "--apply", "--wait", "--confirm", retire(web).found(PHRASE));

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.err()).contains("nothing is left to wait for");
    assertThat(status().out()).contains("retired, all of it done");
  }

  @Test
  void restoringTwiceChangesNothingTheSecondTime() throws IOException {
    retired(web);

    Ran first = sandbox("restore", web, "--wait");
    String after = Files.readString(folder.resolve("sandbox.json"));
    Ran second = sandbox("restore", web);

    assertThat(first.exitCode()).as(first.out() + first.err()).isZero();
    assertThat(status().out()).contains("Nothing is retired");
    assertThat(second.exitCode()).isZero();
    assertThat(second.out()).contains("is not retired", "Nothing was written");
    assertThat(Files.readString(folder.resolve("sandbox.json"))).isEqualTo(after);
  }

  @Test
  void aRestoreOfWhatAPurgeBeganWithSaysUntilWhenItIsHeldAndWhatFinishesIt() {
    retired(web);
    Instant began =
        SimFile.with(
            folder.resolve("sandbox.json"),
            cloud -> {
              Instant now = cloud.clock().instant().truncatedTo(ChronoUnit.SECONDS);
              Tag claim = Tag.builder().key("molly:claim").value(now.toString()).build();
              cloud
                  .account(SimAws.OWN_ACCOUNT)
                  .ec2("eu-west-1")
                  .createTags(r -> r.resources(web).tags(claim));
              return now;
            });

    Ran first = sandbox("restore", web);
    Ran early = sandbox("restore", web);
    advance("3h");
    Ran last = sandbox("restore", web);

    Instant until = began.plus(Duration.ofMinutes(135));
    for (Ran held : List.of(first, early)) {
      assertThat(held.exitCode()).as(held.out() + held.err()).isZero();
      assertThat(held.out())
          .contains(
              web + " is not restored to its end: a purge of it had begun",
              "until %s. To finish it then: molly restore %s --sandbox".formatted(until, web));
    }
    assertThat(status().out()).contains("Nothing is retired");
    assertThat(last.out()).doesNotContain("not restored to its end");
  }

  /// While AWS renames a database, it shows the old name: its record was called another machine's
  /// then, and nothing was left to wait for.
  @Test
  void aSweepWaitsForTheRenameOfADatabase() {
    typed.inAccount(account -> account.createDb("eu-west-1", "orders", one -> {}));
    retired("orders");
    advance("1h");

    Ran renaming = sandbox("sweep");
    Ran meanwhile = status();
    Ran through = sandbox("sweep", "--wait");

    assertThat(renaming.out()).contains("it is renaming");
    assertThat(meanwhile.out()).contains("it is being renamed").doesNotContain("Not known here");
    assertThat(through.exitCode()).as(through.out() + through.err()).isZero();
    assertThat(status().out()).contains("orders-deleted-", "State: retired, all of it done");
  }

  /// The restore renames the database back: by the time that the printed command is for, its
  /// retired name is no longer known.
  @Test
  void aRestoreOfADatabaseThatIsHeldPrintsACommandThatStillFindsItLater() {
    typed.inAccount(account -> account.createDb("eu-west-1", "orders", one -> {}));
    retired("orders");
    advance("1h");
    sandbox("sweep", "--wait");
    typed.inCloud(
        cloud -> {
          var rds = cloud.account(SimAws.OWN_ACCOUNT).rds("eu-west-1");
          Instant now = cloud.clock().instant().truncatedTo(ChronoUnit.SECONDS);
          String arn =
              rds.describeDBInstances().dbInstances().stream()
                  .filter(db -> db.dbInstanceIdentifier().startsWith("orders-deleted-"))
                  .findFirst()
                  .orElseThrow()
                  .dbInstanceArn();
          var claim =
              software.amazon.awssdk.services.rds.model.Tag.builder()
                  .key("molly:claim")
                  .value(now.toString())
                  .build();
          rds.addTagsToResource(r -> r.resourceName(arn).tags(claim));
        });

    Ran held = sandbox("restore", "orders", "--wait");
    advance("3h");
    Ran pasted =
        typed.paste(held.found(Pattern.compile("To finish it then: (molly restore [^;]+);")));

    assertThat(pasted.exitCode()).as(pasted.out() + pasted.err()).isZero();
    assertThat(status().out()).contains("Nothing is retired");
  }

  /// A database is not available for minutes while its snapshot is taken. The run is interrupted
  /// at the last time that it looks whether it was, or else at the one before.
  @Test
  void whoInterruptsAWaitingRestoreIsToldToGoOnWithThatRestore() throws IOException {
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud -> cloud.account(SimAws.OWN_ACCOUNT).createDb("eu-west-1", "orders", one -> {}));
    retired("orders");
    var looks = new AtomicInteger();
    typed.interruptedWhen(() -> looks.incrementAndGet() < 0);
    sandbox("restore", "orders", "--wait");
    var said = new ArrayList<String>();
    for (int patience = looks.get() - 1; said.isEmpty() && patience > 0; patience--) {
      retired("orders");
      var left = new AtomicInteger(patience);
      typed.interruptedWhen(() -> left.getAndDecrement() <= 0);
      Ran ran = sandbox("restore", "orders", "--wait");
      typed.interruptedWhen(() -> false);
      ran.err().lines().filter(line -> line.contains("To go on:")).forEach(said::add);
      sandbox("restore", "orders", "--wait");
    }

    assertThat(said)
        .containsExactly(
            "molly: not all is done yet. To go on: molly restore arn:aws:rds:eu-west-1:111122223333:db:orders --wait --sandbox --state %s --config %s/channel.yaml"
                .formatted(folder, folder));
  }

  /// AWS shows a terminated instance for a while, and then no more.
  @Test
  void aRestoreOfWhatIsGoneIsNotSaidToBeDone() {
    String one = retired(web).found(RUN);
    terminate(web);

    Ran named = sandbox("restore", web);
    Ran both = sandbox("restore", web, batch);
    Ran shown = sandbox("restore", web, "--dry-run");
    advance("1d");
    Ran run = sandbox("restore", "--run", one);

    for (Ran each : List.of(named, both, shown)) {
      assertThat(each.exitCode()).as(each.out()).isEqualTo(3);
      assertThat(each.oneLine())
          .contains(web + " is gone, and cannot be restored", "molly explain final-copy");
    }
    assertThat(run.exitCode()).as(run.out()).isEqualTo(5);
    assertThat(run.err()).contains(web + " was not found; it may be gone");
  }

  @Test
  void whatIsGoneDoesNotKeepTheOthersFromBeingRestored() {
    retired(web);
    retired(batch);
    terminate(web);

    Ran both = sandbox("restore", web, batch);

    assertThat(both.exitCode()).as(both.out()).isEqualTo(5);
    assertThat(both.oneLine()).contains(web + " is gone, and cannot be restored");
    assertThat(sandbox("status").out()).doesNotContain(batch);
  }

  private void terminate(String id) {
    typed.inAccount(
        account -> {
          var ec2 = account.ec2("eu-west-1");
          ec2.modifyInstanceAttribute(
              r -> r.instanceId(id).disableApiTermination(off -> off.value(false)));
          ec2.terminateInstances(r -> r.instanceIds(id));
        });
  }

  @Test
  void aRunIsRestoredAsAWholeAndUndoSaysSo() {
    String run = retired(web).found(RUN);

    Ran undo = sandbox("undo", run);
    Ran restored = sandbox("restore", "--run", run, "--wait");

    assertThat(undo.exitCode()).isEqualTo(2);
    assertThat(undo.err()).contains("molly restore --run " + run);
    assertThat(restored.exitCode()).as(restored.out() + restored.err()).isZero();
    assertThat(status().out()).contains("Nothing is retired");
  }

  @Test
  void aFreezeDoesNotStopARestore() {
    retired(web);
    sandbox("freeze", "on", "--why", "INC-4711");

    assertThat(sandbox("restore", web).exitCode()).isZero();
    assertThat(retire(batch).exitCode()).isEqualTo(3);
  }

  @Test
  void aSweepTellsAndThePurgeDeletesOnItsDay() {
    retired(web);
    advance("1d");
    sandbox("sweep");

    Ran early = sandbox("purge", web);
    advance("12d");
    Ran told = sandbox("sweep");
    advance("2d");
    Ran dry = sandbox("purge");
    // Time passes while it is read.
    sandbox("sandbox", "advance", "1m");
    Ran purged = sandbox("purge", "--apply", "--confirm", dry.found(PHRASE));
    Ran undo = sandbox("undo", purged.found(RUN));

    assertThat(early.exitCode()).isEqualTo(3);
    assertThat(early.out()).contains("not due before");
    assertThat(told.exitCode()).as(told.out()).isZero();
    assertThat(told.out()).contains("FALLS DUE:", "molly extend " + web);
    assertThat(purged.exitCode()).as(purged.out() + purged.err()).isZero();
    assertThat(purged.out()).doesNotContain(batch);
    assertThat(undo.exitCode()).isEqualTo(2);
    assertThat(undo.err()).contains("molly-20", "of " + web, "molly explain final-copy");
  }

  /// The second claim is made later than the plan that says so.
  @Test
  void aPurgeOfSeveralListsEachOfItsWritesOnce() {
    retired(web);
    retired(batch);
    advance("1d");
    sandbox("sweep");
    advance("12d");
    sandbox("sweep");
    advance("3d");

    Ran purged = sandbox("purge", "--apply", "--confirm", sandbox("purge").found(PHRASE));

    assertThat(purged.exitCode()).as(purged.out() + purged.err()).isZero();
    assertThat(purged.out()).contains("6 of 6 writes done").doesNotContain("NOT REACHED");
  }

  @Test
  void aPurgeThatNobodyConfirmsNeedsTheConfig() throws IOException {
    isDueAndTold(web);
    Path config =
        Files.writeString(
            folder.resolve("molly.yaml"),
            "version: 1\npurge: { unattended: true, resources: 1 }\n");

    Ran without = sandbox("purge", "--apply", "--unattended");
    Ran with = sandbox("purge", "--apply", "--unattended", "--config", config.toString());

    assertThat(without.exitCode()).isEqualTo(3);
    assertThat(without.out()).contains("molly.yaml does not allow that");
    assertThat(with.exitCode()).as(with.out() + with.err()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# none tonight\n\n"})
  void aFileWithoutANameIsNotAllThatIsDue(String list) throws IOException {
    isDueAndTold(web);
    Path config =
        Files.writeString(
            folder.resolve("molly.yaml"),
            "version: 1\npurge: { unattended: true, resources: 1 }\n");
    Path file = Files.writeString(folder.resolve("list"), list);

    Ran dry = sandbox("purge", "--file", file.toString());
    Ran ran =
        sandbox(
            "purge",
            "--apply",
            "--unattended",
            "--config",
            config.toString(),
            "--file",
            file.toString());

    assertThat(List.of(dry.exitCode(), ran.exitCode())).containsOnly(2);
    assertThat(ran.err()).contains("--file " + file + ": it names nothing");
    assertThat(status().out()).contains(web);
  }

  @Test
  void anUnattendedPurgeGoesOnBesideABucketWhoseTagsCannotBeRead() throws IOException {
    isDueAndTold(web);
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud -> {
          cloud.account(SimAws.OWN_ACCOUNT).createBucket("eu-west-1", "acme-closed", one -> {});
          cloud.faults().deny("s3:GetBucketTagging");
          return true;
        });
    Path config =
        Files.writeString(
            folder.resolve("molly.yaml"),
            "version: 1\npurge: { unattended: true, resources: 1 }\n");
    String[] purge = {"purge", "--apply", "--config", config.toString()};

    Ran confirmed =
        sandbox(
            Stream.concat(Stream.of(purge), Stream.of("--confirm", web)).toArray(String[]::new));
    Ran ran =
        sandbox(Stream.concat(Stream.of(purge), Stream.of("--unattended")).toArray(String[]::new));

    assertThat(confirmed.exitCode()).as(confirmed.out()).isEqualTo(3);
    assertThat(confirmed.out()).contains("the inventory behind it has a gap");
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(4);
    assertThat(ran.out().indexOf("acme-closed")).isLessThan(ran.out().indexOf(web));
    assertThat(ran.out()).contains("Gaps      1", "3 of 3 writes done");
  }

  @Test
  void whatIsUsedAgainIsLoudAndExitsWithFindings() {
    retired(web);
    advance("1d");
    sandbox("sweep");
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud ->
            cloud
                .account(SimAws.OWN_ACCOUNT)
                .ec2("eu-west-1")
                .startInstances(r -> r.instanceIds(web)));

    Ran status = status();
    Ran sweep = sandbox("sweep");

    assertThat(status.exitCode()).isEqualTo(1);
    assertThat(status.out()).contains("BLOCKED:", "molly restore " + web);
    assertThat(sweep.exitCode()).isEqualTo(1);
    assertThat(sweep.out()).contains("BLOCKED:");
  }

  @Test
  void moreTimeIsGivenAndLessIsNot() {
    retired(web);

    Ran more = sandbox("extend", web, "--by", "7d");
    Ran tooMuch = sandbox("extend", web, "--by", "52w");

    assertThat(more.exitCode()).as(more.out() + more.err()).isZero();
    assertThat(status().out()).contains("in 21 days");
    assertThat(tooMuch.exitCode()).isEqualTo(3);
    assertThat(tooMuch.out()).contains("the most is 365 days");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "retire i-00000000000000000 --why x|is not there",
        "retire i-xyz --why x|is no instance id",
        "retire a*b --why x|neither an instance id",
        "retire --why x|nothing is named",
        "retire WEB|Missing required option",
        "retire WEB WEB --why x|named twice",
        "retire WEB --why x --keep 0|not a length of time",
        "retire WEB --why x --keep 10y|not a length of time",
        "retire WEB --why x --accept nonsense|would lose: nothing",
        "retire WEB --why x --empty|is for buckets",
        "retire WEB --why x --kind ec2|no such kind",
        "retire WEB --why x --region us-east-1|us-east-1",
        "retire arn:aws:sqs:eu-west-1:111122223333:queue --why x|none of them",
        "retire arn:aws:ec2 --why x|is no ARN",
        "retire arn:aws:ec2:eu-west-1:999999999999:instance/i-00000000000000000 --why"
            + " x|999999999999",
        "retire --tag team=nobody --why x|no resource is like that",
        "retire --file /nowhere --why x|no such file",
        "retire --findings /nowhere --why x|no such file",
        "restore|name what to restore",
        "restore WEB --run 20260101T000000Z-000000|name what to restore",
        "restore --run nonsense|molly journal show",
        "extend WEB --by 0d|not a length of time",
        "extend WEB --by -7d|not a length of time",
        "extend WEB|Missing required option",
        "purge --unattended|goes with --apply",
        "status --format html|text or json",
        "sweep --format json --wait|choose one",
      })
  void saysWhatIsWrongWithBadInput(String words, String message) {
    Ran ran = sandbox(words.replace("WEB", web).split(" "));

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(2);
    assertThat(ran.err()).contains(message).doesNotContain("bug in molly");
  }

  @Test
  void whatAnInstanceThatCannotBeReadWouldLoseIsNotCalledNothing() throws IOException {
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud -> {
          cloud.faults().deny("ec2:DescribeSnapshots");
          return cloud;
        });

    Ran ran = sandbox("retire", web, "--why", "x", "--accept", "public-address");

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(3);
    assertThat(ran.out()).contains("cannot be looked at").contains("ec2:DescribeSnapshots");
    assertThat(ran.err()).doesNotContain("nothing");
  }

  @Test
  void aReasonThatNoTagHoldsIsRefusedAndSaysWhatToDo() {
    Ran tooLong = sandbox("retire", web, "--why", "x".repeat(257));
    Ran blank = sandbox("retire", web, "--why", " ");

    assertThat(tooLong.exitCode()).isEqualTo(3);
    assertThat(tooLong.out()).contains("a tag takes 256", "--why");
    assertThat(blank.exitCode()).isEqualTo(2);
  }

  @Test
  void aTimeOutsideTheWindowIsRefused() {
    assertThat(retire(web, "--keep", "1d").oneLine()).contains("the minimum undo window is 7 days");
    assertThat(retire(web, "--keep", "1d").exitCode()).isEqualTo(3);
    assertThat(retire(web, "--keep", "99999w").exitCode()).isEqualTo(3);
  }

  @Test
  void keysAreLookedAtToRetireAndToPurgeAndGrantedForEc2AloneOnTheWayBack() {
    assertThat(List.of("purge", "retire"))
        .allSatisfy(
            command ->
                assertThat(typed.molly("iam", command).out())
                    .contains("kms:DescribeKey", "ec2:DescribeVolumes")
                    .doesNotContain("kms:CreateGrant"));
    assertThat(List.of("restore", "sweep"))
        .allSatisfy(
            command ->
                assertThat(typed.molly("iam", command).out())
                    .contains("\"kms:GrantIsForAWSResource\" : \"true\"")
                    .contains("\"kms:ViaService\" : \"ec2.*.amazonaws.com\"")
                    .containsOnlyOnce("kms:CreateGrant")
                    .doesNotContain("kms:DescribeKey"));
    assertThat(List.of("scan", "protect", "lease"))
        .allSatisfy(
            command -> assertThat(typed.molly("iam", command).out()).doesNotContain("kms:"));
  }

  @Test
  void eachCommandHasItsLeastPolicy() {
    assertThat(typed.molly("iam", "retire").out())
        .contains("ec2:StopInstances")
        .doesNotContain("Terminate");
    assertThat(typed.molly("iam", "restore").out())
        .contains("ec2:StartInstances")
        .doesNotContain("Terminate");
    assertThat(typed.molly("iam", "sweep").out()).doesNotContain("Terminate");
    assertThat(typed.molly("iam", "status").out())
        .contains("ec2:DescribeSnapshots", "rds:DescribeDBSnapshots", "s3:ListAllMyBuckets")
        .doesNotContainPattern(":(Create|Delete|Put|Modify|Start|Stop|Tag|Untag|Update)");
    assertThat(typed.molly("iam", "purge").out()).contains("ec2:TerminateInstances");
    assertThat(typed.molly("iam", "lease").out())
        .contains("ec2:CreateTags", "ec2:ModifyInstanceAttribute", "rds:ModifyDBCluster")
        .doesNotContain("Stop", "s3:Put", "s3:Delete");
    assertThat(List.of("lease", "sweep"))
        .as("what is not retired is on no lease")
        .allSatisfy(
            command ->
                assertThat(typed.molly("iam", command).out())
                    .doesNotContain("dynamodb:Update", "eks:Update", "Deregistration"));
  }

  @Test
  void theJournalShowsADatabaseUnderEachOfItsNames() {
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud -> cloud.account(SimAws.OWN_ACCOUNT).createDb("eu-west-1", "orders", one -> {}));
    retired("orders");
    advance("1h");
    sandbox("sweep", "--wait");

    String whole = sandbox("journal", "show", "--id", "orders").out();

    assertThat(whole).contains("retire began", "sweep began", "set run-state of orders-deleted-");
    assertThat(sandbox("journal", "show", "--id", "arn:aws:rds:eu-west-1:111122223333:db:orders"))
        .extracting(Ran::out)
        .isEqualTo(whole);
    assertThat(sandbox("journal", "show", "--id", "order").out())
        .startsWith("Nothing was written to a resource with that id");
  }

  private Ran retired(String id) {
    Ran ran = retire(id, "--apply", "--confirm", retire(id).found(PHRASE));
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    return ran;
  }

  private Ran retire(String id, String... more) {
    return sandbox(
        Stream.concat(Stream.of("retire", id, "--why", "team is gone"), Stream.of(more))
            .toArray(String[]::new));
  }

  private Ran status() {
    return sandbox("status");
  }

  private void isDueAndTold(String id) {
    retired(id);
    advance("1d");
    sandbox("sweep");
    advance("12d");
    sandbox("sweep");
    advance("3d");
  }

  private void advance(String length) {
    typed.molly("sandbox", "advance", length);
  }

  private Ran sandbox(String... words) {
    return typed.molly(
        Stream.concat(Stream.of(words), Stream.of("--sandbox")).toArray(String[]::new));
  }

  /// From now on this command tells owners.
  private void channel(String words) throws IOException {
    Path config = folder.resolve("channel.yaml");
    Files.writeString(config, "version: 1\nnotify: { command: [" + words + "] }\n");
    typed.with("MOLLY_NO_CONFIG", "").with("MOLLY_CONFIG", config.toString());
  }
}
