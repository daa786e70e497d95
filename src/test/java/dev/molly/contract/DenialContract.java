package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.AccountRef;
import dev.molly.model.ExitCode;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.RegionSelection;
import dev.molly.model.ScanReport;
import dev.molly.model.Severity;
import dev.molly.policy.ScanRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What could not be read is never a pass and never silence.
interface DenialContract extends Contract {
  @ParameterizedTest
  @CsvSource({
    "ec2:DescribeInstances, ec2-instance",
    "rds:DescribeDBInstances, rds-instance",
    "rds:DescribeDBClusters, rds-cluster",
    "s3:ListAllMyBuckets, s3-bucket"
  })
  default void aDeniedListingIsAGapThatNamesThePermission(String permission, String kind) {
    seedOneOfEach();
    engine().deny(permission);

    ScanReport report = scan(Rules.everything(), IRELAND);

    assertThat(report.gaps()).hasSize(1);
    Gap gap = report.gaps().getFirst();
    assertThat(gap.account()).isEqualTo(engine().own());
    assertThat(gap.region()).contains(IRELAND);
    assertThat(gap.kind()).contains(new KindId(kind));
    assertThat(gap.missingPermission()).contains(permission);
    assertThat(report.exitCode(Severity.CRITICAL)).isEqualTo(ExitCode.INCOMPLETE);
  }

  @ParameterizedTest
  @CsvSource({
    "ec2:DescribeInstances, ec2-instance",
    "rds:DescribeDBInstances, rds-instance",
    "rds:DescribeDBClusters, rds-cluster",
    "s3:ListAllMyBuckets, s3-bucket"
  })
  default void aDeniedListingLeavesTheOtherKindsAsTheyAre(String permission, String kind) {
    seedOneOfEach();
    engine().deny(permission);

    ScanReport report = scan(Rules.everything(), IRELAND);

    assertThat(report.findings().stream().map(finding -> finding.resource().id().kind().value()))
        .doesNotContain(kind)
        .containsAll(
            engine().kinds().stream().map(KindId::value).filter(k -> !k.equals(kind)).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "ec2:DescribeInstanceAttribute, ec2-instance, termination-protection",
    "ec2:DescribeInstanceAttribute, ec2-instance, stop-protection",
    "ec2:DescribeInstanceAttribute, ec2-instance, shutdown-behavior",
    "s3:GetBucketVersioning, s3-bucket, versioning",
    "s3:GetBucketVersioning, s3-bucket, mfa-delete",
    "s3:GetBucketObjectLockConfiguration, s3-bucket, object-lock",
    "s3:GetBucketPolicy, s3-bucket, delete-denied"
  })
  default void aDeniedReadIsUnknownAndNamesThePermission(
      String permission, String kind, String control) {
    seedOneOfEach();
    boolean otherName =
        control.equals("object-lock") && engine().is(EngineDeviation.OBJECT_LOCK_NEEDS_LIST_BUCKET);
    engine().deny(otherName ? "s3:ListBucket" : permission);

    ScanReport report = scan(new KindId(kind), Rules.only(control), IRELAND);

    assertUnknown(report, permission);
  }

  @Test
  default void deniedTagsMakeARuleThatAsksForThemUnknown() {
    create(Seed.bucket("tagged").tagged("env", "production"));
    engine().deny("s3:GetBucketTagging");

    ScanReport report = scan(S3, Rules.ofProduction(), IRELAND);

    assertThat(report.findings()).isNotEmpty();
    assertThat(report.findings())
        .allSatisfy(
            finding -> {
              assertThat(finding.status()).isEqualTo(FindingStatus.UNKNOWN);
              assertThat(finding.missingPermission()).contains("s3:GetBucketTagging");
            });
  }

  @Test
  default void aMemberIsUnknownWhenItsClusterCannotBeRead() {
    engine().notOn(EngineDeviation.NO_RDS);
    var cluster = Seed.cluster("guarded", "aurora-mysql").protectedFromDeletion();
    create(cluster);
    create(Seed.database("guarded-1").memberOf(cluster));
    engine().deny("rds:DescribeDBClusters");

    ScanReport report = scan(RDS, Rules.only("deletion-protection"), IRELAND);

    assertUnknown(report, "rds:DescribeDBClusters");
  }

  @Test
  default void aDeniedListOfRegionsIsAGapForTheWholeAccount() {
    engine().deny("ec2:DescribeRegions");

    ScanReport report =
        engine()
            .scan(
                new ScanRequest(
                    List.of(new AccountRef.Own()),
                    new RegionSelection.Enabled(),
                    engine().kinds(),
                    Rules.everything()));

    assertThat(report.gaps()).hasSize(1);
    assertThat(report.gaps().getFirst().region()).isEmpty();
    assertThat(report.gaps().getFirst().missingPermission()).contains("ec2:DescribeRegions");
    assertThat(report.exitCode(Severity.CRITICAL)).isEqualTo(ExitCode.INCOMPLETE);
  }

  private void assertUnknown(ScanReport report, String permission) {
    assertThat(report.findings()).hasSize(1);
    Finding finding = report.findings().getFirst();
    assertThat(finding.status()).isEqualTo(FindingStatus.UNKNOWN);
    assertThat(finding.missingPermission()).contains(permission);
    assertThat(finding.fix()).isEmpty();
    assertThat(report.gaps()).isEmpty();
    assertThat(report.exitCode(Severity.CRITICAL)).isEqualTo(ExitCode.INCOMPLETE);
  }

  /// All but the members of clusters, whose judgement hangs on another listing.
  private void seedOneOfEach() {
    create(Seed.instance());
    create(Seed.bucket("a-bucket"));
    if (!engine().is(EngineDeviation.NO_RDS)) {
      create(Seed.database("a-db"));
      create(Seed.cluster("a-cluster", "aurora-mysql"));
    }
  }
}
