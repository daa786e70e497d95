package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XdgFolderTest {
  @Test
  void theStateIsWhereTheDesktopKeepsState() {
    var environment = Map.of("XDG_STATE_HOME", "/data/state", "HOME", "/home/ann");

    assertThat(XdgFolder.STATE.of(environment, "/home/ada"))
        .isEqualTo(Path.of("/data/state/molly"));
  }

  @Test
  void whatIsInstalledIsWhereTheDesktopKeepsThat() {
    assertThat(XdgFolder.DATA.of(Map.of("XDG_DATA_HOME", "/data/share"), "/home/ada"))
        .isEqualTo(Path.of("/data/share/molly"));
    assertThat(XdgFolder.DATA.of(Map.of("XDG_DATA_HOME", ""), "/home/ada"))
        .isEqualTo(Path.of("/home/ada/.local/share/molly"));
  }

  @Test
  void elseItIsInTheHomeThatTheEnvironmentNames() {
    assertThat(XdgFolder.STATE.of(Map.of("HOME", "/home/ann"), "/home/ada"))
        .isEqualTo(Path.of("/home/ann/.local/state/molly"));
  }

  @Test
  void elseInTheHomeOfTheUser() {
    assertThat(XdgFolder.STATE.of(Map.of(), "/home/ada"))
        .isEqualTo(Path.of("/home/ada/.local/state/molly"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?"})
  void whereThereIsNoHomeItIsNotInTheCurrentFolder(String account) {
    assertThat(XdgFolder.STATE.of(Map.of(), account))
        .isEqualTo(Path.of("/nonexistent/.local/state/molly"));
  }

  /// With an empty one the journal would be in `/molly`, with a relative one somewhere else each
  /// time.
  @ParameterizedTest
  @ValueSource(strings = {"", "state", "./state", "~/state"})
  void aVariableThatIsNoFullPathIsNotSet(String value) {
    var environment = Map.of("XDG_STATE_HOME", value, "HOME", value);

    assertThat(XdgFolder.STATE.of(environment, "/home/ada"))
        .isEqualTo(Path.of("/home/ada/.local/state/molly"));
  }
}
