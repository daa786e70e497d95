package dev.molly.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingSuggestionTest {
  private static final List<String> KNOWN =
      List.of("severity", "ec2-instance", "rds-instance", "s3-versioning", "high", "id", "kind");

  @ParameterizedTest
  @CsvSource({
    "sevrity, severity",
    "severtiy, severity",
    "SEVERITY, severity",
    "ec2-instances, ec2-instance",
    "ec2_instance, ec2-instance",
    "hihg, high",
    "versioning, s3-versioning",
    "knd, kind"
  })
  void findsTheWordThatWasMeant(String typed, String meant) {
    assertThat(SpellingSuggestion.to(typed, KNOWN)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"lambda", "instance", "zzzz", "''"})
  void saysNothingWhenNoWordIsNearOrSeveralAre(String typed) {
    assertThat(SpellingSuggestion.to(typed, KNOWN)).isEmpty();
  }

  @Test
  void hintsAtAllWordsWhenNoneIsNear() {
    assertThat(SpellingSuggestion.hint("lambda", List.of("b", "a"))).isEqualTo("; known: a, b");
  }

  @Test
  void hintsAtNothingWhenThereAreNoWords() {
    assertThat(SpellingSuggestion.hint("lambda", List.of())).isEmpty();
  }

  @Test
  void takesNoTimeForAHugeWord() {
    assertThat(SpellingSuggestion.to("x".repeat(1_000_000), KNOWN)).isEmpty();
  }
}
