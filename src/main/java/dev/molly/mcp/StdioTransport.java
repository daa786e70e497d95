package dev.molly.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Phaser;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Messages as lines of stdin and stdout. The SDK's own transport ends at the first line that is
/// no message, and does not answer the calls that are running when stdin ends: the result of a
/// restore would be lost.
final class StdioTransport implements McpServerTransportProvider {
  /// The longest line, in bytes.
  private static final int LONGEST = 16 * 1024 * 1024;

  /// The requests that a client may make before it says that it is ready.
  private static final Set<String> FIRST =
      Set.of(McpSchema.METHOD_INITIALIZE, McpSchema.METHOD_PING);

  /// The answer to a line that is no message: it has no id, for which the SDK has no type.
  private static final String NO_MESSAGE =
      "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":%d,\"message\":\"%s\"}}"
          .formatted(ErrorCodes.PARSE_ERROR, "this line is no JSON-RPC message");

  private final McpJsonMapper json;
  private final InputStream in;
  private final OutputStream out;
  private final Phaser running = new Phaser(1);
  private @Nullable McpServerSession session;
  private boolean ready;

  StdioTransport(McpJsonMapper json, InputStream in, OutputStream out) {
    this.json = json;
    this.in = new BufferedInputStream(in);
    this.out = out;
  }

  @Override
  public void setSessionFactory(McpServerSession.Factory factory) {
    session = factory.create(new Lines());
  }

  @Override
  public List<String> protocolVersions() {
    return List.of(
        ProtocolVersions.MCP_2024_11_05,
        ProtocolVersions.MCP_2025_03_26,
        ProtocolVersions.MCP_2025_06_18,
        ProtocolVersions.MCP_2025_11_25);
  }

  @Override
  public Mono<Void> notifyClients(String method, Object parameters) {
    return Mono.fromRunnable(() -> write(new JSONRPCNotification(method, parameters)));
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.empty();
  }

  /// Handles messages until stdin ends, and waits for the calls that are running then.
  void run() throws IOException {
    McpServerSession client = session;
    if (client == null) {
      throw new IllegalStateException("the server has made no session");
    }
    for (String line = line(); line != null; line = line()) {
      if (!line.isBlank()) {
        handle(client, line);
      }
    }
    running.arriveAndAwaitAdvance();
  }

  private void handle(McpServerSession client, String line) {
    JSONRPCMessage message;
    try {
      message = McpSchema.deserializeJsonRpcMessage(json, line);
    } catch (IOException | RuntimeException e) {
      write(NO_MESSAGE);
      return;
    }
    if (message instanceof JSONRPCRequest request && !ready && !FIRST.contains(request.method())) {
      String why = "send initialize and notifications/initialized first";
      write(JSONRPCResponse.error(request.id(), new JSONRPCError(ErrorCodes.INVALID_REQUEST, why)));
      return;
    }
    ready |=
        message instanceof JSONRPCNotification notification
            && McpSchema.METHOD_NOTIFICATION_INITIALIZED.equals(notification.method());
    boolean counted = message instanceof JSONRPCRequest;
    if (counted) {
      running.register();
    }
    client
        .handle(message)
        .doFinally(
            _ -> {
              if (counted) {
                running.arriveAndDeregister();
              }
            })
        .subscribe(_ -> {}, _ -> {});
  }

  /// Returns the next line; null at the end. Of a line that is too long, nothing is kept.
  private @Nullable String line() throws IOException {
    var bytes = new ByteArrayOutputStream();
    boolean some = false;
    for (int next = in.read(); next >= 0; next = in.read()) {
      some = true;
      if (next == '\n') {
        break;
      }
      if (bytes.size() <= LONGEST) {
        bytes.write(next);
      }
    }
    if (bytes.size() > LONGEST) {
      return "too long";
    }
    return some ? bytes.toString(UTF_8) : null;
  }

  private void write(JSONRPCMessage message) {
    try {
      write(json.writeValueAsString(message));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String text) {
    try {
      byte[] line = (text + "\n").getBytes(UTF_8);
      synchronized (out) {
        out.write(line);
        out.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The side of the session.
  private final class Lines implements McpServerTransport {
    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
      return Mono.fromRunnable(() -> write(message));
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
      return json.convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
      return Mono.empty();
    }
  }
}
