package dev.molly.intercept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.aws.RequestOrigin;
import dev.molly.kind.TestKinds;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/// What molly relies on and does not put in another's place: with the SDK's own clients.
class DependencyCheckTest {
  private RecordingAws aws;

  @BeforeEach
  void start() throws IOException {
    aws = new RecordingAws();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  /// @param name what the request is called where it arrives
  /// @param question what is asked before
  record Asked(Consumer<DependencyCheckTest> request, String name, String question) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Asked> asked() {
    return List.of(
        new Asked(
            test -> test.ec2(ec2 -> ec2.deleteSnapshot(r -> r.snapshotId("snap-1"))),
            "DeleteSnapshot",
            "DescribeSnapshots"),
        new Asked(
            test -> test.ec2(ec2 -> ec2.deleteVolume(r -> r.volumeId("vol-1"))),
            "DeleteVolume",
            "DescribeVolumes"),
        new Asked(
            test -> test.rds(rds -> rds.deleteDBSnapshot(r -> r.dbSnapshotIdentifier("s"))),
            "DeleteDBSnapshot",
            "DescribeDBSnapshots"),
        new Asked(
            test ->
                test.rds(
                    rds -> rds.deleteDBClusterSnapshot(r -> r.dbClusterSnapshotIdentifier("s"))),
            "DeleteDBClusterSnapshot",
            "DescribeDBClusterSnapshots"),
        new Asked(
            test -> test.s3(s3 -> s3.deleteObject(r -> r.bucket("my-bucket").key("k"))),
            "DELETE /my-bucket/k",
            "GET /my-bucket?tagging"),
        new Asked(
            test ->
                test.s3(
                    s3 ->
                        s3.deleteObjects(
                            r ->
                                r.bucket("my-bucket")
                                    .delete(
                                        d ->
                                            d.objects(
                                                ObjectIdentifier.builder().key("k").build())))),
            "POST /my-bucket?delete",
            "GET /my-bucket?tagging"));
  }

  @ParameterizedTest
  @MethodSource("asked")
  void refusesWhatIsAFinalCopy(Asked one) {
    aws.tag("molly:copy-of", "i-0123456789abcdef0");

    assertThatThrownBy(() -> one.request().accept(this))
        .isInstanceOf(DeleteRefusedException.class)
        .hasMessageContaining("is a final copy of i-0123456789abcdef0, which molly took");
    assertThat(aws.asked()).containsExactly(one.question());
  }

  @Test
  void theTagOfACopyIsTakenOffWhereTheCopyIs() {
    aws.tag("molly:copy-of", "i-0123456789abcdef0");

    assertThatThrownBy(() -> ec2(ec2 -> ec2.deleteSnapshot(r -> r.snapshotId("snap-1"))))
        .hasMessageEndingWith(
            "take its tag molly:copy-of off first, if it must go: test \"$(aws sts"
                + " get-caller-identity --query Account --output text)\" = 111122223333 && aws ec2"
                + " delete-tags --region eu-west-1 --resources snap-1 --tags Key=molly:copy-of");
  }

  @ParameterizedTest
  @MethodSource("asked")
  void refusesWhatIsRetired(Asked one) {
    aws.tag("molly:retire-why", "nobody uses it");

    assertThatThrownBy(() -> one.request().accept(this))
        .isInstanceOf(DeleteRefusedException.class)
        .hasMessageContaining("is retired")
        .hasMessageContaining("molly restore ");
    assertThat(aws.asked()).containsExactly(one.question());
  }

  @ParameterizedTest
  @MethodSource("asked")
  void sendsWhatMollyDoesNotRelyOn(Asked one) {
    aws.tag("molly:lease", "v=1");

    one.request().accept(this);

    assertThat(aws.asked()).containsExactly(one.question(), one.name());
    assertThat(aws.keys()).containsOnly("caller");
  }

  @ParameterizedTest
  @MethodSource("asked")
  void refusesWhatCannotBeAskedAbout(Asked one) {
    aws.fail(403);

    assertThatThrownBy(() -> one.request().accept(this))
        .isInstanceOf(DeleteRefusedException.class)
        .hasMessageContaining("could not be asked whether molly relies on it");
    assertThat(aws.asked()).containsOnly(one.question());
  }

  /// AWS always says each of these: of an answer without it, nothing is known.
  @ParameterizedTest
  @CsvSource({
    "DELETE_STACK, reservationSet",
    "DELETE_STACK, instancesSet",
    "DELETE_STACK, DBInstances",
    "DELETE_STACK, DBClusters",
    "DELETE_STACK, TagList",
    "SCHEDULE_KEY_DELETION, snapshotSet",
    "SCHEDULE_KEY_DELETION, DBSnapshots",
    "SCHEDULE_KEY_DELETION, DBClusterSnapshots",
    "DELETE_DB_SNAPSHOT, TagList",
    "DELETE_DB_CLUSTER_SNAPSHOT, TagList",
  })
  void refusesWhenAnAnswerLeavesOutWhatAwsAlwaysSays(ProtectedCommand what, String element) {
    aws.tag("env", "test");
    var origin =
        new RequestOrigin(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("caller", "secret")),
            Region.EU_WEST_1,
            "",
            Optional.of(aws.uri()));
    if (what != ProtectedCommand.DELETE_STACK) {
      assertThat(DependencyCheck.of(what, "k-9", origin))
          .isInstanceOf(DependencyCheck.Result.Unused.class);
    }

    aws.leaveOut(element);

    assertThat(DependencyCheck.of(what, "k-9", origin))
        .isInstanceOfSatisfying(
            DependencyCheck.Result.InUse.class,
            kept ->
                assertThat(kept.why()).startsWith("could not be asked whether molly relies on it"));
  }

  @Test
  void refusesTheKeyOfAFinalCopy() {
    aws.tag("molly:copy-of", "i-0123456789abcdef0");

    try (KmsClient kms = client(KmsClient.builder())) {
      assertThatThrownBy(() -> kms.scheduleKeyDeletion(r -> r.keyId("k-1")))
          .isInstanceOf(DeleteRefusedException.class)
          .hasMessageContaining("key k-1 encrypts snap-1, a final copy that molly took");
    }
  }

  @Test
  void sendsTheDeletionOfAnotherKey() {
    aws.tag("molly:copy-of", "i-0123456789abcdef0");

    try (KmsClient kms = client(KmsClient.builder())) {
      kms.scheduleKeyDeletion(r -> r.keyId("k-2"));
    }
    assertThat(aws.asked()).endsWith("POST /");
  }

  private void ec2(Consumer<Ec2Client> request) {
    try (Ec2Client ec2 = client(Ec2Client.builder())) {
      request.accept(ec2);
    }
  }

  private void rds(Consumer<RdsClient> request) {
    try (RdsClient rds = client(RdsClient.builder())) {
      request.accept(rds);
    }
  }

  private void s3(Consumer<S3Client> request) {
    try (S3Client s3 = client(S3Client.builder().forcePathStyle(true))) {
      request.accept(s3);
    }
  }

  private <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
    DueCheck never = (doomed, origin) -> new DueCheck.Result.NotDue("is never due here");
    return builder
        .endpointOverride(aws.uri())
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("caller", "secret")))
        .overrideConfiguration(
            c -> c.addExecutionInterceptor(new DeleteGuardInterceptor(TestKinds.ALL, never)))
        .build();
  }
}
