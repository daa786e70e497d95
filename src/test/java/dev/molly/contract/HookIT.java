package dev.molly.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `molly hook` as Claude Code runs it: the command that `hook install` wrote into the settings,
/// by a shell, with the call on stdin.
class HookIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TERMINATE =
      "aws ec2 terminate-instances --instance-ids i-0abcdef1234567890";

  @TempDir private Path home;
  private String hook = "";

  private record Ran(int exitCode, String out, String err) {}

  @BeforeEach
  void theHookIsInstalled() throws Exception {
    Ran installed = run("bin/molly hook install --agent claude-code", "");

    assertThat(installed.exitCode()).as(installed.err()).isZero();
    JsonNode settings = JSON.readTree(home.resolve(".claude/settings.json").toFile());
    hook = settings.at("/hooks/PreToolUse/0/hooks/0/command").asText();
  }

  @Test
  void aDeletionIsStagedAndTheStagedCommandPasses() throws Exception {
    JsonNode output = JSON.readTree(run(hook, call(TERMINATE)).out()).path("hookSpecificOutput");

    assertThat(output.path("permissionDecision").asText()).isEqualTo("ask");
    String staged = output.path("updatedInput").path("command").asText();
    assertThat(staged).endsWith("/bin/molly " + TERMINATE);
    assertThat(run(hook, call(staged))).isEqualTo(new Ran(0, "", ""));
  }

  @Test
  void aDestroyIsDeniedAndTheNamedCommandPasses() throws Exception {
    JsonNode output =
        JSON.readTree(run(hook, call("terraform destroy")).out()).path("hookSpecificOutput");

    assertThat(output.path("permissionDecision").asText()).isEqualTo("deny");
    String reason = output.path("permissionDecisionReason").asText();
    String named = reason.substring(reason.indexOf("Run this instead: ") + 18);
    assertThat(run(hook, call(named))).isEqualTo(new Ran(0, "", ""));
  }

  @Test
  void aCallThatIsNotUnderstoodBlocksTheCommand() throws Exception {
    Ran ran = run(hook, "{\"tool_input\":");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("could not be checked").doesNotContain("\tat ");
  }

  private static String call(String command) {
    ObjectNode call = JSON.createObjectNode().put("tool_name", "Bash");
    call.putObject("tool_input").put("command", command);
    return call.toString();
  }

  private Ran run(String command, String input) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(List.of("sh", "-c", command));
    builder.environment().put("HOME", home.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(UTF_8));
    }
    String out = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8).strip();
    return new Ran(process.waitFor(), out, err);
  }
}
