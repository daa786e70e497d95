package dev.molly.intercept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.aws.RequestOrigin;
import dev.molly.intercept.DueCheck.Result;
import dev.molly.kind.TestKinds;
import dev.molly.plan.Goal;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
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
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;

/// With the SDK's own clients, on an AWS in this process that writes down what arrives.
class DeleteGuardInterceptorTest {
  /// Long before the server's own clock, which counts when it is earlier.
  private static final Instant NOW = Instant.parse("2020-01-02T00:00:00Z");

  private RecordingAws aws;

  @BeforeEach
  void start() throws IOException {
    aws = new RecordingAws();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  /// A request that destroys something.
  ///
  /// @param request how it is made
  /// @param name what it is called where it arrives
  /// @param question what is asked before
  /// @param retire what to type instead
  record Destroying(
      Consumer<DeleteGuardInterceptorTest> request, String name, String question, String retire) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Destroying> destructive() {
    return List.of(
        new Destroying(
            DeleteGuardInterceptorTest::terminate,
            "TerminateInstances",
            "DescribeInstances",
            "i-12345678 --kind ec2-instance --region eu-west-1"),
        new Destroying(
            DeleteGuardInterceptorTest::deleteDatabase,
            "DeleteDBInstance",
            "DescribeDBInstances",
            "orders --kind rds-instance --region eu-west-1"),
        new Destroying(
            DeleteGuardInterceptorTest::deleteCluster,
            "DeleteDBCluster",
            "DescribeDBClusters",
            "orders --kind rds-cluster --region eu-west-1"),
        new Destroying(
            DeleteGuardInterceptorTest::deleteBucket,
            "DELETE /my-bucket",
            "GET /my-bucket?tagging",
            "my-bucket --kind s3-bucket --region eu-west-1"));
  }

  private DueCheck check = (doomed, origin) -> new DueCheck.Result.NotDue("is never due here");

  @ParameterizedTest
  @MethodSource("destructive")
  void sendsNothingOfWhatIsNotDue(Destroying one) {
    assertThatThrownBy(() -> one.request().accept(this))
        .isInstanceOf(DeleteRefusedException.class)
        .isInstanceOf(SdkClientException.class)
        .hasMessageEndingWith("molly retire " + one.retire() + " --why \"...\"");

    assertThat(aws.asked()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("destructive")
  void sendsWhatItsTagsSayIsDue(Destroying one) {
    check = byTags();
    aws.record(Goal.RETIRED, Instant.parse("2020-01-01T00:00:00Z"));

    one.request().accept(this);

    assertThat(aws.asked()).containsExactly(one.question(), one.name());
    assertThat(aws.keys()).containsOnly("caller");
  }

  @ParameterizedTest
  @MethodSource("destructive")
  void asksOnlyWhenItIsNotDueYet(Destroying one) {
    aws.record(Goal.RETIRED, Instant.parse("2020-01-03T00:00:00Z"));

    refuses(one, "is not due before 2020-01-03T00:00:00Z");
  }

  @ParameterizedTest
  @MethodSource("destructive")
  void whatIsOnItsWayBackIsNotDue(Destroying one) {
    aws.record(Goal.RESTORED, Instant.parse("2020-01-01T00:00:00Z"));

    refuses(one, "is being restored");
  }

  @ParameterizedTest
  @MethodSource("destructive")
  void aRecordThatWasEditedIsNotDue(Destroying one) {
    aws.tag("molly:retire", "v=1 goal=retired due=2020-01-01T00:00:00Z sum=000000000000");

    refuses(one, "not as molly wrote them");
  }

  /// The checksum has no key: whoever may tag can write a record that molly would not.
  @ParameterizedTest
  @MethodSource("destructive")
  void aRecordThatMollyWouldNotWriteIsNotDue(Destroying one) {
    aws.wildRecord(Instant.parse("2020-01-01T00:00:00Z"));

    refuses(one, "has a record that cannot be relied on");
  }

  @ParameterizedTest
  @CsvSource({"0, reservationSet", "0, instancesSet", "1, TagList", "2, TagList", "3, TagSet"})
  void anAnswerThatLeavesOutWhatAwsAlwaysSaysIsNone(int which, String element) {
    aws.record(Goal.RETIRED, Instant.parse("2020-01-01T00:00:00Z"));
    aws.leaveOut(element);

    refuses(destructive().get(which), "could not be asked whether it is due");
  }

  @ParameterizedTest
  @MethodSource("destructive")
  void whatWasNotRetiredIsNotDue(Destroying one) {
    aws.tag("env", "test");

    refuses(one, "was not retired");
  }

  @ParameterizedTest
  @MethodSource("destructive")
  void whatCannotBeReadIsNotDue(Destroying one) {
    check = byTags();
    aws.fail(403);

    assertThatThrownBy(() -> one.request().accept(this)).hasMessageContaining("access denied");

    assertThat(aws.asked()).containsOnly(one.question());
  }

  /// Its tags are asked for, and say why not; the request itself is not sent.
  private void refuses(Destroying one, String why) {
    check = byTags();

    assertThatThrownBy(() -> one.request().accept(this)).hasMessageContaining(why);

    assertThat(aws.asked()).containsExactly(one.question());
  }

  @Test
  void aClockThatIsAheadOfAwssDeletesNothingEarly() {
    check = new TagDueCheck(TestKinds.ALL, () -> Instant.MAX);
    aws.record(Goal.RETIRED, inAnHour());

    assertThatThrownBy(this::terminate).hasMessageContaining("is not due before");
  }

  @Test
  void asksAsWhoeverTheRequestItselfNames() {
    check = byTags();
    aws.record(Goal.RETIRED, Instant.parse("2020-01-01T00:00:00Z"));
    var other = StaticCredentialsProvider.create(AwsBasicCredentials.create("other", "secret"));

    try (Ec2Client ec2 = client(Ec2Client.builder())) {
      ec2.terminateInstances(
          r ->
              r.instanceIds("i-12345678").overrideConfiguration(c -> c.credentialsProvider(other)));
    }

    assertThat(aws.keys()).containsExactly("other", "other");
  }

  @Test
  void allOfARequestMustBeDue() {
    var seen = new ArrayList<String>();
    check =
        (doomed, origin) -> {
          seen.add(doomed.identifier());
          return doomed.identifier().equals("i-2")
              ? new Result.NotDue("is precious")
              : new Result.Due();
        };

    try (Ec2Client ec2 = client(Ec2Client.builder())) {
      assertThatThrownBy(() -> ec2.terminateInstances(r -> r.instanceIds("i-1", "i-2", "i-3")))
          .hasMessageContaining("i-2 is precious")
          .hasMessageEndingWith(
              "molly retire i-1 i-2 i-3 --kind ec2-instance --region eu-west-1 --why \"...\"");
    }

    assertThat(seen).containsExactly("i-1", "i-2", "i-3");
    assertThat(aws.asked()).isEmpty();
  }

  @Test
  void aRequestThatDoesNotSayWhatIsRefused() {
    check = (doomed, origin) -> new Result.Due();

    try (Ec2Client ec2 = client(Ec2Client.builder())) {
      assertThatThrownBy(() -> ec2.terminateInstances(r -> {}))
          .isInstanceOf(DeleteRefusedException.class);
    }
  }

  @Test
  void seesTheRequestAsOthersHaveChangedIt() {
    check =
        (doomed, origin) ->
            doomed.identifier().equals("i-1") ? new Result.Due() : new Result.NotDue("is another");
    ExecutionInterceptor changes =
        new ExecutionInterceptor() {
          @Override
          public SdkRequest modifyRequest(
              Context.ModifyRequest context, ExecutionAttributes attributes) {
            return ((TerminateInstancesRequest) context.request())
                .toBuilder().instanceIds("i-2").build();
          }
        };

    try (Ec2Client ec2 =
        built(
            Ec2Client.builder(),
            List.of(new DeleteGuardInterceptor(TestKinds.ALL, check), changes))) {
      assertThatThrownBy(() -> ec2.terminateInstances(r -> r.instanceIds("i-1")))
          .hasMessageContaining("i-2 is another");
    }
  }

  @Test
  void whatDestroysNothingIsNotEvenLookedAt() {
    check =
        (doomed, origin) -> {
          throw new IllegalStateException("asked about " + doomed);
        };

    try (Ec2Client ec2 = client(Ec2Client.builder());
        S3Client s3 = client(S3Client.builder().forcePathStyle(true))) {
      ec2.describeInstances();
      ec2.stopInstances(r -> r.instanceIds("i-1"));
      s3.headObject(r -> r.bucket("my-bucket").key("k"));
    }

    assertThat(aws.asked())
        .containsExactly("DescribeInstances", "StopInstances", "HEAD /my-bucket/k");
  }

  @Test
  void knowsWhereTheRequestGoes() {
    var seen = new ArrayList<RequestOrigin>();
    check =
        (doomed, origin) -> {
          seen.add(origin);
          return new Result.NotDue("is precious");
        };

    assertThatThrownBy(this::deleteBucket).isInstanceOf(DeleteRefusedException.class);

    assertThat(seen.getFirst().region()).isEqualTo(Region.EU_WEST_1);
    assertThat(seen.getFirst().endpoint()).contains(aws.uri());
  }

  private void terminate() {
    try (Ec2Client ec2 = client(Ec2Client.builder())) {
      ec2.terminateInstances(r -> r.instanceIds("i-12345678"));
    }
  }

  private void deleteDatabase() {
    try (RdsClient rds = client(RdsClient.builder())) {
      rds.deleteDBInstance(r -> r.dbInstanceIdentifier("orders").skipFinalSnapshot(true));
    }
  }

  private void deleteCluster() {
    try (RdsClient rds = client(RdsClient.builder())) {
      rds.deleteDBCluster(r -> r.dbClusterIdentifier("orders").skipFinalSnapshot(true));
    }
  }

  private void deleteBucket() {
    try (S3Client s3 = client(S3Client.builder().forcePathStyle(true))) {
      s3.deleteBucket(r -> r.bucket("my-bucket"));
    }
  }

  private <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
    return built(builder, List.of(new DeleteGuardInterceptor(TestKinds.ALL, check)));
  }

  private <B extends AwsClientBuilder<B, C>, C> C built(
      B builder, List<ExecutionInterceptor> interceptors) {
    return builder
        .endpointOverride(aws.uri())
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("caller", "secret")))
        .overrideConfiguration(c -> interceptors.forEach(c::addExecutionInterceptor))
        .build();
  }

  private static DueCheck byTags() {
    return new TagDueCheck(TestKinds.ALL, InstantSource.fixed(NOW));
  }

  private static Instant inAnHour() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3600);
  }
}
