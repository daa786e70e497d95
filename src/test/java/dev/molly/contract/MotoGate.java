package dev.molly.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/// All that a process says to moto comes by here. Its writes are counted, and at one of them the
/// process can be killed, as `kill -9` does.
final class MotoGate implements AutoCloseable {
  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");
  private static final Pattern READS = Pattern.compile("(Describe|Get|List|Assume).*");
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade");

  /// When a process is killed.
  enum Moment {
    /// The request was sent, and does not arrive.
    BEFORE_THE_WRITE,
    /// Moto has done what it was asked, and the answer does not arrive.
    AFTER_THE_WRITE
  }

  private record Strike(int nth, Moment moment, CompletableFuture<Process> whom) {}

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpServer server;
  private final URI moto;
  private final List<String> writes = new ArrayList<>();
  private Optional<Strike> strike = Optional.empty();
  private boolean struck;

  MotoGate(URI moto) throws IOException {
    this.moto = moto;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// From now on, a process is killed at its nth write, counted from 1.
  ///
  /// @param whom the process, as soon as there is one
  synchronized void killAt(int nth, Moment moment, CompletableFuture<Process> whom) {
    writes.clear();
    struck = false;
    strike = Optional.of(new Strike(nth, moment, whom));
  }

  /// From now on, nobody is killed.
  synchronized void letAllPass() {
    writes.clear();
    struck = false;
    strike = Optional.empty();
  }

  /// Whether somebody was killed.
  synchronized boolean hasStruck() {
    return struck;
  }

  /// What was to be written since the gate was last set.
  synchronized List<String> writes() {
    return List.copyOf(writes);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Optional<Strike> now = write(exchange, body).flatMap(this::passing);
      if (now.isPresent() && now.get().moment() == Moment.BEFORE_THE_WRITE) {
        kill(now.get());
        return;
      }
      HttpResponse<byte[]> answer = forward(exchange, body);
      if (now.isPresent()) {
        kill(now.get());
        return;
      }
      give(answer, exchange);
    }
  }

  /// What a request writes; empty for one that only reads.
  private static Optional<String> write(HttpExchange exchange, byte[] body) {
    String method = exchange.getRequestMethod();
    var action = ACTION.matcher(new String(body, UTF_8));
    if (action.find()) {
      String name = action.group(1);
      return READS.matcher(name).matches() ? Optional.empty() : Optional.of(name);
    }
    return Set.of("PUT", "DELETE").contains(method)
        ? Optional.of(method + " " + exchange.getRequestURI())
        : Optional.empty();
  }

  /// @return the strike that falls now
  private synchronized Optional<Strike> passing(String write) {
    writes.add(write);
    Optional<Strike> now = strike.filter(each -> each.nth() == writes.size());
    struck = struck || now.isPresent();
    return now;
  }

  private static void kill(Strike strike) {
    strike.whom().join().destroyForcibly().onExit().join();
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
    var request =
        HttpRequest.newBuilder(moto.resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void give(HttpResponse<byte[]> answer, HttpExchange exchange) throws IOException {
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    byte[] body = answer.body();
    exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    http.close();
  }
}
