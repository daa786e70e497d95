package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateOptionsTest {
  @Test
  void theStateIsWhereTheDesktopKeepsState() {
    var environment = Map.of("XDG_STATE_HOME", "/data/state", "HOME", "/home/ann");

    assertThat(StateOptions.standard(environment, "/home/ada"))
        .isEqualTo(Path.of("/data/state/molly"));
  }

  @Test
  void elseItIsInTheHomeThatTheEnvironmentNames() {
    assertThat(StateOptions.standard(Map.of("HOME", "/home/ann"), "/home/ada"))
        .isEqualTo(Path.of("/home/ann/.local/state/molly"));
  }

  @Test
  void elseInTheHomeOfTheUser() {
    assertThat(StateOptions.standard(Map.of(), "/home/ada"))
        .isEqualTo(Path.of("/home/ada/.local/state/molly"));
  }

  /// With an empty one the journal would be in `/molly`, with a relative one somewhere else each
  /// time.
  @ParameterizedTest
  @ValueSource(strings = {"", "state", "./state", "~/state"})
  void aVariableThatIsNoFullPathIsNotSet(String value) {
    var environment = Map.of("XDG_STATE_HOME", value, "HOME", value);

    assertThat(StateOptions.standard(environment, "/home/ada"))
        .isEqualTo(Path.of("/home/ada/.local/state/molly"));
  }
}
