package dev.molly.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.molly.aws.AwsException.Reason;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RegionId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.ec2.Ec2Client;

/// The SDK really repeats these calls. Time passes only while an attempt is on its way.
class OutageInterceptorTest {
  private static final AccountId ACCOUNT = new AccountId("111122223333");
  private static final AccountId OTHER = new AccountId("444455556666");
  private static final RegionId DOWN = new RegionId("eu-north-1");
  private static final RegionId UP = new RegionId("eu-west-1");
  private static final Duration ATTEMPT = Duration.ofSeconds(31);

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final Network network = new Network();
  private final SdkClientFactory clients =
      new SdkClientFactory(
          network, "", RateLimitConfig.DEFAULT, new CallCounter(), null, new TestClock());

  @Test
  void aRegionThatDoesNotAnswerIsGivenUpAfterAMinuteAndItsNextCallsAtOnce() {
    network.silent(DOWN);

    AwsException first = fails(ACCOUNT, DOWN);
    int asked = network.asked(DOWN);
    AwsException next = fails(OTHER, DOWN);

    assertThat(asked).isEqualTo(2);
    assertThat(network.asked(DOWN)).isEqualTo(asked);
    assertThat(first.reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(next)
        .hasMessage(
            "ec2:DescribeInstances: no answer in eu-north-1 for more than a minute, given up");
    describe(ACCOUNT, UP);
  }

  @Test
  void aRegionThatWasGivenUpIsAskedAgainAfterAMinute() {
    network.silent(DOWN);
    fails(ACCOUNT, DOWN);
    network.up(DOWN);

    pass(OutageInterceptor.PAUSE);

    describe(ACCOUNT, DOWN);
    describe(OTHER, DOWN);
  }

  @Test
  void anAnswerToAnyCallMeansThatTheRegionIsUp() {
    network.silent(DOWN, 1);
    describe(ACCOUNT, DOWN);
    pass(OutageInterceptor.PATIENCE);

    network.silent(DOWN, 1);

    describe(ACCOUNT, DOWN);
    assertThat(network.asked(DOWN)).isEqualTo(4);
  }

  @Test
  void anAccountThatIsThrottledForAMinuteIsGivenUpAndNotTheOthers() {
    network.throttled(ACCOUNT);

    AwsException first = fails(ACCOUNT, UP);
    int asked = network.asked(UP);
    fails(ACCOUNT, UP);

    assertThat(network.asked(UP)).isEqualTo(asked);
    assertThat(first.reason()).isEqualTo(Reason.THROTTLED);
    assertThat(first).hasMessageContaining("throttled every call of this account in eu-west-1");
    describe(OTHER, UP);
  }

  /// A scan of many accounts must not take a region without the service for one that does not
  /// answer.
  @Test
  void aHostThatDoesNotExistIsStillKnownAsTheCauseWhenItsApiIsGivenUp() {
    network.silent(DOWN);
    network.failure = new UnknownHostException("ec2.eu-north-1.amazonaws.com");
    network.fast.set(8);
    fails(ACCOUNT, DOWN);
    pass(OutageInterceptor.PATIENCE);
    AwsException givenUp = fails(ACCOUNT, DOWN);
    int asked = network.asked(DOWN);

    AwsException next = fails(OTHER, DOWN);

    assertThat(network.asked(DOWN)).isEqualTo(asked).isEqualTo(9);
    assertThat(givenUp).hasMessageEndingWith("given up").hasRootCause(network.failure);
    assertThat(next).hasMessageEndingWith("given up").hasRootCause(network.failure);
    network.up(DOWN);
    pass(OutageInterceptor.PAUSE);
    describe(OTHER, DOWN);
  }

  /// The SDK's own limit on retries is one for all clients.
  @Test
  void aRegionThatIsDownTakesNoRetriesFromAnother() {
    network.broken(DOWN, 200);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 60).forEach(_ -> threads.execute(() -> fails(ACCOUNT, DOWN)));
    }
    network.silent(UP, 1);

    describe(ACCOUNT, UP);

    assertThat(network.asked(UP)).isEqualTo(2);
  }

  /// The limits of the HTTP client are on the time between two bytes: an answer that trickles has
  /// no end by them.
  @Test
  void anAttemptOfAReadHasAnEnd() {
    var client = clients.shared(AwsService.of(Ec2Client.class), UP, true);

    assertThat(client.serviceClientConfiguration().overrideConfiguration().apiCallAttemptTimeout())
        .contains(SdkClientFactory.LONGEST_READ);
  }

  private void pass(Duration length) {
    now.updateAndGet(before -> before.plus(length));
  }

  private void describe(AccountId account, RegionId region) {
    var keys = StaticCredentialsProvider.create(AwsBasicCredentials.create(account.value(), "key"));
    Ec2Client ec2 = clients.client(Ec2Client.class, keys, new AccountRegion(account, region));
    AwsCalls.call("ec2:DescribeInstances", () -> ec2.describeInstances());
  }

  private AwsException fails(AccountId account, RegionId region) {
    return catchThrowableOfType(AwsException.class, () -> describe(account, region));
  }

  private final class TestClock extends Clock {
    @Override
    public Instant instant() {
      return Objects.requireNonNull(now.get());
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  /// A network on which some are not as they should be.
  private final class Network implements SdkHttpClient {
    private static final String EMPTY =
        "<DescribeInstancesResponse><requestId>r</requestId><reservationSet/></DescribeInstancesResponse>";
    private static final String THROTTLED =
        "<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>No.</Message></Error>"
            + "</Errors><RequestID>r</RequestID></Response>";

    private final Map<RegionId, AtomicInteger> silent = new ConcurrentHashMap<>();
    private final Map<RegionId, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Map<String, Boolean> throttled = new ConcurrentHashMap<>();
    private final AtomicInteger fast = new AtomicInteger();
    private IOException failure = new SocketTimeoutException("Read timed out");

    void silent(RegionId region) {
      silent(region, Integer.MAX_VALUE);
    }

    void silent(RegionId region, int attempts) {
      silent.put(region, new AtomicInteger(attempts));
    }

    /// Its connections break, and the first ones at once.
    void broken(RegionId region, int atOnce) {
      fast.set(atOnce);
      silent(region);
    }

    void up(RegionId region) {
      silent.remove(region);
    }

    void throttled(AccountId account) {
      throttled.put(account.value(), true);
    }

    int asked(RegionId region) {
      return Objects.requireNonNull(asked.get(region)).get();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          var region = new RegionId(request.httpRequest().host().split("\\.", -1)[1]);
          asked.computeIfAbsent(region, _ -> new AtomicInteger()).incrementAndGet();
          if (silent.containsKey(region) && silent.get(region).getAndDecrement() > 0) {
            if (fast.getAndDecrement() <= 0) {
              pass(ATTEMPT);
            }
            throw failure;
          }
          String signer = request.httpRequest().firstMatchingHeader("Authorization").orElseThrow();
          boolean refused = throttled.keySet().stream().anyMatch(signer::contains);
          if (refused) {
            pass(OutageInterceptor.PATIENCE);
          }
          return HttpExecuteResponse.builder()
              .response(
                  SdkHttpResponse.builder()
                      .statusCode(refused ? 503 : 200)
                      .putHeader("Content-Type", "text/xml")
                      .build())
              .responseBody(
                  AbortableInputStream.create(
                      new ByteArrayInputStream((refused ? THROTTLED : EMPTY).getBytes(UTF_8))))
              .build();
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}
  }
}
