package dev.molly.contract;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;

/// What is answered to a request.
record HttpAnswer(int status, Map<String, List<String>> headers, SdkBytes body) {
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "transfer-encoding", "date", ":status");

  static HttpAnswer of(HttpResponse<byte[]> response) {
    return new HttpAnswer(
        response.statusCode(), response.headers().map(), SdkBytes.fromByteArray(response.body()));
  }

  /// Done, and nothing to say.
  static HttpAnswer noContent() {
    return new HttpAnswer(204, Map.of(), SdkBytes.fromByteArray(new byte[0]));
  }

  static HttpAnswer xml(int status, String document) {
    return new HttpAnswer(
        status,
        Map.of("Content-Type", List.of("application/xml")),
        SdkBytes.fromUtf8String(document));
  }

  String text() {
    return body.asUtf8String();
  }

  HttpAnswer withText(String text) {
    return withBody(SdkBytes.fromUtf8String(text));
  }

  HttpAnswer withBody(SdkBytes other) {
    return new HttpAnswer(status, headers, other);
  }

  HttpAnswer with(String header, String value) {
    var more = new TreeMap<>(headers);
    more.put(header, List.of(value));
    return new HttpAnswer(status, more, body);
  }

  void give(HttpExchange exchange) throws IOException {
    headers.forEach(
        (name, values) -> {
          if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
            exchange.getResponseHeaders().put(name, values);
          }
        });
    byte[] bytes = body.asByteArray();
    boolean bare = exchange.getRequestMethod().equals("HEAD") || bytes.length == 0;
    exchange.sendResponseHeaders(status, bare ? -1 : bytes.length);
    if (!bare) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
