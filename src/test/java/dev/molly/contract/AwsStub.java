package dev.molly.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;

/// Something that is spoken to as AWS is, and has one answer to everything, or none.
final class AwsStub implements AutoCloseable {
  private final HttpServer server;
  private final CountDownLatch asked = new CountDownLatch(1);

  private AwsStub() throws IOException {
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  static AwsStub answering(int status, String body) throws IOException {
    var stub = new AwsStub();
    byte[] bytes = body.getBytes(UTF_8);
    stub.server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/xml");
          exchange.sendResponseHeaders(status, bytes.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
    return stub;
  }

  /// Never answers.
  static AwsStub silent() throws IOException {
    var stub = new AwsStub();
    stub.server.createContext("/", exchange -> stub.asked.countDown());
    return stub;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Returns when somebody asks for the first time.
  void awaitRequest() throws InterruptedException {
    assertThat(Patience.comes(asked)).as("a request came").isTrue();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
