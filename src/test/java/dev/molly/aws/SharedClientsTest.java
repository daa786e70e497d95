package dev.molly.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RegionId;
import dev.molly.model.UserError;
import dev.molly.plan.IamGrant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.s3.S3Client;

/// A server on this machine looks at the access key of each request: it is that of the session that
/// makes the call, whatever other sessions share its client.
@Isolated("it sets system properties")
class SharedClientsTest {
  private static final RegionId REGION = new RegionId("eu-west-1");
  private static final List<AccountRef.Configured> ACCOUNTS =
      List.of(account("111111111111"), account("222222222222"));
  private static final Pattern KEY = Pattern.compile("Credential=KEYOF(\\d{12})(SCOPED)?/");
  private static final Pattern ROLE = Pattern.compile("RoleArn=arn%3Aaws%3Aiam%3A%3A(\\d{12})");
  private static final int CALLS = 60;

  /// For each request the account of its key, and what it asked.
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();

  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
    System.setProperty("aws.endpointUrl", "http://127.0.0.1:" + server.getAddress().getPort());
    System.setProperty("aws.accessKeyId", "KEYOF999999999999");
    System.setProperty("aws.secretAccessKey", "secret");
  }

  @AfterEach
  void stop() {
    server.stop(0);
    for (String name : List.of("endpointUrl", "accessKeyId", "secretAccessKey")) {
      System.clearProperty("aws." + name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "not a url"})
  void anEndpointThatIsNoUrlIsTheUsersErrorAndNotOurs(String endpoint) {
    System.setProperty("aws.endpointUrl", endpoint);

    try (var aws = new SdkAwsAccounts("", REGION, RateLimitConfig.DEFAULT)) {
      assertThatThrownBy(() -> aws.session(new AccountRef.Own()))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("Check AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_STS");
    }
  }

  @Test
  void twoAccountsInParallelEachAskWithTheirOwnKey() {
    try (var aws = new SdkAwsAccounts("", REGION, RateLimitConfig.DEFAULT);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<AccountSession> sessions = ACCOUNTS.stream().map(aws::session).toList();
      var calls =
          IntStream.range(0, CALLS)
              .mapToObj(n -> sessions.get(n % 2))
              .map(session -> threads.submit(() -> answersAre(session)))
              .toList();

      assertThat(calls).allSatisfy(call -> assertThat(call.get()).isTrue());
    }
    for (AccountRef.Configured each : ACCOUNTS) {
      assertThat(requests)
          .filteredOn(asked -> asked.startsWith(each.id() + " "))
          .hasSize(3 * CALLS / 2 + 1);
    }
  }

  /// The answer names the key of its request: in EC2 an instance, in S3 a bucket, in DynamoDB a
  /// table.
  private static boolean answersAre(AccountSession session) {
    String account = session.identity().account().value();
    String instance =
        session
            .client(Ec2Client.class, REGION)
            .describeInstancesPaginator(r -> r.maxResults(100))
            .stream()
            .toList()
            .getFirst()
            .reservations()
            .getFirst()
            .ownerId();
    String bucket =
        session
            .client(S3Client.class, REGION)
            .listBuckets(r -> r.maxBuckets(1))
            .buckets()
            .getFirst()
            .name();
    String table =
        session.client(DynamoDbClient.class, REGION).listTablesPaginator().tableNames().stream()
            .toList()
            .getFirst();
    return List.of(instance, bucket, table).equals(List.of(account, account, account));
  }

  @Test
  void aSessionOfAFewGrantsKeepsItsOwnKeyBesideThatOfTheWholeRole() {
    try (var aws = new SdkAwsAccounts("", REGION, RateLimitConfig.DEFAULT)) {
      AccountSession whole = aws.session(ACCOUNTS.getFirst());
      var grant =
          new IamGrant(
              "ec2:TerminateInstances",
              "arn:aws:ec2:eu-west-1:111111111111:instance/i-1",
              List.of());
      AccountSession scoped = aws.session(ACCOUNTS.getFirst(), Set.of(grant), List.of());
      requests.clear();

      scoped.client(Ec2Client.class, REGION).describeInstances();
      whole.client(Ec2Client.class, REGION).describeInstances();
      scoped
          .attempt(REGION, "ec2:DescribeInstances")
          .write(session -> session.client(Ec2Client.class, REGION).describeInstances());
    }

    assertThat(requests)
        .containsExactly(
            "111111111111 SCOPED DescribeInstances",
            "111111111111 DescribeInstances",
            "111111111111 SCOPED DescribeInstances");
  }

  @Test
  void aRequestOfNoSessionIsNotSentAndNoOtherCredentialsAreLookedFor() {
    var http = new CannedHttp(CannedHttp.Canned.of(200, "text/xml", "<x/>"));
    var factory = new SdkClientFactory(http, "", RateLimitConfig.DEFAULT, new CallCounter(), null);
    Ec2Client shared = (Ec2Client) factory.shared(AwsService.of(Ec2Client.class), REGION, true);
    var other = StaticCredentialsProvider.create(AwsBasicCredentials.create("other", "other"));

    assertThatThrownBy(() -> shared.describeInstances())
        .isInstanceOf(SdkClientException.class)
        .hasMessageContaining("not sent, which is a bug in molly: no session made the request");
    assertThatThrownBy(
            () ->
                shared.describeInstances(
                    r -> r.overrideConfiguration(c -> c.credentialsProvider(other))))
        .isInstanceOf(SdkClientException.class)
        .hasMessageContaining("not sent, which is a bug in molly: no session made the request");
    assertThat(http.asked()).isZero();
  }

  @Test
  void aRequestWithOtherCredentialsIsRefused() {
    var other = StaticCredentialsProvider.create(AwsBasicCredentials.create("other", "other"));
    DescribeInstancesRequest request =
        DescribeInstancesRequest.builder()
            .overrideConfiguration(c -> c.credentialsProvider(other))
            .build();
    try (var aws = new SdkAwsAccounts("", REGION, RateLimitConfig.DEFAULT)) {
      Ec2Client ec2 = aws.session(ACCOUNTS.getFirst()).client(Ec2Client.class, REGION);

      assertThatThrownBy(() -> ec2.describeInstances(request))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the request has credentials of its own");
    }
  }

  private static AccountRef.Configured account(String id) {
    return new AccountRef.Configured(
        new AccountId(id),
        id,
        Optional.of("arn:aws:iam::" + id + ":role/molly"),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      Matcher key =
          KEY.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      String account = key.find() ? key.group(1) : "none";
      String scoped = key.group(2) == null ? " " : " SCOPED ";
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      String action =
          target != null
              ? target.replaceFirst(".*\\.", "")
              : body.isEmpty() ? "ListBuckets" : body.replaceFirst("(?s).*Action=(\\w+).*", "$1");
      requests.add(account + scoped + action);
      byte[] answer = answer(action, account, body).getBytes(UTF_8);
      exchange.getResponseHeaders().set("x-amzn-requestid", "r");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static String answer(String action, String account, String body) {
    return switch (action) {
      case "AssumeRole" -> assumed(body);
      case "GetCallerIdentity" ->
          "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:sts::%1$s:assumed-role/molly/x</Arn><UserId>u</UserId><Account>%1$s</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
              .formatted(account);
      case "DescribeInstances" ->
          "<DescribeInstancesResponse><requestId>r</requestId><reservationSet><item><reservationId>r-1</reservationId><ownerId>%s</ownerId><instancesSet/></item></reservationSet></DescribeInstancesResponse>"
              .formatted(account);
      case "ListBuckets" ->
          "<ListAllMyBucketsResult><Buckets><Bucket><Name>%s</Name></Bucket></Buckets></ListAllMyBucketsResult>"
              .formatted(account);
      case "ListTables" -> "{\"TableNames\":[\"%s\"]}".formatted(account);
      default -> throw new IllegalArgumentException(action);
    };
  }

  private static String assumed(String body) {
    Matcher role = ROLE.matcher(body);
    assertThat(role.find()).isTrue();
    String key = "KEYOF" + role.group(1) + (body.contains("Policy=") ? "SCOPED" : "");
    return "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>"
        .formatted(key);
  }
}
