package dev.molly.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;

/// A request that came in, with its body as it was before it was cut into signed chunks.
///
/// @param headers by their names in small letters
record HttpRequestIn(String method, URI target, Map<String, List<String>> headers, SdkBytes body) {
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade");

  static HttpRequestIn read(HttpExchange exchange) throws IOException {
    var headers = new TreeMap<String, List<String>>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean chunked = headers.containsKey("x-amz-decoded-content-length");
    return new HttpRequestIn(
        exchange.getRequestMethod(),
        exchange.getRequestURI(),
        headers,
        SdkBytes.fromByteArray(chunked ? joined(body) : body));
  }

  /// `aws-chunked`: each chunk has its size and signature before it, and the last is empty.
  private static byte[] joined(byte[] chunks) {
    var whole = new ByteArrayOutputStream();
    int at = 0;
    while (true) {
      int end = at;
      while (chunks[end] != '\n') {
        end++;
      }
      String line = new String(chunks, at, end - at, UTF_8).strip();
      int size = Integer.parseInt(line.replaceFirst(";.*", ""), 16);
      if (size == 0) {
        return whole.toByteArray();
      }
      whole.write(chunks, end + 1, size);
      at = end + 1 + size + 2;
    }
  }

  boolean is(String other) {
    return method.equals(other);
  }

  /// Its signature says which service it is for. S3 Control is signed as S3 is.
  boolean isForS3() {
    return header("authorization").filter(it -> it.contains("/s3/aws4_request")).isPresent();
  }

  Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  String text() {
    return body.asUtf8String();
  }

  HttpRequestIn withBody(SdkBytes other) {
    return new HttpRequestIn(method, target, headers, other);
  }

  String path() {
    return target.getPath();
  }

  String bucket() {
    return path().replaceFirst("^/", "").replaceFirst("/.*", "");
  }

  /// The key of an object; empty where it is about the bucket.
  String key() {
    return path().replaceFirst("^/[^/]*/?", "");
  }

  /// What the query asks for, beside which operation it is of an SDK's.
  List<String> names() {
    return pairs()
        .map(pair -> pair.replaceFirst("=.*", ""))
        .filter(name -> !name.equals("x-id"))
        .toList();
  }

  boolean has(String name) {
    return names().contains(name);
  }

  Optional<String> value(String name) {
    return values(name).stream().findFirst();
  }

  List<String> values(String name) {
    return pairs()
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), UTF_8))
        .toList();
  }

  private Stream<String> pairs() {
    String query = target.getRawQuery();
    return query == null ? Stream.of() : Stream.of(query.split("&", -1));
  }

  /// Sends it on as it is.
  HttpAnswer forward(HttpClient http, URI to) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(to.resolve(target.toString()))
            .method(method, BodyPublishers.ofByteArray(body.asByteArray()));
    ofTheRequest().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
    return HttpAnswer.of(http.send(request.build(), BodyHandlers.ofByteArray()));
  }

  /// The headers that belong to the request, and not to the connection that it came by.
  Map<String, List<String>> ofTheRequest() {
    return headers.entrySet().stream()
        .filter(header -> !OF_THE_CONNECTION.contains(header.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
