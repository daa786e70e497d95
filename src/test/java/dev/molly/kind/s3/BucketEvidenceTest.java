package dev.molly.kind.s3;

import static dev.molly.model.Evidence.Topic.AGE;
import static dev.molly.model.Evidence.Topic.BACKUP;
import static dev.molly.model.Evidence.Topic.SIZE;
import static dev.molly.model.Evidence.Topic.USE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.kind.EvidenceTestResource;
import dev.molly.kind.KindTestAccount;
import dev.molly.model.Evidence.Topic;
import dev.molly.model.UsageSince;
import dev.molly.sim.core.SimCall;
import dev.molly.sim.s3.SimBucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketEvidenceTest {
  private static final String INVOICES = "arn:aws:s3:::invoices";
  private static final String EVERYBODY =
      QuarantineStatement.in("", INVOICES).closed().orElseThrow();

  private final BucketKind kind = new BucketKind();
  private final KindTestAccount home = new KindTestAccount(kind);

  private EvidenceTestResource bucket(Consumer<SimBucket> description) {
    home.account.createBucket(
        KindTestAccount.REGION,
        "invoices",
        one -> {
          one.createdAgo(Duration.ofDays(500));
          description.accept(one);
        });
    return new EvidenceTestResource(home, kind, "invoices");
  }

  @Test
  void saysItsObjectsAndBytesAndWhenTheyWereCounted() {
    var it = bucket(one -> one.holding(48_210, 9_100_000_000L));

    assertThat(it.alarms(SIZE))
        .containsExactly(
            "it is not empty", "48,210 objects and versions, 9.1 GB, as counted on 2026-11-22");
  }

  @Test
  void whatWasWrittenSinceTheLastCountIsNotInIt() {
    var it = bucket(one -> {});
    home.account.bucketHolds("invoices", 10, 1000);

    assertThat(it.alarms(SIZE)).containsExactly("it is not empty");
    assertThat(it.unknown(SIZE))
        .containsExactly(
            "CloudWatch has no objects and bytes of it: they are counted once a day, and of an"
                + " empty or a new bucket not at all");
  }

  @Test
  void anEmptyBucketIsEmptyByALookAndNotByItsMetrics() {
    var it = bucket(one -> {});

    assertThat(it.note(SIZE))
        .containsExactly("it is empty now, with no version of an object and no delete marker");
  }

  @Test
  void withoutRequestMetricsItsUseIsUnknown() {
    var it = bucket(one -> one.holding(1, 1));

    assertThat(it.unknown(USE))
        .containsExactly(
            "it has no request metrics, so whether it is read or written is not known");
  }

  @Test
  void requestsAreAnAlarm() {
    var it = bucket(one -> one.holding(1, 1).requests(0.5));

    assertThat(it.alarms(USE))
        .containsExactly(
            "604,800 requests over 14 days (filter EntireBucket); the last in the hour of"
                + " 2026-11-23 07:00 UTC");
  }

  @Test
  void noRequestsAreCalm() {
    var it = bucket(one -> one.holding(1, 1).requests(0));

    assertThat(it.note(USE)).containsExactly("no requests over 14 days (filter EntireBucket)");
  }

  @Test
  void saysItsAgeAsFarAsS3Knows() {
    assertThat(bucket(one -> {}).note(AGE))
        .containsExactly("created on 2025-07-11, 500 days ago, or changed then");
  }

  @Test
  void whatIsNotVersionedAndNotReplicatedHasNoWayBack() {
    var it = bucket(one -> {});

    assertThat(it.alarms(BACKUP))
        .containsExactly(
            "versioning is off: what is deleted is gone, unless there is a copy elsewhere");
    assertThat(it.note(BACKUP)).containsExactly("it is not replicated");
  }

  /// A retirement takes such an answer for replication: the plan must not say both.
  @Test
  void aReplicationWithoutRulesIsNotKnown() {
    var it = bucket(SimBucket::replicationUnsaid);

    assertThat(it.note(BACKUP)).doesNotContain("it is not replicated");
    assertThat(it.unknown(BACKUP)).anyMatch(what -> what.startsWith("its replication"));
  }

  @Test
  void versionsAndReplicasAreCalm() {
    var it = bucket(one -> one.versioned().replicatedTo("arn:aws:s3:::copies"));

    assertThat(it.alarms(BACKUP)).isEmpty();
    assertThat(it.note(BACKUP))
        .containsExactly(
            "versioning is enabled: what is overwritten or deleted can be had back",
            "what is written since its rules were made is replicated to arn:aws:s3:::copies");
  }

  @ParameterizedTest
  @CsvSource({
    "s3:ListAllMyBuckets, AGE",
    "s3:ListBucketVersions, SIZE",
    "cloudwatch:ListMetrics, SIZE",
    "cloudwatch:ListMetrics, USE",
    "cloudwatch:GetMetricData, SIZE",
    "cloudwatch:GetMetricData, USE",
    "s3:GetBucketVersioning, BACKUP",
    "s3:GetReplicationConfiguration, BACKUP"
  })
  void aDeniedReadIsAnUnknownThatNamesThePermission(String permission, Topic topic) {
    var it = bucket(one -> one.holding(1, 1).requests(1));

    assertThat(kind.evidencePermissions()).contains(permission);
    it.assertNamedWhenDenied(permission, topic);
  }

  @Test
  void takesNoPermissionThatItDoesNotSay() {
    var it = bucket(one -> one.holding(1, 1).requests(1));
    int before = home.cloud.calls().size();

    it.evidence();
    it.usedSince(home.cloud.clock().instant());

    var permissions = new ArrayList<String>();
    home.cloud.calls().stream()
        .skip(before)
        .map(SimCall::api)
        .distinct()
        .map(
            api ->
                switch (api) {
                  case "s3:ListBuckets" -> "s3:ListAllMyBuckets";
                  case "s3:ListObjectVersions" -> "s3:ListBucketVersions";
                  case "s3:GetBucketReplication" -> "s3:GetReplicationConfiguration";
                  default -> api;
                })
        .forEach(permissions::add);
    assertThat(permissions).containsExactlyInAnyOrderElementsOf(kind.evidencePermissions());
  }

  @Test
  void aQuarantinedBucketWasNotUsed() {
    assertThat(QuarantineStatement.in(EVERYBODY, INVOICES).state())
        .isEqualTo(QuarantineStatement.State.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MollyQuarantine>SomebodyElses",
        "\"Deny\">\"Allow\"",
        "\"Principal\":\"*\">\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"}",
        "s3:GetObject>s3:GetNothing",
        "s3:PutObject>s3:PutNothing",
        "arn:aws:s3:::invoices/*>arn:aws:s3:::invoices/a/*"
      })
  void aStatementThatWasEditedIsNoQuarantine(String edit) {
    String[] parts = edit.split(">", -1);
    String edited = EVERYBODY.replace(parts[0], parts[1]);

    assertThat(edited).isNotEqualTo(EVERYBODY);
    assertThat(QuarantineStatement.in(edited, INVOICES).state())
        .isNotEqualTo(QuarantineStatement.State.CLOSED);
  }

  @Test
  void whatIsNoPolicyIsNoQuarantine() {
    assertThat(QuarantineStatement.in("", INVOICES).state())
        .isNotEqualTo(QuarantineStatement.State.CLOSED);
    assertThat(QuarantineStatement.in("{", INVOICES).state())
        .isNotEqualTo(QuarantineStatement.State.CLOSED);
  }

  @Test
  void aBucketUnderQuarantineCannotBeUsed() {
    var it = bucket(one -> one.policy(EVERYBODY));

    assertThat(it.usedSince(home.cloud.clock().instant())).isInstanceOf(UsageSince.No.class);
  }

  @Test
  void ofAnyOtherBucketNobodyKnows() {
    var it = bucket(one -> one.holding(1, 1));

    assertThat(it.usedSince(home.cloud.clock().instant()))
        .isEqualTo(
            new UsageSince.Unknown(
                "it is not quarantined, and S3 keeps no record of who uses a bucket", ""));
  }

  @Test
  void whetherItWasUsedIsUnknownWithoutThePermission() {
    var it = bucket(one -> {});
    home.cloud.faults().deny("s3:GetBucketPolicy");

    assertThat(it.usedSince(home.cloud.clock().instant()))
        .isInstanceOfSatisfying(
            UsageSince.Unknown.class,
            unknown -> assertThat(unknown.missingPermission()).isEqualTo("s3:GetBucketPolicy"));
  }
}
