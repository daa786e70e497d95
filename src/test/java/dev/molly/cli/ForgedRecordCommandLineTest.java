package dev.molly.cli;

import static dev.molly.cli.CommandRunner.PHRASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.cli.CommandRunner.Ran;
import dev.molly.model.ControlId;
import dev.molly.plan.Goal;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.Tag;

/// A record that molly might have written, and that this state folder's journal did not: nothing is
/// stopped, unprotected or deleted by it that nobody confirms.
class ForgedRecordCommandLineTest {
  private static final String REGION = "eu-west-1";

  private final Path folder;
  private final Path account;
  private final CommandRunner typed;
  private String web = "";
  private Instant now = Instant.EPOCH;

  ForgedRecordCommandLineTest(@TempDir Path folder) {
    this.folder = folder;
    this.account = folder.resolve("sandbox.json");
    typed = new CommandRunner(folder);
  }

  @BeforeEach
  void launch() {
    web =
        SimFile.with(
            account,
            cloud -> {
              now = cloud.clock().instant().truncatedTo(ChronoUnit.SECONDS);
              return cloud
                  .account(SimAws.OWN_ACCOUNT)
                  .launch(
                      REGION,
                      one ->
                          one.named("web-01")
                              .launchedAgo(Duration.ofDays(400))
                              .protectedFromTermination()
                              .protectedFromStop())
                  .id();
            });
  }

  @Test
  void aSweepThatNobodyAnswersStopsNothingAndSaysSo() {
    forge(Goal.RETIRED, "on");

    Ran sweep = sandbox("sweep");

    assertThat(sweep.exitCode()).as(sweep.out() + sweep.err()).isEqualTo(4);
    assertThat(sweep.err())
        .startsWith("molly: the record of " + web + " is not known here")
        .contains("molly explain retirement-record");
    assertThat(sweep.out()).doesNotContain("molly sweep --wait").contains("Next      molly status");
    assertThat(isRunningAndProtected()).isTrue();
  }

  @Test
  void aProgramReadsInTheJsonThatTheSweepLeftIt() {
    forge(Goal.RETIRED, "on");

    Ran sweep = sandbox("sweep", "--format", "json");

    assertThat(sweep.exitCode()).isEqualTo(4);
    assertThat(sweep.out()).contains("\"exitCode\": 4");
  }

  @Test
  void aSweepBringsNothingBackByItEither() {
    forge(Goal.RESTORED, "off");

    Ran sweep = sandbox("sweep");

    assertThat(sweep.exitCode()).as(sweep.out() + sweep.err()).isEqualTo(4);
    assertThat(isRunningAndProtected()).isTrue();
  }

  @Test
  void aFreezeIsNoLeaveToBringBackWhatIsForged() {
    forge(Goal.RESTORED, "off");
    sandbox("freeze", "on", "--why", "INC-4711");

    sandbox("sweep");

    assertThat(isRunningAndProtected()).isTrue();
  }

  @Test
  void whoeverIsAtTheTerminalIsShownAPlanToConfirm() {
    forge(Goal.RETIRED, "on");
    String phrase = sandbox("sweep").found(PHRASE);

    Ran wrong = sandbox("sweep", "--confirm", "no such phrase");
    assertThat(wrong.exitCode()).isEqualTo(3);
    assertThat(isRunningAndProtected()).isTrue();

    Ran sweep = sandbox("sweep", "--confirm", phrase);
    assertThat(sweep.exitCode()).as(sweep.out() + sweep.err()).isZero();
    assertThat(isRunningAndProtected()).isFalse();
  }

  @Test
  void waitingIsNoConfirmation() {
    forge(Goal.RETIRED, "on");

    sandbox("sweep", "--wait");

    assertThat(isRunningAndProtected()).isTrue();
  }

  @Test
  void protectionIsTurnedOnByItAllTheSame() {
    SimFile.with(
        account,
        cloud -> {
          cloud
              .account(SimAws.OWN_ACCOUNT)
              .ec2(REGION)
              .modifyInstanceAttribute(
                  r -> r.instanceId(web).disableApiTermination(v -> v.value(false)));
          return web;
        });
    forge(Goal.RETIRED, "off");

    Ran sweep = sandbox("sweep");

    assertThat(sweep.exitCode()).as(sweep.out() + sweep.err()).isEqualTo(4);
    assertThat(isRunningAndProtected()).isTrue();
  }

  @Test
  void statusSaysThatItIsNotKnownHere() {
    forge(Goal.RETIRED, "on");

    assertThat(sandbox("status").out()).contains("Not known here:");
    assertThat(sandbox("status", "--format", "json").out()).contains("\"knownHere\": false");
  }

  /// Its advice is to restore it, by a record that anyone may have written.
  @Test
  void whereARestoreIsAdvisedItIsSaidThatTheRecordIsNotKnownHere() {
    web =
        SimFile.with(
            account,
            cloud ->
                cloud
                    .account(SimAws.OWN_ACCOUNT)
                    .launch(REGION, one -> one.named("web-02").launchedAgo(Duration.ofHours(1)))
                    .id());
    forge(Goal.RETIRED, "on");

    for (Ran ran : List.of(sandbox("status"), sandbox("sweep"))) {
      assertThat(ran.oneLine())
          .containsSubsequence(
              "BLOCKED:",
              web,
              "Not known here:",
              "A restore sets what the record says",
              "What to do:",
              "molly restore " + web);
    }
  }

  @Test
  void aRestoreAsksNothingAndShowsWhatItSetsFirst() {
    forge(Goal.RETIRED, "off");

    Ran restore = sandbox("restore", web);

    assertThat(restore.exitCode()).as(restore.out() + restore.err()).isZero();
    assertThat(restore.err())
        .containsSubsequence(
            "the record of " + web + " is not known here",
            "This restore asks nothing and sets what the record says",
            "it sets stop-protection of " + web + " from 'on' to 'off'");
  }

  /// More time does not make it known.
  @Test
  void moreTimeDoesNotMakeItKnown() {
    forge(Goal.RETIRED, "on");

    sandbox("extend", web, "--by", "7d");

    assertThat(sandbox("sweep", "--dry-run").exitCode()).isEqualTo(4);
    assertThat(sandbox("sweep").exitCode()).isEqualTo(4);
    assertThat(isRunningAndProtected()).isTrue();
  }

  /// What was begun here is known, until the journals are lost, or it is swept elsewhere.
  @Test
  void whatWasBegunHereIsKnownByTheJournal() throws IOException {
    retired();

    assertThat(sandbox("status").out()).contains(web).doesNotContain("Not known here");
    forget();
    assertThat(sandbox("status").out()).contains("Not known here:");
  }

  /// A sweep on another machine tells no owner by the record: so it is never purged.
  @Test
  void whatFallsDueAndIsNotKnownHereIsNotSilentlyLeftUnannounced() throws IOException {
    retired();
    sandbox("sandbox", "advance", "1d");
    sandbox("sweep");
    sandbox("sandbox", "advance", "11d");
    forget();

    Ran dryRun = sandbox("sweep", "--dry-run");
    Ran sweep = sandbox("sweep");

    assertThat(dryRun.exitCode()).as(dryRun.out() + dryRun.err()).isEqualTo(4);
    assertThat(dryRun.err()).contains("the record of " + web + " is not known here");
    assertThat(sweep.exitCode()).as(sweep.out() + sweep.err()).isEqualTo(4);
    assertThat(sweep.oneLine())
        .containsSubsequence(
            "FALLS DUE: " + web,
            "NOT TOLD: its record is not known here",
            "Sweep where it was begun: molly explain retirement-record");
  }

  @Test
  void anUnattendedPurgeLeavesWhatIsNotKnownHere() throws IOException {
    retired();
    sandbox("sandbox", "advance", "12d");
    sandbox("sweep");
    sandbox("sandbox", "advance", "3d");
    Path config =
        Files.writeString(
            folder.resolve("molly.yaml"),
            "version: 1\npurge: { unattended: true, resources: 1 }\n");
    forget();

    String[] words = {"purge", "--apply", "--unattended", "--config", config.toString()};

    Ran json =
        sandbox(
            Stream.concat(Stream.of(words), Stream.of("--format", "json")).toArray(String[]::new));
    Ran purge = sandbox(words);

    assertThat(json.exitCode()).isEqualTo(4);
    assertThat(json.out()).contains("\"exitCode\": 4");
    assertThat(purge.exitCode()).as(purge.out() + purge.err()).isEqualTo(4);
    assertThat(purge.oneLine()).contains("the record of " + web + " is not known here");
    assertThat(sandbox("status").out()).contains(web);
  }

  /// A plan in a file does not say it, and may have been made elsewhere.
  @Test
  void aSavedPurgeOfWhatIsNotKnownHereSaysSo() throws IOException {
    retired();
    sandbox("sandbox", "advance", "12d");
    sandbox("sweep", "--told", web);
    sandbox("sandbox", "advance", "3d");
    String plan = folder.resolve("plan.json").toString();
    assertThat(sandbox("purge", web, "--out", plan).err()).doesNotContain("not known here");
    assertThat(sandbox("apply", plan).err()).doesNotContain("not known here");
    forget();

    Ran apply = sandbox("apply", plan);

    assertThat(apply.err()).contains("the record of " + web + " is not known here");
    assertThat(apply.out()).contains("--confirm");
  }

  private void retired() {
    sandbox("retire", web, "--why", "old", "--apply", "--confirm", phrase());
    sandbox("sandbox", "advance", "1d");
    sandbox("sweep");
  }

  private String phrase() {
    return sandbox("retire", web, "--why", "old").found(PHRASE);
  }

  /// The journals are lost.
  private void forget() throws IOException {
    Files.move(folder.resolve("sandbox/journal"), folder.resolve("lost"));
  }

  private void forge(Goal goal, String stopProtection) {
    var was = new TreeMap<ControlId, String>();
    was.put(new ControlId("termination-protection"), "off");
    was.put(new ControlId("stop-protection"), stopProtection);
    var record =
        new RetirementRecord(
            web,
            goal,
            "arn:aws:iam::111122223333:user/eve",
            "why not",
            now.minus(Duration.ofDays(1)),
            now.plus(Duration.ofDays(13)),
            Optional.of("web-01"),
            "running",
            was,
            new TreeSet<>(),
            Optional.empty());
    SimFile.with(
        account,
        cloud -> {
          Map<String, String> tags = RetirementRecordCodec.write(record);
          List<Tag> all =
              tags.entrySet().stream()
                  .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                  .toList();
          cloud.account(SimAws.OWN_ACCOUNT).ec2(REGION).createTags(r -> r.resources(web).tags(all));
          cloud.clock().advance(Duration.ofMinutes(1));
          return web;
        });
  }

  private boolean isRunningAndProtected() {
    return SimFile.with(
        account,
        cloud -> {
          var ec2 = cloud.account(SimAws.OWN_ACCOUNT).ec2(REGION);
          cloud.clock().advance(Duration.ofMinutes(1));
          boolean running =
              ec2.describeInstances(r -> r.instanceIds(web)).reservations().stream()
                  .flatMap(each -> each.instances().stream())
                  .allMatch(each -> each.state().nameAsString().equals("running"));
          boolean stop =
              ec2.describeInstanceAttribute(
                      r -> r.instanceId(web).attribute(InstanceAttributeName.DISABLE_API_STOP))
                  .disableApiStop()
                  .value();
          boolean termination =
              ec2.describeInstanceAttribute(
                      r ->
                          r.instanceId(web)
                              .attribute(InstanceAttributeName.DISABLE_API_TERMINATION))
                  .disableApiTermination()
                  .value();
          return running && stop && termination;
        });
  }

  private Ran sandbox(String... words) {
    return typed.molly(
        Stream.concat(Stream.of(words), Stream.of("--sandbox"))
            .filter(word -> !(word.equals("--sandbox") && words[0].equals("sandbox")))
            .toArray(String[]::new));
  }
}
