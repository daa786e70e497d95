package dev.molly.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server in this process that answers by statuses one after another, and by the last for ever.
final class HttpReceiver implements AutoCloseable {
  private final HttpServer http;
  private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();

  HttpReceiver(int... statuses) throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/",
        exchange -> {
          var request = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
          exchange.getRequestHeaders().forEach((key, all) -> request.put(key, all.getFirst()));
          request.put("body", new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          requests.add(request);
          exchange.getResponseHeaders().add("Location", url().toString());
          exchange.sendResponseHeaders(
              statuses[Math.min(requests.size(), statuses.length) - 1], -1);
          exchange.close();
        });
    http.start();
  }

  URI url() {
    return URI.create(
        "http://127.0.0.1:%d/a-token-in-the-path".formatted(http.getAddress().getPort()));
  }

  List<Map<String, String>> requests() {
    return requests;
  }

  String header(String name) {
    return requests.getFirst().getOrDefault(name, "");
  }

  String body() {
    return header("body");
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
