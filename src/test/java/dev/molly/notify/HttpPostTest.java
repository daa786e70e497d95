package dev.molly.notify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HttpPostTest {
  @Test
  @Timeout(30)
  void anAnswerThatNeverEndsIsTooSlow() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> beginAnAnswer(server));
      URI url = URI.create("http://127.0.0.1:" + server.getLocalPort());
      var post = new HttpPost(Duration.ofSeconds(1));

      assertThatThrownBy(
              () ->
                  post.send(
                      HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(1)).build(), "it"))
          .isInstanceOf(Channel.TooSlow.class)
          .hasMessage("it did not answer within 1 s");
    }
  }

  private static void beginAnAnswer(ServerSocket server) {
    try (var socket = server.accept()) {
      socket
          .getOutputStream()
          .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n".getBytes(US_ASCII));
      var _ = socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      // The client is gone.
    }
  }
}
