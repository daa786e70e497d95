package dev.molly.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.report.SampleReports;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedFindingsTest {
  /// More than are held as they are, twice over.
  private static final int MANY = 80_000;

  @Test
  void manyFindingsAreTheSameInTheirOrder() {
    List<Finding> many = new ArrayList<>(SampleReports.nasty().findings());
    many.addAll(SampleReports.fleet(MANY).findings());
    List<Finding> sorted = many.stream().sorted().toList();

    List<Finding> packed = packed(many);

    assertThat(packed).isInstanceOf(PackedFindings.class).hasSize(sorted.size());
    // In this direction they are read one after another; in the other one each chunk 512 times.
    assertThat(sorted.equals(packed)).isTrue();
    assertThat(packed.stream().toList().equals(sorted)).isTrue();
    for (int index : List.of(0, 1, 511, 512, 513, MANY, sorted.size() - 1)) {
      assertThat(packed.get(index)).isEqualTo(sorted.get(index));
    }
    assertThatThrownBy(() -> packed.get(sorted.size()))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void namesThatAreNoUnicodeAreKept() {
    List<Finding> nasty = SampleReports.nasty().findings();
    var many = new ArrayList<Finding>();
    for (int n = 0; n < MANY / nasty.size() + 1; n++) {
      many.addAll(nasty);
    }

    assertThat(List.copyOf(packed(many)).equals(many.stream().sorted().toList())).isTrue();
  }

  @Test
  void aFewAreNotPacked() {
    List<Finding> few = SampleReports.nasty().findings();

    assertThat(packed(few)).isNotInstanceOf(PackedFindings.class).isEqualTo(few);
    assertThat(packed(List.of())).isEmpty();
  }

  private static List<Finding> packed(List<Finding> findings) {
    var shuffled = new ArrayList<>(findings);
    Collections.shuffle(shuffled, new Random(7));
    var builder = new PackedFindings.Builder();
    shuffled.forEach(builder::add);
    return builder.build();
  }
}
