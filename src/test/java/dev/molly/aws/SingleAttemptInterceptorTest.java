package dev.molly.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.molly.aws.AwsException.Reason;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RegionId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.ec2.Ec2Client;

/// A write over HTTP, as the SDK really sends it.
@Isolated("it sets a system property")
class SingleAttemptInterceptorTest {
  private static final String ENDPOINT = "aws.endpointUrl";
  private static final AccountRegion HERE =
      new AccountRegion(new AccountId("111122223333"), new RegionId("eu-west-1"));
  private static final String THROTTLED =
      "<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>Request limit exceeded."
          + "</Message></Error></Errors><RequestID>1</RequestID></Response>";

  private final AtomicInteger requests = new AtomicInteger();
  private final SdkHttpClient http = Apache5HttpClient.create();
  private HttpServer server;
  private int status = 503;
  private String body = THROTTLED;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    System.setProperty(ENDPOINT, "http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    System.clearProperty(ENDPOINT);
    server.stop(0);
    http.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.incrementAndGet();
      byte[] bytes = body.getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "text/xml");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Test
  void aThrottledWriteIsSentOnce() {
    AwsException no = terminate(Instant.now());

    assertThat(requests).hasValue(1);
    assertThat(no.reason()).isEqualTo(Reason.THROTTLED);
    assertThat(no.isWithoutEffect()).isTrue();
  }

  @Test
  void aServerErrorIsNoProofThatNothingWasDone() {
    status = 500;
    body = THROTTLED.replace("RequestLimitExceeded", "InternalError");

    AwsException no = terminate(Instant.now());

    assertThat(requests).hasValue(1);
    assertThat(no.isWithoutEffect()).isFalse();
  }

  @Test
  void aRefusalByWhatStandsInBetweenIsNoProofThatNothingWasDone() {
    status = 403;
    body = "<html><body>Forbidden by the gateway</body></html>";

    AwsException no = terminate(Instant.now());

    assertThat(requests).hasValue(1);
    assertThat(no.isWithoutEffect()).isFalse();
  }

  @Test
  void aWriteThatWasDecidedTooLongAgoIsNotSent() {
    AwsException no =
        terminate(Instant.now().minus(SingleAttemptInterceptor.SOON_ENOUGH).minusSeconds(1));

    assertThat(requests).hasValue(0);
    assertThat(no.isWithoutEffect()).isTrue();
    assertThat(no).hasMessageContaining("not sent");
  }

  @Test
  void aWriteThatNoLookDecidedIsNotSent() {
    try (Ec2Client ec2 = writer()) {
      AwsException no =
          catchThrowableOfType(
              AwsException.class,
              () ->
                  AwsCalls.call(
                      "ec2:TerminateInstances",
                      () -> ec2.terminateInstances(r -> r.instanceIds("i-0abc"))));

      assertThat(requests).hasValue(0);
      assertThat(no.isWithoutEffect()).isTrue();
    }
  }

  private AwsException terminate(Instant began) {
    try (Ec2Client ec2 = writer()) {
      return catchThrowableOfType(
          AwsException.class,
          () ->
              SingleAttemptInterceptor.begun(
                  began,
                  () ->
                      AwsCalls.call(
                          "ec2:TerminateInstances",
                          () -> ec2.terminateInstances(r -> r.instanceIds("i-0abc")))));
    }
  }

  private Ec2Client writer() {
    var keys = StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
    return new SdkClientFactory(http, "", RateLimitConfig.DEFAULT, new CallCounter(), null)
        .writing()
        .client(Ec2Client.class, keys, HERE);
  }

  @Test
  void theLookOfAWriteIsNoOlderThanItsSignatureIsGood() {
    assertThat(SingleAttemptInterceptor.SOON_ENOUGH).isLessThan(Duration.ofMinutes(5));
  }
}
