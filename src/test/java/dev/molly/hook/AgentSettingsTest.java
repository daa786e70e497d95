package dev.molly.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.molly.model.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class AgentSettingsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path MOLLY = Path.of("/opt/my tools/bin/molly");
  private static final String THEIRS =
      """
      {
        "model": "opus",
        "hooks": {
          "PreToolUse": [
            {"matcher": "Bash", "hooks": [{"type": "command", "command": "./mine.sh"}]}
          ],
          "Stop": [{"hooks": [{"type": "command", "command": "./done.sh"}]}]
        }
      }
      """;

  @TempDir Path home;

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "GENERIC")
  void aHookThatIsInstalledIsFoundAndCanBeRemoved(Agent agent) throws IOException {
    AgentSettings settings = AgentSettings.of(agent, home, false);

    assertThat(settings.installed()).isEmpty();
    settings.install(MOLLY);
    assertThat(settings.installed())
        .contains("'/opt/my tools/bin/molly' hook --agent " + agent + " || exit 2");
    assertThat(settings.remove()).isTrue();
    assertThat(settings.installed()).isEmpty();
    assertThat(settings.remove()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/opt/molly/bin/molly", "/opt/my hook --agent/bin/molly", "/o'p t/molly"})
  void theProgramOfAnInstalledHookIsKnown(String molly) {
    AgentSettings settings = AgentSettings.of(Agent.CURSOR, home, false);

    settings.install(Path.of(molly));

    assertThat(settings.installed().map(settings::program)).contains(Path.of(molly));
  }

  @Test
  void claudeCodeIsToldToBlockWhenTheHookFails() throws IOException {
    AgentSettings.of(Agent.CLAUDE_CODE, home, false).install(MOLLY);

    JsonNode entry = read(".claude/settings.json").path("hooks").path("PreToolUse").path(0);
    assertThat(entry.path("matcher").asText()).isEqualTo("Bash|PowerShell");
    assertThat(entry.path("hooks").path(0).path("onFailure").asText()).isEqualTo("block");
  }

  @Test
  void cursorIsToldToFailClosed() throws IOException {
    AgentSettings.of(Agent.CURSOR, home, false).install(MOLLY);

    JsonNode file = read(".cursor/hooks.json");
    assertThat(file.path("version").asInt()).isEqualTo(1);
    assertThat(
            file.path("hooks").path("beforeShellExecution").path(0).path("failClosed").asBoolean())
        .isTrue();
  }

  @Test
  void otherSettingsStayAndAreCopiedFirst() throws IOException {
    Path file = write(THEIRS);
    AgentSettings settings = AgentSettings.of(Agent.CLAUDE_CODE, home, false);

    Optional<Path> copy = settings.install(MOLLY);
    JsonNode installed = read(".claude/settings.json");
    settings.remove();

    assertThat(copy).contains(file.resolveSibling("settings.json.before-molly"));
    assertThat(Files.readString(copy.orElseThrow())).isEqualTo(THEIRS);
    assertThat(installed.path("hooks").path("PreToolUse")).hasSize(2);
    assertThat(read(".claude/settings.json")).isEqualTo(JSON.readTree(THEIRS));
  }

  @Test
  void installedTwiceItIsThereOnceAndNothingIsWritten() throws IOException {
    AgentSettings settings = AgentSettings.of(Agent.CLAUDE_CODE, home, false);
    write(THEIRS);
    settings.install(MOLLY);
    String once = Files.readString(settings.file());

    assertThat(settings.install(MOLLY)).isEmpty();
    assertThat(Files.readString(settings.file())).isEqualTo(once);
  }

  @Test
  void anotherMollyTakesThePlaceOfTheOld() {
    AgentSettings settings = AgentSettings.of(Agent.GEMINI, home, false);
    settings.install(MOLLY);

    settings.install(Path.of("/new/bin/molly"));

    assertThat(settings.installed()).contains("/new/bin/molly hook --agent gemini || exit 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "// mine\n{}"})
  void aFileThatIsNotUnderstoodIsLeftAsItIs(String text) throws IOException {
    Path file = write(text);

    assertThatThrownBy(() -> AgentSettings.of(Agent.CLAUDE_CODE, home, false).install(MOLLY))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is left as it is")
        .hasMessageContaining("molly explain hook");
    assertThat(Files.readString(file)).isEqualTo(text);
  }

  @Test
  void aLinkAndThePermissionsOfTheFileStay() throws IOException {
    Path real = Files.writeString(home.resolve("dotfiles.json"), THEIRS);
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    Files.createDirectories(home.resolve(".claude"));
    Path link = Files.createSymbolicLink(home.resolve(".claude/settings.json"), real);

    AgentSettings.of(Agent.CLAUDE_CODE, home, false).install(MOLLY);

    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(Files.readString(real)).contains("hook --agent claude-code");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void aSecondCopyDoesNotReplaceTheFirst() throws IOException {
    write(THEIRS);
    AgentSettings settings = AgentSettings.of(Agent.CLAUDE_CODE, home, false);
    settings.install(MOLLY);
    write("{\"model\": \"other\"}");

    Optional<Path> second = settings.install(MOLLY);

    assertThat(second.orElseThrow().getFileName()).hasToString("settings.json.before-molly-2");
    assertThat(Files.readString(settings.file().resolveSibling("settings.json.before-molly")))
        .isEqualTo(THEIRS);
  }

  private Path write(String text) throws IOException {
    Path file = home.resolve(".claude/settings.json");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private JsonNode read(String name) throws IOException {
    return JSON.readTree(home.resolve(name).toFile());
  }
}
