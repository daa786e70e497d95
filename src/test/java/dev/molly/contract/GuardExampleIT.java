package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.molly.intercept.MollyGuard;
import dev.molly.intercept.Records;
import dev.molly.intercept.RefusedByMolly;
import dev.molly.model.Goal;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
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

  /// Without credentials or a region in this process, it ends before anything is sent; with them,
  /// it is refused, and says so.
  @Test
  void theExampleDeletesNothing() {
    assertThat(catchThrowable(GuardExampleIT::example))
        .satisfiesAnyOf(
            thrown -> assertThat(thrown).isNull(),
            thrown -> assertThat(thrown).isInstanceOf(SdkException.class));
  }

  @Test
  void aBucketGoesOnlyWhenItIsDue() {
    try (S3Client s3 = client(S3Client.builder().forcePathStyle(true), false);
        S3Client guarded = client(S3Client.builder().forcePathStyle(true), true)) {
      s3.createBucket(r -> r.bucket(BUCKET));
      assertThatThrownBy(() -> guarded.deleteBucket(r -> r.bucket(BUCKET)))
          .isInstanceOf(RefusedByMolly.class);
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
          .isInstanceOf(RefusedByMolly.class)
          .hasMessageContaining(id + " was not retired");
      assertThatThrownBy(
              () ->
                  rds.deleteDBInstance(
                      r -> r.dbInstanceIdentifier("orders").skipFinalSnapshot(true)))
          .isInstanceOf(RefusedByMolly.class)
          .hasMessageContaining("orders was not retired");
      assertThatThrownBy(
              () -> rds.deleteDBCluster(r -> r.dbClusterIdentifier("none").skipFinalSnapshot(true)))
          .isInstanceOf(RefusedByMolly.class);
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
            .overrideConfiguration(c -> c.addExecutionInterceptor(new MollyGuard()))
            .build()) {
      s3.deleteBucket(r -> r.bucket("orders-archive"));
    } catch (RefusedByMolly refused) {
      System.err.println(refused.getMessage());
    }
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
                c.addExecutionInterceptor(new MollyGuard());
              }
            })
        .build();
  }
}
