package dev.molly.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OperationTest {
  /// The words are in plan files, journals and digests: they must not change.
  @Test
  void hasTheWordsOfTheFilesThatExist() {
    assertThat(Arrays.stream(Operation.values()).map(Operation::word))
        .containsExactlyInAnyOrder(
            "protect", "undo", "retire", "sweep", "restore", "extend", "purge", "lease", "renew");
  }

  @Test
  void isFoundByItsWordAndByNothingElse() {
    for (Operation each : Operation.values()) {
      assertThat(Operation.of(each.word())).isEqualTo(each);
    }
    assertThat(Operation.find("PROTECT")).isEmpty();
    assertThatThrownBy(() -> Operation.of("destroy"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no operation is called 'destroy'");
  }

  @Test
  void endsALeaseWithTheCommandThatUsersType() {
    assertThat(Operation.RENEW.command()).isEqualTo("lease --end");
    assertThat(Operation.PURGE.command()).isEqualTo("purge");
  }
}
