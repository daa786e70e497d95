package dev.molly.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.report.Schemas;
import dev.molly.report.format.DocumentSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class AgentHookTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TERMINATE =
      "aws ec2 terminate-instances --instance-ids i-0abcdef1234567890";
  private static final String STAGED = "/opt/molly/bin/molly " + TERMINATE;

  @Test
  void toClaudeCodeAHarmlessCommandIsNotMentioned() {
    HookAnswer answer = answer(Agent.CLAUDE_CODE, claude("ls", "default"));

    assertThat(answer).isEqualTo(new HookAnswer(0, "", ""));
  }

  @Test
  void claudeCodeIsToldTheStagedCommandAndAsksThePerson() throws Exception {
    JsonNode output = output(answer(Agent.CLAUDE_CODE, claude(TERMINATE, "default")));

    assertThat(output.path("hookEventName").asText()).isEqualTo("PreToolUse");
    assertThat(output.path("permissionDecision").asText()).isEqualTo("ask");
    assertThat(output.path("permissionDecisionReason").asText()).contains("can be undone");
    assertThat(output.path("updatedInput").path("command").asText()).isEqualTo(STAGED);
    assertThat(output.path("updatedInput").path("timeout").asInt()).isEqualTo(5000);
  }

  @Test
  void whereNoPersonIsAskedTheStagedCommandRunsAndAQuestionIsANo() throws Exception {
    JsonNode staged = output(answer(Agent.CLAUDE_CODE, claude(TERMINATE, "bypassPermissions")));
    JsonNode asked =
        output(
            answer(
                Agent.CLAUDE_CODE,
                claude("aws lambda delete-function --function-name f", "bypassPermissions")));

    assertThat(staged.path("permissionDecision").asText()).isEqualTo("allow");
    assertThat(staged.path("updatedInput").path("command").asText()).isEqualTo(STAGED);
    assertThat(asked.path("permissionDecision").asText()).isEqualTo("deny");
    assertThat(asked.path("permissionDecisionReason").asText()).contains("at a terminal");
  }

  @Test
  void aDeniedCommandIsNotChanged() throws Exception {
    JsonNode output =
        output(answer(Agent.CLAUDE_CODE, claude(TERMINATE + " && terraform destroy", "default")));

    assertThat(output.path("permissionDecision").asText()).isEqualTo("deny");
    assertThat(output.has("updatedInput")).isFalse();
  }

  @Test
  void geminiIsToldTheStagedCommandAndWhatItCannotAskIsDenied() throws Exception {
    JsonNode staged = json(answer(Agent.GEMINI, call("run_shell_command", TERMINATE)));
    JsonNode asked = json(answer(Agent.GEMINI, call("run_shell_command", "kubectl drain n")));

    assertThat(staged.path("hookSpecificOutput").path("tool_input").path("command").asText())
        .isEqualTo(STAGED);
    assertThat(staged.has("decision")).isFalse();
    assertThat(asked.path("decision").asText()).isEqualTo("deny");
    assertThat(asked.path("reason").asText()).contains("evicts");
  }

  @Test
  void copilotIsDeniedWithTheStagedCommandAndReadsArgumentsAsATextOfJson() throws Exception {
    String arguments = JSON.createObjectNode().put("command", TERMINATE).toString();
    String input =
        JSON.createObjectNode().put("toolName", "bash").put("toolArgs", arguments).toString();

    JsonNode answer = json(answer(Agent.COPILOT, input));

    assertThat(answer.path("permissionDecision").asText()).isEqualTo("deny");
    assertThat(answer.path("permissionDecisionReason").asText())
        .endsWith("Run this instead: " + STAGED);
  }

  @Test
  void cursorAsksOrDeniesAndNamesTheStagedCommand() throws Exception {
    JsonNode staged = json(answer(Agent.CURSOR, "{\"command\":\"" + TERMINATE + "\"}"));
    JsonNode asked = json(answer(Agent.CURSOR, "{\"command\":\"kubectl drain n\"}"));

    assertThat(staged.path("permission").asText()).isEqualTo("deny");
    assertThat(staged.path("agent_message").asText()).endsWith("Run this instead: " + STAGED);
    assertThat(asked.path("permission").asText()).isEqualTo("ask");
    assertThat(answer(Agent.CURSOR, "{\"command\":\"ls\"}").stdout())
        .isEqualTo("{\"continue\":true}");
  }

  @Test
  void anyOtherProgramIsBlockedByTheExitCodeToo() throws Exception {
    HookAnswer denied = answer(Agent.GENERIC, "{\"command\":\"terraform destroy\"}");
    HookAnswer staged = answer(Agent.GENERIC, "{\"command\":\"" + TERMINATE + "\"}");

    assertThat(denied.exitCode()).isEqualTo(2);
    assertThat(json(denied).path("decision").asText()).isEqualTo("deny");
    assertThat(denied.stderr()).contains("molly gate -");
    assertThat(staged.exitCode()).isZero();
    assertThat(json(staged).path("command").asText()).isEqualTo(STAGED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ls", TERMINATE, "kubectl drain n", "terraform destroy", "aws s3 rm s3://b/k"})
  void theAnswerToAnyOtherProgramFitsItsSchema(String command) throws Exception {
    String input = JSON.createObjectNode().put("command", command).toString();

    JsonNode answer = json(answer(Agent.GENERIC, input));

    assertThat(Schemas.of(DocumentSchema.HOOK.json()).errors(answer)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"tool_input\":{\"command\":\"ls\"}} x",
        "{\"tool_input\":\"ls\"}",
        "{\"tool_input\":{\"command\":[\"ls\"]}}",
        "{\"tool_input\":{\"command\":\"ls\",\"command\":\"terraform destroy\"}}"
      })
  void anInputThatIsNotUnderstoodBlocksTheCommand(String input) {
    HookAnswer answer = answer(Agent.CLAUDE_CODE, input);

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.stdout()).isEmpty();
    assertThat(answer.stderr()).contains("could not be checked");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "CURSOR")
  void anErrorOfTheCheckBlocksTheCommand(Agent agent) {
    var hook =
        new AgentHook(
            agent,
            folder -> {
              throw new IllegalStateException("broken");
            });

    HookAnswer answer =
        hook.answer(
            "{\"command\":\"ls\",\"tool_input\":{\"command\":\"ls\"},"
                + "\"toolArgs\":{\"command\":\"ls\"}}");

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.stderr()).contains("broken");
  }

  @Test
  void aToolWithoutACommandPasses() {
    String input = "{\"tool_name\":\"Write\",\"tool_input\":{\"file_path\":\"terraform\"}}";

    assertThat(answer(Agent.CLAUDE_CODE, input)).isEqualTo(new HookAnswer(0, "", ""));
  }

  private static String claude(String command, String mode) {
    ObjectNode call = JSON.createObjectNode();
    call.put("hook_event_name", "PreToolUse").put("permission_mode", mode).put("tool_name", "Bash");
    call.putObject("tool_input").put("command", command).put("timeout", 5000);
    return call.toString();
  }

  private static String call(String tool, String command) {
    ObjectNode call = JSON.createObjectNode().put("tool_name", tool);
    call.putObject("tool_input").put("command", command);
    return call.toString();
  }

  private static HookAnswer answer(Agent agent, String input) {
    return new AgentHook(agent, folder -> CommandLinesTest.checker()).answer(input);
  }

  private static JsonNode json(HookAnswer answer) throws JsonProcessingException {
    return JSON.readTree(answer.stdout());
  }

  private static JsonNode output(HookAnswer answer) throws JsonProcessingException {
    return json(answer).path("hookSpecificOutput");
  }
}
