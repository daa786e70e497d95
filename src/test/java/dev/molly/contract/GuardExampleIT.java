package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.intercept.DeleteGuardInterceptor;
import dev.molly.intercept.DeleteRefusedException;
import dev.molly.intercept.Records;
import dev.molly.plan.Goal;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/// The README's example of the guard in a program's own clients; and the guard on moto.
@Tag(Engine.MOTO)
class GuardExampleIT {
  private static final String BUCKET = "orders-archive";

  private URI moto = URI.create("");

  @BeforeEach
  void start() {
    moto = MotoServer.orSkip().uri();
    MotoServer.orSkip().empty();
  }

  @AfterEach
  void leaveNothing() {
    ThreadProperties.clear();
  }

  @Test
  void theExampleDeletesNothing() {
    ThreadProperties.set(settings());
    try (S3Client s3 = client(S3Client.builder().forcePathStyle(true), false)) {
      s3.createBucket(r -> r.bucket(BUCKET));

      example();

      assertThat(s3.headBucket(r -> r.bucket(BUCKET))).isNotNull();
    }
  }

  @Test
  void aBucketGoesOnlyWhenItIsDue() {
    try (S3Client s3 = client(S3Client.builder().forcePathStyle(true), false);
        S3Client guarded = client(S3Client.builder().forcePathStyle(true), true)) {
      s3.createBucket(r -> r.bucket(BUCKET));
      assertThatThrownBy(() -> guarded.deleteBucket(r -> r.bucket(BUCKET)))
          .isInstanceOf(DeleteRefusedException.class);
      assertThat(s3.headBucket(r -> r.bucket(BUCKET))).isNotNull();

      tag(s3, Instant.now().minusSeconds(60));
      guarded.deleteBucket(r -> r.bucket(BUCKET));

      assertThatThrownBy(() -> s3.headBucket(r -> r.bucket(BUCKET)))
          .isInstanceOf(NoSuchBucketException.class);
    }
  }

  @Test
  void anInstanceAndADatabaseStay() {
    try (Ec2Client ec2 = client(Ec2Client.builder(), true);
        RdsClient rds = client(RdsClient.builder(), true)) {
      String id =
          ec2.runInstances(r -> r.imageId("ami-12345678").minCount(1).maxCount(1))
              .instances()
              .getFirst()
              .instanceId();
      rds.createDBInstance(
          r ->
              r.dbInstanceIdentifier("orders")
                  .engine("mysql")
                  .dbInstanceClass("db.t3.micro")
                  .masterUsername("admin")
                  .masterUserPassword("not-a-secret")
                  .allocatedStorage(20));

      assertThatThrownBy(() -> ec2.terminateInstances(r -> r.instanceIds(id)))
          .isInstanceOf(DeleteRefusedException.class)
          .hasMessageContaining(id + " was not retired");
      assertThatThrownBy(
              () ->
                  rds.deleteDBInstance(
                      r -> r.dbInstanceIdentifier("orders").skipFinalSnapshot(true)))
          .isInstanceOf(DeleteRefusedException.class)
          .hasMessageContaining("orders was not retired");
      assertThatThrownBy(
              () -> rds.deleteDBCluster(r -> r.dbClusterIdentifier("none").skipFinalSnapshot(true)))
          .isInstanceOf(DeleteRefusedException.class);
      assertThat(
              ec2.describeInstances(r -> r.instanceIds(id))
                  .reservations()
                  .getFirst()
                  .instances()
                  .getFirst()
                  .state()
                  .nameAsString())
          .isEqualTo("running");
      assertThat(rds.describeDBInstances().dbInstances()).hasSize(1);
    }
  }

  private static void example() {
    try (S3Client s3 =
        S3Client.builder()
            .overrideConfiguration(c -> c.addExecutionInterceptor(new DeleteGuardInterceptor()))
            .build()) {
      s3.deleteBucket(r -> r.bucket("orders-archive"));
    } catch (DeleteRefusedException refused) {
      System.err.println(refused.getMessage());
    }
  }

  /// What the example's client is built from, before anything that this process was started with.
  private Map<String, String> settings() {
    return Map.of(
        "aws.endpointUrlS3", moto.toString(),
        "aws.region", Region.EU_WEST_1.id(),
        "aws.accessKeyId", AwsEndpoint.ADMIN.accessKeyId(),
        "aws.secretAccessKey", AwsEndpoint.ADMIN.secretAccessKey());
  }

  private static void tag(S3Client s3, Instant due) {
    var tags =
        Records.of(BUCKET, Goal.RETIRED, due).entrySet().stream()
            .map(
                tag ->
                    software.amazon.awssdk.services.s3.model.Tag.builder()
                        .key(tag.getKey())
                        .value(tag.getValue())
                        .build())
            .toList();
    s3.putBucketTagging(r -> r.bucket(BUCKET).tagging(t -> t.tagSet(tags)));
  }

  private <B extends AwsClientBuilder<B, C>, C> C client(B builder, boolean guarded) {
    return builder
        .endpointOverride(moto)
        .region(Region.EU_WEST_1)
        .credentialsProvider(StaticCredentialsProvider.create(AwsEndpoint.ADMIN))
        .overrideConfiguration(
            c -> {
              if (guarded) {
                c.addExecutionInterceptor(new DeleteGuardInterceptor());
              }
            })
        .build();
  }
}
