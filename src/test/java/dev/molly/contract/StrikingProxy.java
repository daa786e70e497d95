package dev.molly.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import dev.molly.contract.Strike.How;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Stands between molly and an AWS that is spoken to over HTTP, writes down what is asked, and
/// spoils the calls it is told to. Which ones those are is a list: nothing here is left to chance.
final class StrikingProxy implements AutoCloseable {
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "host", "connection", "content-length", "transfer-encoding", "expect", "upgrade", "date");

  private static final String PAGE = "<!DOCTYPE html>\n<html><body>Please sign in</body></html>";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ServerSocket server;
  private final URI behind;
  private final List<Passed> passed = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private List<Strike> strikes = List.of();
  private volatile Runnable whenStruck = () -> {};
  private volatile Duration later = Duration.ZERO;

  /// One call that came by.
  ///
  /// @param struck how it was spoiled
  record Passed(WireCall call, Optional<How> struck) {}

  private static final class Request {
    private final String method;
    private final String target;
    private final Map<String, String> headers;
    private final byte[] body;

    Request(String method, String target, Map<String, String> headers, byte[] body) {
      this.method = method;
      this.target = target;
      this.headers = headers;
      this.body = body;
    }

    WireCall call() {
      return WireCall.of(method, target, headers, body);
    }
  }

  StrikingProxy(URI behind) throws IOException {
    this.behind = behind;
    this.server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /// From now on, these calls are spoiled; calls are counted anew.
  synchronized void strike(Strike... list) {
    strikes = List.of(list);
    counts.clear();
    passed.clear();
  }

  /// From now on, this is done at each strike: when the request has had its effect, where the
  /// strike lets it have one, and before anything comes of it for who sent it.
  void whenStruck(Runnable action) {
    whenStruck = action;
  }

  /// From now on, every answer says that it is later than it is behind the proxy, by this much.
  void later(Duration length) {
    later = length;
  }

  /// What came by since then, in its order.
  synchronized List<Passed> passed() {
    return List.copyOf(passed);
  }

  /// The calls that were spoiled since then.
  List<WireCall> struck() {
    return passed().stream().filter(each -> each.struck().isPresent()).map(Passed::call).toList();
  }

  /// How often each call came by since then, by its name.
  synchronized Map<String, Integer> counts() {
    return new TreeMap<>(counts);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        threads.execute(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  /// One request a connection: the client is told so.
  private void serve(Socket socket) {
    try (socket) {
      Request request = read(socket);
      WireCall call = request.call();
      Optional<How> how = passing(call);
      if (how.isEmpty()) {
        give(socket, forward(request), false);
        return;
      }
      spoil(socket, request, call, how.get());
    } catch (IOException e) {
      // The client is gone, or never said anything.
    }
  }

  private synchronized Optional<How> passing(WireCall call) {
    int count = counts.merge(call.name(), 1, Integer::sum);
    Optional<How> how =
        strikes.stream()
            .filter(each -> each.falls(call.name(), count))
            .map(Strike::how)
            .findFirst();
    passed.add(new Passed(call, how));
    return how;
  }

  private void spoil(Socket socket, Request request, WireCall call, How how) throws IOException {
    Optional<HttpResponse<byte[]>> answer =
        how.takesEffect() ? Optional.of(forward(request)) : Optional.empty();
    whenStruck.run();
    switch (how) {
      case RESET_BEFORE, RESET_AFTER -> reset(socket);
      case RESET_IN_BODY -> {
        give(socket, answer.orElseThrow(), true);
        reset(socket);
      }
      case HANG -> {
        var _ = socket.getInputStream().readAllBytes();
      }
      case THROTTLE -> give(socket, ServiceError.throttle(call));
      case ERROR_BEFORE, ERROR_AFTER -> give(socket, ServiceError.internal(call));
      case EMPTY, EMPTY_AFTER -> give(socket, new ServiceError(200, "text/xml", ""));
      case PAGE -> give(socket, new ServiceError(200, "text/html", PAGE));
      case FORBIDDEN_PAGE -> give(socket, new ServiceError(403, "text/html", PAGE));
      case HALF -> half(socket, answer.orElseThrow());
    }
  }

  /// A reset, and not an end: what was sent and not read yet may be lost, too.
  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private HttpResponse<byte[]> forward(Request request) throws IOException {
    var builder =
        HttpRequest.newBuilder(behind.resolve(request.target))
            .method(request.method, BodyPublishers.ofByteArray(request.body));
    request.headers.forEach(
        (name, value) -> {
          if (!OF_THE_CONNECTION.contains(name)) {
            builder.header(name, value);
          }
        });
    try {
      return http.send(builder.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private void half(Socket socket, HttpResponse<byte[]> answer) throws IOException {
    byte[] body = answer.body();
    String start = new String(body, 0, body.length / 2, ISO_8859_1);
    head(socket, answer, start.length());
    write(socket, start.getBytes(ISO_8859_1));
  }

  /// @param halfOfIt whether the body breaks off, though its length was said
  private void give(Socket socket, HttpResponse<byte[]> answer, boolean halfOfIt)
      throws IOException {
    byte[] body = answer.body();
    head(socket, answer, body.length);
    socket.getOutputStream().write(body, 0, halfOfIt ? body.length / 2 : body.length);
    socket.getOutputStream().flush();
  }

  private void head(Socket socket, HttpResponse<byte[]> answer, int length) throws IOException {
    var head = new StringBuilder("HTTP/1.1 " + answer.statusCode() + " Told\r\n");
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> head.append(name + ": " + value + "\r\n"));
              }
            });
    answer
        .headers()
        .firstValue("date")
        .map(date -> RFC_1123_DATE_TIME.parse(date, ZonedDateTime::from).plus(later))
        .ifPresent(date -> head.append("Date: " + RFC_1123_DATE_TIME.format(date) + "\r\n"));
    write(socket, end(head, length));
  }

  private static void give(Socket socket, ServiceError error) throws IOException {
    byte[] body = error.body().getBytes(UTF_8);
    var head = new StringBuilder("HTTP/1.1 " + error.status() + " Told\r\n");
    head.append("Content-Type: " + error.contentType() + "\r\n");
    write(socket, end(head, body.length));
    write(socket, body);
  }

  private static byte[] end(StringBuilder head, int length) {
    head.append("Content-Length: " + length + "\r\nConnection: close\r\n\r\n");
    return head.toString().getBytes(ISO_8859_1);
  }

  private static void write(Socket socket, byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  private static Request read(Socket socket) throws IOException {
    var in = new BufferedInputStream(socket.getInputStream());
    String[] first = line(in).split(" ", 3);
    var headers = new TreeMap<String, String>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    if (headers.containsKey("expect")) {
      write(socket, "HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
    }
    return new Request(first[0], first[1], headers, body(in, headers));
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    if (!headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
      return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }
    var body = new ByteArrayOutputStream();
    for (int size = size(in); size > 0; size = size(in)) {
      body.write(in.readNBytes(size));
      line(in);
    }
    line(in);
    return body.toByteArray();
  }

  private static int size(InputStream in) throws IOException {
    return Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    threads.shutdownNow();
    http.shutdownNow();
  }
}
