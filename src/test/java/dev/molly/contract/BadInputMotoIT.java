package dev.molly.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.RegionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/// What goes wrong in a user's hands and takes an AWS that answers: one clear message, the right
/// exit code, and no stack trace.
@Tag(Engine.MOTO)
class BadInputMotoIT {
  private static final AccountId SECOND = new AccountId("444455556666");
  private static final AccountId THIRD = new AccountId("777788889999");

  @TempDir Path folder = Path.of("");
  private final MotoEngine moto = MotoEngine.orSkip();

  @BeforeEach
  @AfterEach
  void empty() {
    moto.reset();
  }

  private MollyProcess.Result scan(String... more) throws Exception {
    var arguments = new String[more.length + 1];
    arguments[0] = "scan";
    System.arraycopy(more, 0, arguments, 1, more.length);
    return new MollyHere(folder).on(moto.aws().uri(), moto.caller()).run(arguments);
  }

  @Test
  void aRegionThatDoesNotExistIsNamedWithTheOneThatWasMeant() throws Exception {
    var result = scan("--region", "eu-wset-1");

    assertThat(result.exitCode()).isEqualTo(2);
    result.assertSaysClearly("there is no region 'eu-wset-1'", "eu-west-1");
  }

  @Test
  void aRegionOfAnotherPartitionIsRefused() throws Exception {
    var result = scan("--region", "eu-west-1,cn-north-1");

    assertThat(result.exitCode()).isEqualTo(2);
    result.assertSaysClearly("cn-north-1 is in partition aws-cn", "credentials of that partition");
  }

  @Test
  void keysThatAwsDoesNotKnowSayHowToLogIn() throws Exception {
    moto.deny("ec2:DescribeInstances");
    var unknown = AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "wrong");

    var result =
        new MollyHere(folder).on(moto.aws().uri(), unknown).run("scan", "--region", "eu-west-1");

    assertThat(result.exitCode()).isEqualTo(2);
    result.assertSaysClearly("no account could be entered", "aws sso login");
  }

  @Test
  void aPurgeByAClockThatIsOffIsNotOneThatFoundNothingDue() throws Exception {
    var result =
        new MollyHere(folder)
            .on(moto.aws().uri(), moto.caller())
            .ahead(Duration.ofDays(-1))
            .run("purge", "--apply", "--unattended", "--region", "eu-west-1");

    assertThat(result.exitCode()).isEqualTo(4);
    result.assertSaysClearly("this machine's clock says", "molly explain clock");
  }

  @Test
  void aRoleThatCannotBeAssumedIsAGapAndTheOtherTwoAccountsAreScanned() throws Exception {
    for (AccountId account : new AccountId[] {moto.own(), SECOND, THIRD}) {
      var where = new AccountRegion(account, new RegionId("eu-west-1"));
      moto.create(where, Seed.bucket("bucket-of-" + account));
    }
    moto.createRole(SECOND, "molly-scan");
    moto.deny("sts:AssumeRole", "arn:aws:iam::" + THIRD + ":role/molly-scan");
    Files.writeString(
        folder.resolve("molly.yaml"),
        """
        version: 1
        accounts:
          - { id: "%s", name: first }
          - { id: "%s", name: second, role: molly-scan }
          - { id: "%s", name: third, role: molly-scan }
        regions: [eu-west-1]
        """
            .formatted(moto.own(), SECOND, THIRD));

    var result = scan("--config", "molly.yaml", "--report", "csv=report.csv");

    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.messages()).singleElement().asString().startsWith("config: ");
    assertThat(result.out())
        .contains("account " + THIRD + " (third), every region, every kind")
        .contains("'third' could not be entered", "sts:AssumeRole");
    assertThat(ReportRows.of("csv", folder.resolve("report.csv")))
        .extracting(ExpectedFinding::id)
        .contains("bucket-of-" + moto.own(), "bucket-of-" + SECOND)
        .doesNotContain("bucket-of-" + THIRD);
  }

  /// XML, which EC2 speaks, cannot carry an escape character, but its 8-bit twin and the one that
  /// turns the direction of writing.
  @Test
  void aNameThatWouldRunOrPaintDoesNeither() throws Exception {
    var where = new AccountRegion(moto.own(), new RegionId("eu-west-1"));
    moto.create(where, Seed.instance().tagged("Name", "=cmd|' /C calc'!A0"));
    moto.create(where, Seed.instance().tagged("Name", "web\u009b31m\u202e01"));

    var result =
        scan("--region", "eu-west-1", "--kind", "ec2-instance", "--report", "csv=report.csv");

    assertThat(result.exitCode()).isEqualTo(1);
    String csv = Files.readString(folder.resolve("report.csv"), UTF_8);
    assertThat(csv).contains(",'=cmd|' /C calc'!A0,").doesNotContain(",=cmd", "\u009b", "\u202e");
    assertThat(result.out())
        .contains("web\\u009b31m\\u202e01")
        .doesNotContain("\u009b", "\u202e", "\u001b");
  }
}
