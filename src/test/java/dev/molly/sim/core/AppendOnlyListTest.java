package dev.molly.sim.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AppendOnlyListTest {
  private final AppendOnlyList<Integer> list = new AppendOnlyList<>();

  @Test
  void holdsTheItemsInTheOrderInWhichTheyWereAdded() {
    IntStream.range(0, 100).forEach(list::add);

    assertThat(list.soFar()).isEqualTo(IntStream.range(0, 100).boxed().toList());
  }

  @Test
  void laterItemsDoNotShowInWhatWasTakenBefore() {
    list.add(1);
    List<Integer> before = list.soFar();

    list.add(2);

    assertThat(before).containsExactly(1);
    assertThatThrownBy(() -> before.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(list.soFar()).containsExactly(1, 2);
  }

  @Test
  void whatWasTakenCannotBeChanged() {
    list.add(1);

    assertThatThrownBy(() -> list.soFar().set(0, 2))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
