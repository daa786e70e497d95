package dev.molly.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.molly.aws.AccountSession;
import dev.molly.aws.RequestOrigin;
import dev.molly.contract.kinds.SwitchCase;
import dev.molly.model.AccountId;
import dev.molly.model.ControlId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;

/// The write of each switch on the wire, by the SDK's own client. Moto lacks the writes of log
/// groups, EKS clusters, CloudFormation stacks and images, so no other test sends them.
class SwitchWriteTest {
  private static final String JSON = "application/x-amz-json-1.1";
  private static final RegionId IRELAND = new RegionId("eu-west-1");

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  static List<SwitchCase> cases() {
    return SwitchCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theWriteIsTheRequestThatAwsDocuments(SwitchCase one) {
    ControlId control = one.kind().controls().getFirst().id();
    var id = new ResourceId(one.kind().id(), new AccountId("123456789012"), IRELAND, "uid");
    var ref = new ResourceRef(id, "orders", "orders", "arn:aws:x:eu-west-1:123456789012:orders");
    var on = new Change(ref, control, "off", "on");
    if (one.kind().writePermissions().isEmpty()) {
      assertThat(one.request("orders", true)).isEmpty();
      assertThatThrownBy(() -> one.kind().perform(session(), on))
          .isInstanceOf(IllegalArgumentException.class);
      return;
    }

    one.kind().perform(session(), on);
    one.kind().perform(session(), one.kind().inverse(on).orElseThrow());

    assertThat(requests).containsExactly(one.request("orders", true), one.request("orders", false));
  }

  private AccountSession session() {
    URI here = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    var origin =
        new RequestOrigin(
            StaticCredentialsProvider.create(AwsEndpoint.ADMIN),
            Region.EU_WEST_1,
            "",
            Optional.of(here));
    return (AccountSession)
        Proxy.newProxyInstance(
            AccountSession.class.getClassLoader(),
            new Class<?>[] {AccountSession.class},
            (self, method, given) -> {
              if (method.getName().equals("client")) {
                return origin.client(((Class<?>) given[0]).asSubclass(SdkClient.class));
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      boolean json = body.startsWith("{");
      var words = new ArrayList<String>();
      words.add(exchange.getRequestMethod());
      words.add(exchange.getRequestURI().toString());
      words.addAll(exchange.getRequestHeaders().getOrDefault("X-Amz-Target", List.of()));
      words.addAll(json ? ofJson(body) : ofForm(body));
      requests.add(String.join(" ", words));
      String action = body.replaceFirst("(?s).*Action=(\\w+).*", "$1");
      byte[] answer = (json ? "{}" : "<" + action + "Response/>").getBytes(UTF_8);
      exchange.getResponseHeaders().add("x-amzn-RequestId", "r-1");
      exchange.getResponseHeaders().add("Content-Type", json ? JSON : "text/xml");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  /// Without the token that the SDK makes for each request.
  private static List<String> ofJson(String body) throws IOException {
    var members = new TreeMap<String, String>();
    new JsonMapper()
        .readTree(body)
        .properties()
        .forEach(member -> members.put(member.getKey(), member.getValue().asText()));
    members.remove("clientRequestToken");
    return members.entrySet().stream().map(Object::toString).toList();
  }

  private static List<String> ofForm(String body) {
    return Arrays.stream(body.split("&"))
        .map(member -> URLDecoder.decode(member, UTF_8))
        .sorted()
        .collect(Collectors.toList());
  }
}
