package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `molly iam` prints is enough to protect and to take it back; without one of it, what is not
/// done is said, and the rest can be taken back.
@Tag(Engine.MOTO)
class ProtectDeniedMotoIT {
  private final MotoEngine moto = MotoEngine.orSkip();
  private final UnprotectedFleet fleet = new UnprotectedFleet(moto);
  private final PolicyFolder here;

  ProtectDeniedMotoIT(@TempDir Path folder) throws IOException {
    here = new PolicyFolder(folder, moto);
  }

  @BeforeEach
  @AfterEach
  void leaveNothing() {
    moto.reset();
  }

  @Test
  void whatIamPrintsIsEnough() throws Exception {
    fleet.plantFew();
    Map<String, String> before = fleet.settings();
    moto.allowOnly(here.molly("iam", "scan").out());
    assertThat(here.scanFailures("before", 1)).containsExactlyInAnyOrderElementsOf(fleet.failing());

    moto.allowOnly(here.molly("iam", "protect").out());
    var applied = here.apply(here.molly("protect", "--config", "molly.yaml").phrase());
    assertThat(applied.exitCode()).as(applied.out() + applied.err()).isZero();
    assertThat(here.scanFailures("after", 0)).isEmpty();
    var undone = here.molly("undo", applied.run(), "--config", "molly.yaml");
    assertThat(undone.exitCode()).as(undone.out() + undone.err()).isZero();

    moto.allowEverything();
    assertThat(fleet.settings()).isEqualTo(UnprotectedFleet.asFarAsS3LetsGo(before));
  }

  /// One of each service; the denial contract has the others.
  @ParameterizedTest
  @ValueSource(
      strings = {"ec2:DescribeInstanceAttribute", "rds:DescribeDBClusters", "s3:ListAllMyBuckets"})
  void withoutOneReadTheScanIsIncomplete(String action) throws Exception {
    fleet.plantFew();
    moto.allowOnly(without(action, here.molly("iam", "protect").out()));

    var scanned = here.molly("scan", "--config", "molly.yaml");

    assertThat(scanned.exitCode()).isEqualTo(4);
    assertThat(scanned.out()).contains(action);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ec2:ModifyInstanceAttribute",
        "rds:ModifyDBCluster",
        "rds:ModifyDBInstance",
        "s3:PutBucketPolicy",
        "s3:PutBucketVersioning"
      })
  void withoutOneWriteTheRestIsDoneOrLeftAsItWas(String action) throws Exception {
    fleet.plantFew();
    Map<String, String> before = fleet.settings();
    moto.allowOnly(without(action, here.molly("iam", "protect").out()));

    var applied = here.apply(here.molly("protect", "--config", "molly.yaml").phrase());

    assertThat(applied.exitCode()).as(applied.out() + applied.err()).isEqualTo(5);
    applied.assertSaysClearly("");
    assertThat(afterThePlan(applied)).contains("access denied: ", action);
    assertThat(here.molly("journal", "verify").exitCode()).isZero();
    var undone = here.molly("undo", applied.run(), "--config", "molly.yaml");
    moto.allowEverything();
    assertThat(undone.exitCode()).as(undone.out() + undone.err()).isZero();
    assertThat(fleet.settings())
        .isEqualTo(UnprotectedFleet.asFarAsS3LetsGo(before, fleet.settings()));
  }

  /// Only the way back needs it: a bucket that had no policy has none again.
  @Test
  void withoutTheRightToDeleteAPolicyAnUndoSaysSoAndCanBeFinishedWithIt() throws Exception {
    fleet.plantFew();
    Map<String, String> before = fleet.settings();
    moto.allowOnly(without("s3:DeleteBucketPolicy", here.molly("iam", "protect").out()));
    var applied = here.apply(here.molly("protect", "--config", "molly.yaml").phrase());
    assertThat(applied.exitCode()).as(applied.out() + applied.err()).isZero();

    var undone = here.molly("undo", applied.run(), "--config", "molly.yaml");

    assertThat(undone.exitCode()).as(undone.out() + undone.err()).isEqualTo(5);
    assertThat(undone.oneLine())
        .contains("HALTED: bare (s3-bucket", "access denied", "delete-denied: removes statement");
    moto.allowOnly(here.molly("iam", "protect").out());
    var rest = here.molly("undo", applied.run(), "--config", "molly.yaml");
    assertThat(rest.exitCode()).as(rest.out() + rest.err()).isZero();
    moto.allowEverything();
    assertThat(fleet.settings()).isEqualTo(UnprotectedFleet.asFarAsS3LetsGo(before));
  }

  /// The plan itself names every permission.
  private static String afterThePlan(MollyProcess.Result applied) {
    String said = applied.oneLine();
    return said.substring(said.indexOf("PAUSED ("));
  }

  private static String without(String action, String policy) {
    String less = policy.replaceFirst("\"" + action + "\", |, \"" + action + "\"", "");
    assertThat(less).doesNotContain("\"" + action + "\"").isNotEqualTo(policy);
    return less;
  }
}
