package dev.molly.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.molly.aws.AwsException;
import dev.molly.model.AccountRegion;
import dev.molly.model.RegionId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A notice goes to a topic, and from there to who subscribes.
@Tag(Engine.MOTO)
class TopicMotoIT {
  private static final RegionId IRELAND = new RegionId("eu-west-1");

  private final MotoEngine moto = MotoEngine.orSkip();

  @BeforeEach
  @AfterEach
  void leaveNothing() {
    moto.reset();
  }

  @Test
  void whatIsPublishedReachesASubscriber() throws IOException {
    List<String> got = new CopyOnWriteArrayList<>();
    HttpServer subscriber = subscriber(got);
    try (var sns = moto.aws().sns(new AccountRegion(moto.own(), IRELAND))) {
      String topic = sns.createTopic(r -> r.name("retired")).topicArn();
      String there = "http://127.0.0.1:%d/".formatted(subscriber.getAddress().getPort());
      sns.subscribe(r -> r.topicArn(topic).protocol("http").endpoint(there));

      String id = publish(topic, "{\"type\":\"falls-due\"}");

      assertThat(got).last().asString().contains(id, "falls due: web-01", "falls-due");
    } finally {
      subscriber.stop(0);
    }
  }

  /// Who subscribes by mail reads the text, and who subscribes otherwise gets the JSON.
  @Test
  void aDigestIsTextByMailAndJsonElsewhere() throws IOException {
    List<String> got = new CopyOnWriteArrayList<>();
    HttpServer subscriber = subscriber(got);
    try (var sns = moto.aws().sns(new AccountRegion(moto.own(), IRELAND))) {
      String topic = sns.createTopic(r -> r.name("scans")).topicArn();
      String there = "http://127.0.0.1:%d/".formatted(subscriber.getAddress().getPort());
      sns.subscribe(r -> r.topicArn(topic).protocol("http").endpoint(there));

      LiveScan.with(
          moto.aws().uri(),
          moto.caller(),
          aws -> aws.publish(topic, "molly: ada", "{\"type\":\"scan\"}", "ada: \"1 new\"\nNew:"));

      assertThat(got)
          .last()
          .asString()
          .contains("{\\\"type\\\":\\\"scan\\\"}")
          .doesNotContain("email");
    } finally {
      subscriber.stop(0);
    }
  }

  @Test
  void aTopicThatIsNotThereIsAnError() {
    String nowhere = "arn:aws:sns:eu-west-1:%s:nowhere".formatted(moto.own());

    assertThatThrownBy(() -> publish(nowhere, "{}"))
        .isInstanceOf(AwsException.class)
        .hasMessageContaining("sns:Publish");
  }

  private String publish(String topic, String text) {
    return LiveScan.with(
        moto.aws().uri(), moto.caller(), aws -> aws.publish(topic, "falls due: web-01", text, ""));
  }

  private static HttpServer subscriber(List<String> got) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(address, 0);
    server.createContext(
        "/",
        exchange -> {
          got.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
