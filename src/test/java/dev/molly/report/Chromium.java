package dev.molly.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.contract.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A headless browser that opens one page after the other, in one tab, and says what became of it.
/// It takes a second of CPU time to start. It is spoken to by its DevTools protocol, see
/// <https://chromedevtools.github.io/devtools-protocol>.
public final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private static final Pattern ADDRESS = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final JsonMapper JSON = new JsonMapper();

  private final Path log;
  private final Process process;
  private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
  private final List<JsonNode> unread = new ArrayList<>();
  private final WebSocket socket;
  private int calls;

  /// Of the one tab, when there is one.
  private String session = "";

  /// The page after its scripts ran, and what the browser wrote to its console and log.
  public record Page(String dom, String log) {}

  /// Starts it, with its profile and its log in an empty folder.
  public Chromium(Path program, Path folder) throws IOException, InterruptedException {
    log = folder.resolve("log.txt");
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--enable-logging=stderr",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder.resolve("profile"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(log.toFile())
            .start();
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(address(), new Listener(messages, new StringBuilder()))
            .join();
    JsonNode tab = call("Target.createTarget", Map.of("url", "about:blank"));
    session =
        call(
                "Target.attachToTarget",
                Map.of("targetId", tab.path("targetId").asText(), "flatten", true))
            .path("sessionId")
            .asText();
  }

  /// The browser on the `PATH`, if there is one.
  public static Optional<Path> find() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Opens a page, and waits until its scripts have had three seconds of its own time.
  public Page open(String address) throws IOException, InterruptedException {
    long before = Files.size(log);
    call("Emulation.setVirtualTimePolicy", Map.of("policy", "advance"));
    call("Page.navigate", Map.of("url", address));
    call(
        "Emulation.setVirtualTimePolicy",
        Map.of("policy", "pauseIfNetworkFetchesPending", "budget", 3000));
    await(message -> message.path("method").asText().equals("Emulation.virtualTimeBudgetExpired"));
    String dom =
        call("Runtime.evaluate", Map.of("expression", "document.documentElement.outerHTML"))
            .at("/result/value")
            .asText();
    return new Page(dom, new String(Files.readAllBytes(log), UTF_8).substring((int) before));
  }

  /// The result of a method: the browser's, or the tab's when there is one.
  private JsonNode call(String method, Map<String, Object> parameters)
      throws IOException, InterruptedException {
    calls++;
    var message = new TreeMap<String, Object>();
    message.put("id", calls);
    message.put("method", method);
    message.put("params", parameters);
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    socket.sendText(JSON.writeValueAsString(message), true).join();
    int id = calls;
    JsonNode answer = await(each -> each.path("id").asInt() == id);
    if (answer.has("error")) {
      throw new IllegalStateException(method + ": " + answer);
    }
    return answer.path("result");
  }

  /// The message that this is true of; those that come before it are kept for later.
  private JsonNode await(Predicate<JsonNode> which) throws InterruptedException {
    Optional<JsonNode> kept = unread.stream().filter(which).findFirst();
    if (kept.isPresent()) {
      unread.clear();
      return kept.get();
    }
    JsonNode message = Patience.comes(messages);
    while (!which.test(message)) {
      unread.add(message);
      message = Patience.comes(messages);
    }
    return message;
  }

  /// Where it listens, which it says in its log.
  private URI address() throws IOException, InterruptedException {
    while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
      var address = ADDRESS.matcher(Files.readString(log, UTF_8));
      if (address.find()) {
        return URI.create(address.group(1));
      }
    }
    throw new IllegalStateException("the browser ended: " + Files.readString(log, UTF_8));
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    socket.sendText("{\"id\":0,\"method\":\"Browser.close\"}", true).join();
    process.onExit().join();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /// Puts messages together, which come in parts.
  private record Listener(BlockingQueue<JsonNode> messages, StringBuilder parts)
      implements WebSocket.Listener {
    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      parts.append(part);
      if (last) {
        messages.add(read(parts.toString()));
        parts.setLength(0);
      }
      socket.request(1);
      return null;
    }

    private static JsonNode read(String message) {
      try {
        return JSON.readTree(message);
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
