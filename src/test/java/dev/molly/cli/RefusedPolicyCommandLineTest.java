package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.cli.CommandRunner.Ran;
import dev.molly.sim.SimAccount;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimFile;
import dev.molly.sim.s3.SimBucket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A bucket whose policy S3 does not take back, on the command line.
class RefusedPolicyCommandLineTest {
  private static final String REGION = "eu-west-1";
  private static final String POLICY =
      """
      {"Version":"2012-10-17","Statement":[{"Sid":"Website","Effect":"Allow","Principal":"*",\
      "Action":"s3:GetObject","Resource":"arn:aws:s3:::acme-logs1/*"}]}\
      """;
  private static final Pattern LIFT =
      Pattern.compile("journal: (molly restore .*?--without-grants(?: --\\S+(?: [^- ]\\S*)?)*)");

  private final Path folder;
  private final CommandRunner typed;

  RefusedPolicyCommandLineTest(@TempDir Path folder) {
    this.folder = folder;
    typed = new CommandRunner(folder);
  }

  @BeforeEach
  void aRetiredBucketWhosePolicyIsBlockedSince() {
    account(own -> own.createBucket(REGION, "acme-logs1", one -> one.policy(POLICY)));
    Ran plan = typed.molly("retire", "acme-logs1", "--sandbox", "--why", "moved");
    String phrase = plan.found(CommandRunner.PHRASE);
    Ran retired =
        typed.molly(
            "retire", "acme-logs1", "--sandbox", "--why", "moved", "--apply", "--confirm", phrase);
    assertThat(retired.exitCode()).as(retired.out() + retired.err()).isZero();
    account(own -> own.bucket("acme-logs1").blocksPublicPolicy(true));
  }

  @Test
  void theRestoreSaysWhatS3SaysAndTheCommandThatLiftsTheQuarantineAllTheSame() {
    Ran refused = typed.molly("restore", "acme-logs1", "--sandbox");
    String lift =
        LIFT.matcher(refused.oneLine())
            .results()
            .map(found -> found.group(1))
            .findFirst()
            .orElse("none");

    assertThat(refused.exitCode()).isEqualTo(5);
    assertThat(refused.oneLine())
        .contains("S3 does not take back the bucket policy as it was")
        .contains("public policies are prevented by the BlockPublicPolicy setting");
    assertThat(lift).as(refused.oneLine()).contains("--sandbox", "--state");

    Ran lifted = typed.paste(lift);

    assertThat(lifted.exitCode()).as(lifted.out() + lifted.err()).isZero();
    assertThat(lifted.oneLine()).contains("comes back without the statements that allow something");
    SimBucket bucket = account(own -> own.bucket("acme-logs1"));
    assertThat(bucket.policy()).isEmpty();
    assertThat(bucket.tags()).isEmpty();
  }

  @Test
  void leavingOutGrantsIsForBuckets() {
    String id =
        account(own -> own.launch(REGION, one -> one.launchedAgo(Duration.ofDays(30)))).id();

    Ran refused = typed.molly("restore", id, "--sandbox", "--without-grants");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("--without-grants is for buckets, and " + id + " is none.");
  }

  private <T> T account(Function<SimAccount, T> what) {
    return SimFile.with(
        folder.resolve("sandbox.json"), cloud -> what.apply(cloud.account(SimAws.OWN_ACCOUNT)));
  }
}
