package dev.molly.hook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.model.UserError;
import dev.molly.text.FailureReason;
import dev.molly.text.ShellQuoting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The settings file in which an agent finds its hooks, and molly's hook in it.
///
/// A file with other settings is kept as it is in all that is not molly's, and copied before its
/// first change.
public final class AgentSettings {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final int SECONDS = 30;

  private final Agent agent;
  private final Path file;

  private AgentSettings(Agent agent, Path file) {
    this.agent = agent;
    this.file = file;
  }

  /// Returns the settings of a person, below their home, or of a project, in its folder.
  ///
  /// @throws UserError if molly does not know where the agent has its settings
  public static AgentSettings of(Agent agent, Path folder, boolean project) {
    String name =
        switch (agent) {
          case CLAUDE_CODE -> ".claude/settings.json";
          case GEMINI -> ".gemini/settings.json";
          case COPILOT -> project ? ".github/hooks/molly.json" : ".copilot/hooks/molly.json";
          case CURSOR -> ".cursor/hooks.json";
          case GENERIC ->
              throw new UserError(
                  "where that agent has its hooks is not known to molly.\n"
                      + "To set it up by hand: molly explain hook");
        };
    return new AgentSettings(agent, folder.toAbsolutePath().normalize().resolve(name));
  }

  /// Returns the path of the settings file.
  public Path file() {
    return file;
  }

  /// Puts molly's hook into the settings, in the place of an older one.
  ///
  /// @param molly the program that the hook runs
  /// @return the copy of the file as it was; empty if there was no file, or nothing to change
  /// @throws UserError if the file is not understood or cannot be written; it is as it was then
  public Optional<Path> install(Path molly) {
    ObjectNode settings = read();
    ObjectNode before = settings.deepCopy();
    take(settings);
    hooks(settings).add(entry(command(molly)));
    return settings.equals(before) ? Optional.empty() : write(settings);
  }

  /// Takes molly's hook out of the settings.
  ///
  /// @return whether it was there
  public boolean remove() {
    ObjectNode settings = read();
    boolean there = take(settings);
    if (there) {
      write(settings);
    }
    return there;
  }

  /// Returns the command of molly's hook in the settings; empty if there is none.
  public Optional<String> installed() {
    return Files.exists(file)
        ? entries(read()).flatMap(found -> commands(found).stream().findFirst())
        : Optional.empty();
  }

  /// Returns the program that a command of molly's hook runs.
  public Path program(String command) {
    String word = command.substring(0, command.lastIndexOf(" hook --agent " + agent));
    return Path.of(word.replaceFirst("^'(.*)'$", "$1").replace("'\\''", "'"));
  }

  /// The shell closes what the agent leaves open: a program that is gone, or was killed.
  private String command(Path molly) {
    return ShellQuoting.quote(molly.toAbsolutePath().toString())
        + " hook --agent "
        + agent
        + " || exit 2";
  }

  private ObjectNode entry(String command) {
    ObjectNode hook = JSON.createObjectNode();
    switch (agent) {
      case CLAUDE_CODE -> {
        hook.put("matcher", "Bash|PowerShell");
        hook.putArray("hooks")
            .addObject()
            .put("type", "command")
            .put("command", command)
            .put("timeout", SECONDS)
            .put("onFailure", "block");
      }
      case GEMINI -> {
        hook.put("matcher", "run_shell_command");
        hook.putArray("hooks")
            .addObject()
            .put("name", "molly")
            .put("type", "command")
            .put("command", command)
            .put("timeout", SECONDS * 1000);
      }
      case COPILOT -> hook.put("type", "command").put("bash", command).put("timeoutSec", SECONDS);
      case CURSOR, GENERIC ->
          hook.put("command", command).put("timeout", SECONDS).put("failClosed", true);
    }
    return hook;
  }

  private String event() {
    return switch (agent) {
      case CLAUDE_CODE -> "PreToolUse";
      case GEMINI -> "BeforeTool";
      case COPILOT -> "preToolUse";
      case CURSOR, GENERIC -> "beforeShellExecution";
    };
  }

  private ArrayNode hooks(ObjectNode settings) {
    if (agent == Agent.COPILOT || agent == Agent.CURSOR) {
      if (!settings.has("version")) {
        settings.put("version", 1);
      }
    }
    ObjectNode hooks = settings.withObjectProperty("hooks");
    return hooks.withArrayProperty(event());
  }

  private Optional<ArrayNode> entries(ObjectNode settings) {
    return settings.path("hooks").path(event()) instanceof ArrayNode found
        ? Optional.of(found)
        : Optional.empty();
  }

  /// Takes molly's entries out, and what holds nothing without them.
  private boolean take(ObjectNode settings) {
    Optional<ArrayNode> entries = entries(settings);
    if (entries.isEmpty() || commands(entries.get()).isEmpty()) {
      return false;
    }
    ArrayNode all = entries.get();
    for (int at = all.size() - 1; at >= 0; at--) {
      JsonNode entry = all.get(at);
      boolean nothingLeft = isOurs(entry);
      if (entry.path("hooks") instanceof ArrayNode inner && removeOurs(inner)) {
        nothingLeft = inner.isEmpty();
      }
      if (nothingLeft) {
        all.remove(at);
      }
    }
    if (all.isEmpty()) {
      ObjectNode hooks = (ObjectNode) settings.path("hooks");
      hooks.remove(event());
      if (hooks.isEmpty()) {
        settings.remove("hooks");
      }
    }
    return true;
  }

  private boolean removeOurs(ArrayNode hooks) {
    int before = hooks.size();
    for (int at = before - 1; at >= 0; at--) {
      if (isOurs(hooks.get(at))) {
        hooks.remove(at);
      }
    }
    return hooks.size() < before;
  }

  private List<String> commands(ArrayNode entries) {
    var found = new ArrayList<String>();
    for (JsonNode entry : entries) {
      for (JsonNode hook : entry.path("hooks").isArray() ? entry.path("hooks") : List.of(entry)) {
        if (isOurs(hook)) {
          found.add(text(hook));
        }
      }
    }
    return found;
  }

  private boolean isOurs(JsonNode hook) {
    return text(hook).matches("(?s).*molly'? hook --agent " + agent + "\\b.*");
  }

  private static String text(JsonNode hook) {
    return hook.path("command").asText(hook.path("bash").asText(""));
  }

  private ObjectNode read() {
    try {
      String text = Files.exists(file) ? Files.readString(file) : "";
      if (text.isBlank()) {
        return JSON.createObjectNode();
      }
      if (JSON.readTree(text) instanceof ObjectNode settings) {
        return settings;
      }
      throw notUnderstood("it is no JSON object");
    } catch (JsonProcessingException e) {
      throw notUnderstood(e.getOriginalMessage());
    } catch (IOException e) {
      throw new UserError(file + " cannot be read: " + FailureReason.of(e), e);
    }
  }

  private UserError notUnderstood(String why) {
    return new UserError(
        "%s is not understood, and is left as it is: %s.\nTo add the hook by hand: molly explain hook"
            .formatted(file, why));
  }

  /// Writes the settings in one step, through a link if the file is one.
  private Optional<Path> write(ObjectNode settings) {
    try {
      Files.createDirectories(file.getParent());
      Path real = Files.exists(file) ? file.toRealPath() : file;
      Optional<Path> copy = Optional.empty();
      Path fresh = Files.createTempFile(real.getParent(), ".molly", ".json");
      if (Files.exists(real)) {
        copy = Optional.of(copyOf(real));
        Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(real));
      }
      Files.writeString(fresh, JSON.writeValueAsString(settings) + "\n");
      Files.move(fresh, real, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return copy;
    } catch (IOException e) {
      throw new UserError(file + " cannot be written: " + FailureReason.of(e), e);
    }
  }

  private static Path copyOf(Path real) throws IOException {
    String name = real.getFileName() + ".before-molly";
    for (int number = 1; ; number++) {
      Path copy = real.resolveSibling(number == 1 ? name : name + "-" + number);
      if (!Files.exists(copy)) {
        return Files.copy(real, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
      if (Files.mismatch(real, copy) < 0) {
        return copy;
      }
    }
  }
}
