package dev.molly.contract;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// `moto_server`, a mock of AWS in Python, that is started from the `PATH` when it is first asked
/// for and ends with the JVM. Each thread that runs tests has one of its own, so that none empties
/// another's.
final class MotoServer {
  /// Ten in a second: it is waited for as long as it runs, and given up only as hung.
  private static final int TRIES = 18_000;

  private static final Path IMAGES =
      Path.of("src/test/resources/moto-images.json").toAbsolutePath();

  /// Where Python finds what it does before it starts moto.
  private static final Path SETTINGS = Path.of("src", "test", "engines", "moto").toAbsolutePath();

  private static final ThreadLocal<Optional<MotoServer>> OF_THIS_THREAD =
      ThreadLocal.withInitial(() -> program().map(MotoServer::start));

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI uri;

  private MotoServer(URI uri) {
    this.uri = uri;
  }

  /// The one of this thread. Without one, the test fails or is skipped.
  static MotoServer orSkip() {
    return OF_THIS_THREAD
        .get()
        .orElseThrow(() -> Required.missing(Engine.MOTO, "no moto_server on the PATH"));
  }

  URI uri() {
    return uri;
  }

  /// Empties all accounts.
  void empty() {
    post("/moto-api/reset", "");
  }

  /// Whether permissions hold from the next call on. What is sent is the number of calls that are
  /// still free.
  void enforcePermissions(boolean on) {
    post("/moto-api/reset-auth", on ? "0" : "Infinity");
  }

  /// Keeps every request from now on, and none from before.
  void record() {
    post("/moto-api/recorder/reset-recording", "");
    post("/moto-api/recorder/start-recording", "");
  }

  /// The requests that were kept: a JSON object a line, each with its body in base 64.
  String recorded() {
    post("/moto-api/recorder/stop-recording", "");
    return send(
        HttpRequest.newBuilder(uri.resolve("/moto-api/recorder/download-recording")).build());
  }

  private void post(String path, String body) {
    send(
        HttpRequest.newBuilder(uri.resolve(path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private String send(HttpRequest request) {
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(request.uri() + " answers " + answer.statusCode());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Optional<Path> program() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "moto_server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static MotoServer start(Path program) {
    try {
      int port = freePort();
      var builder =
          new ProcessBuilder(program.toString(), "-H", "127.0.0.1", "-p", String.valueOf(port))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      File recording = File.createTempFile("moto", ".requests");
      recording.deleteOnExit();
      builder.environment().put("MOTO_RECORDER_FILEPATH", recording.getPath());
      // One image of Amazon's, for Terraform. Moto's own thousand take 0.1 s of CPU time in each
      // account and region, after each reset.
      builder.environment().put("MOTO_AMIS_PATH", IMAGES.toString());
      builder.environment().put("PYTHONPATH", SETTINGS.toString());
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
      var server = new MotoServer(URI.create("http://127.0.0.1:" + port));
      server.awaitAnswer(process);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void end(Process process) {
    try (Stream<ProcessHandle> children = process.descendants()) {
      children.forEach(ProcessHandle::destroy);
    }
    process.destroy();
  }

  private void awaitAnswer(Process process) {
    var request = HttpRequest.newBuilder(uri.resolve("/moto-api/")).build();
    for (int attempt = 0; attempt < TRIES; attempt++) {
      try {
        http.send(request, BodyHandlers.discarding());
        return;
      } catch (IOException notYet) {
        awaitMore(process);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalStateException("moto_server does not answer on " + uri);
  }

  private static void awaitMore(Process process) {
    try {
      if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("moto_server ended with " + process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
