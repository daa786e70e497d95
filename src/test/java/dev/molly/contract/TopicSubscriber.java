package dev.molly.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.sns.SnsClient;

/// A topic and its subscriber by HTTP, which keeps what arrives after it subscribed.
final class TopicSubscriber implements AutoCloseable {
  /// What arrived, the oldest first.
  final List<String> got = new CopyOnWriteArrayList<>();

  final String topic;
  private final HttpServer server;

  TopicSubscriber(SnsClient sns) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          got.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    topic = sns.createTopic(r -> r.name("retired")).topicArn();
    String there = "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
    sns.subscribe(r -> r.topicArn(topic).protocol("http").endpoint(there));
    got.clear();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
