package dev.molly.kind.switches;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwitchKindTest {
  @ParameterizedTest
  @CsvSource({
    "DELETING, true",
    "deleting, true",
    "DELETE_IN_PROGRESS, true",
    "deregistered, true",
    "DELETE_FAILED, false",
    "ACTIVE, false",
    "disabled, false",
    "'', false"
  })
  void countsAStateAsDeletedInTheWordsOfEachService(String state, boolean going) {
    assertThat(SwitchKind.isGoing(state)).isEqualTo(going);
  }
}
