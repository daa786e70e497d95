package dev.molly.hook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads what an agent says about a shell command, and writes the answer in its words.
///
/// Sources: code.claude.com/docs/en/hooks (PreToolUse); geminicli.com/docs/hooks/reference
/// (BeforeTool); docs.github.com, "GitHub Copilot CLI hooks reference" (preToolUse);
/// cursor.com/docs/agent/hooks (beforeShellExecution).
final class AgentProtocol {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// Claude Code's modes in which a question is not asked.
  private static final Set<String> UNATTENDED = Set.of("bypassPermissions", "dontAsk");

  private final Agent agent;

  AgentProtocol(Agent agent) {
    this.agent = agent;
  }

  /// Reads a tool call.
  ///
  /// @return empty if the tool runs no shell command
  /// @throws JsonProcessingException if it is no JSON
  /// @throws IllegalArgumentException if it is not what the agent documents
  Optional<ToolCall> read(String text) throws JsonProcessingException {
    if (!(JSON.readTree(text) instanceof ObjectNode call)) {
      throw new IllegalArgumentException("it is no JSON object");
    }
    JsonNode input =
        switch (agent) {
          case CLAUDE_CODE, GEMINI -> member(call, "tool_input");
          case COPILOT -> unpacked(member(call, "toolArgs"));
          case CURSOR, GENERIC -> call;
        };
    if (!(input instanceof ObjectNode arguments)) {
      throw new IllegalArgumentException("the tool's arguments are no JSON object");
    }
    JsonNode command = arguments.path("command");
    if (command.isMissingNode()
        && (agent == Agent.CLAUDE_CODE || agent == Agent.GEMINI || agent == Agent.COPILOT)) {
      return Optional.empty();
    }
    if (!command.isTextual()) {
      throw new IllegalArgumentException("its command is no text");
    }
    return Optional.of(
        new ToolCall(
            command.asText(),
            arguments,
            Path.of(call.path("cwd").asText("")).toAbsolutePath(),
            !UNATTENDED.contains(call.path("permission_mode").asText())));
  }

  private static JsonNode member(ObjectNode call, String name) {
    JsonNode found = call.path(name);
    if (found.isMissingNode()) {
      throw new IllegalArgumentException("it has no '" + name + "'");
    }
    return found;
  }

  /// Copilot passes the arguments as a text of JSON.
  private static JsonNode unpacked(JsonNode arguments) throws JsonProcessingException {
    return arguments.isTextual() ? JSON.readTree(arguments.asText()) : arguments;
  }

  /// Writes the answer to a call that runs no shell command, or to a command that passes.
  HookAnswer passed() {
    return switch (agent) {
      case CLAUDE_CODE, GEMINI, COPILOT -> HookAnswer.json("");
      case CURSOR -> HookAnswer.json("{\"continue\":true}");
      case GENERIC -> HookAnswer.json("{\"decision\":\"pass\"}");
    };
  }

  /// Writes the answer to a command.
  HookAnswer write(ToolCall call, Verdict verdict) {
    if (verdict.decision() == Decision.PASS) {
      return passed();
    }
    String rewritten = verdict.insertions().isEmpty() ? "" : verdict.rewritten(call.command());
    String reason = "molly: " + String.join("\n", verdict.reasons());
    String named = rewritten.isEmpty() ? reason : reason + "\n" + Verdict.INSTEAD + rewritten;
    return switch (agent) {
      case CLAUDE_CODE -> claude(call, verdict.decision(), reason, rewritten);
      case GEMINI -> gemini(call, verdict.decision(), named, rewritten);
      case COPILOT ->
          json(
              JSON.createObjectNode()
                  .put("permissionDecision", "deny")
                  .put("permissionDecisionReason", named));
      case CURSOR -> cursor(verdict.decision(), named);
      case GENERIC -> generic(verdict, named, rewritten);
    };
  }

  /// With a changed command, `allow` would skip the person's own permissions.
  private static HookAnswer claude(
      ToolCall call, Decision decision, String reason, String rewritten) {
    String word =
        switch (decision) {
          case PASS -> "";
          case REWRITE -> call.attended() ? "ask" : "allow";
          case ASK -> call.attended() ? "ask" : "deny";
          case DENY -> "deny";
        };
    ObjectNode answer = JSON.createObjectNode();
    ObjectNode output = answer.putObject("hookSpecificOutput");
    output.put("hookEventName", "PreToolUse");
    output.put("permissionDecision", word);
    output.put(
        "permissionDecisionReason",
        decision == Decision.ASK && !call.attended()
            ? reason + "\nNo person can be asked in this mode: let one run it at a terminal."
            : reason);
    if (!rewritten.isEmpty() && !word.equals("deny")) {
      output.set("updatedInput", call.input().deepCopy().put("command", rewritten));
    }
    return json(answer);
  }

  /// Gemini CLI cannot be told to ask.
  private static HookAnswer gemini(
      ToolCall call, Decision decision, String reason, String rewritten) {
    ObjectNode answer = JSON.createObjectNode();
    if (decision == Decision.REWRITE) {
      answer
          .putObject("hookSpecificOutput")
          .put("hookEventName", "BeforeTool")
          .set("tool_input", call.input().deepCopy().put("command", rewritten));
      answer.put("systemMessage", reason);
    } else {
      answer.put("decision", "deny").put("reason", reason);
    }
    return json(answer);
  }

  /// Cursor cannot be told another command. It has read both spellings of the messages.
  private static HookAnswer cursor(Decision decision, String reason) {
    return json(
        JSON.createObjectNode()
            .put("continue", true)
            .put("permission", decision == Decision.ASK ? "ask" : "deny")
            .put("user_message", reason)
            .put("agent_message", reason)
            .put("userMessage", reason)
            .put("agentMessage", reason));
  }

  private static HookAnswer generic(Verdict verdict, String reason, String rewritten) {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("decision", verdict.decision().name().toLowerCase(Locale.ROOT));
    verdict.reasons().forEach(answer.putArray("reasons")::add);
    if (!rewritten.isEmpty()) {
      answer.put("command", rewritten);
    }
    boolean blocked = verdict.decision().compareTo(Decision.ASK) >= 0;
    return new HookAnswer(
        blocked ? HookAnswer.BLOCKED : 0, answer.toString(), blocked ? reason : "");
  }

  private static HookAnswer json(ObjectNode answer) {
    return HookAnswer.json(answer.toString());
  }
}
