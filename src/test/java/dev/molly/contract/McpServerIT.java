package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `molly mcp` as a client starts it: `bin/molly`, spoken to by the MCP SDK's own client.
class McpServerIT {
  private static final String PROGRAM = Path.of("bin", "molly").toAbsolutePath().toString();
  private static final String INSTANCE = "web-06";

  @TempDir private Path folder;

  private McpSyncClient client(Map<String, String> environment, String... options) {
    var server =
        ServerParameters.builder(PROGRAM)
            .args(Stream.concat(Stream.of("mcp", "--no-config"), Stream.of(options)).toList())
            .env(environment)
            .addEnvVar("JAVA_HOME", System.getProperty("java.home"))
            .addEnvVar("HOME", folder.toString())
            .build();
    return McpClient.sync(new StdioClientTransport(server, McpJsonDefaults.getMapper()))
        .jsonSchemaValidator((_, _) -> null)
        .requestTimeout(Duration.ofMinutes(30))
        .initializationTimeout(Duration.ofMinutes(30))
        .build();
  }

  private McpSyncClient inSandbox() {
    return client(Map.of(), "--sandbox");
  }

  private static CallToolResult call(McpSyncClient client, String tool, Map<String, Object> with) {
    return client.callTool(CallToolRequest.builder(tool).arguments(with).build());
  }

  private static String text(CallToolResult result) {
    return ((TextContent) result.content().getFirst()).text();
  }

  @Test
  void aClientListsTheToolsAndCallsEach() throws IOException {
    try (McpSyncClient client = inSandbox()) {
      client.initialize();

      assertThat(client.listTools().tools())
          .extracting(Tool::name)
          .contains("scan", "plan_retire", "restore");
      Map<String, Object> places = Map.of("regions", List.of("us-east-1"));
      Map<String, Object> one = Map.of("ids", List.of(INSTANCE), "why", "old");
      assertThat(text(call(client, "explain", Map.of()))).contains("restore", "mcp");
      assertThat(text(call(client, "scan", places))).contains("ec2-termination-protection");
      assertThat(text(call(client, "status", places))).contains("Nothing is retired");
      assertThat(text(call(client, "plan_protect", Map.of("ids", List.of(INSTANCE)))))
          .contains("molly apply " + folder);
      assertThat(text(call(client, "plan_retire", one))).contains("molly apply " + folder);
      assertThat(call(client, "restore", Map.of("ids", List.of(INSTANCE))).isError()).isFalse();
      assertThat(call(client, "extend", Map.of("ids", List.of(INSTANCE), "by", "7d")).isError())
          .isTrue();
    }
    try (Stream<Path> plans = Files.list(folder.resolve(".local/state/molly/sandbox/plans"))) {
      assertThat(plans).hasSize(2);
    }
  }

  @Test
  void aToolThatThereIsNotIsRefusedAndTheServerLives() {
    try (McpSyncClient client = inSandbox()) {
      client.initialize();

      assertThatThrownBy(() -> call(client, "delete", Map.of())).isInstanceOf(McpError.class);
      assertThat(call(client, "explain", Map.of("page", "nothing")).isError()).isTrue();
      assertThat(call(client, "explain", Map.of()).isError()).isFalse();
    }
  }

  @Test
  void whileAwsIsOutOfReachACallFailsAndTheServerLives() {
    Map<String, String> nowhere =
        Map.of(
            "AWS_ENDPOINT_URL", "http://127.0.0.1:9",
            "AWS_ACCESS_KEY_ID", "test",
            "AWS_SECRET_ACCESS_KEY", "test",
            "AWS_MAX_ATTEMPTS", "1");
    try (McpSyncClient client = client(nowhere)) {
      client.initialize();

      CallToolResult scan = call(client, "scan", Map.of("regions", List.of("eu-west-1")));

      assertThat(scan.isError()).isTrue();
      assertThat(text(scan)).contains("molly: ").doesNotContain("\tat ");
      assertThat(call(client, "explain", Map.of()).isError()).isFalse();
    }
  }

  @Test
  void itEndsWithStdinAndStdoutHasNothingButMessages() throws Exception {
    Path in =
        Files.writeString(
            folder.resolve("stdin"),
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
            "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
            no message
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"status"}}
            """);

    MollyProcess.Result result =
        new MollyProcess(folder).reading(in).run("mcp", "--no-config", "--sandbox", "-v");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out().lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("{\"jsonrpc\":\"2.0\","));
    assertThat(result.out()).contains("Nothing is retired");
    assertThat(result.err()).contains("molly: serving MCP");
  }
}
