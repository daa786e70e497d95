package dev.molly.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "prod, prod, true",
    "prod, production, false",
    "prod*, production, true",
    "*prod, preprod, true",
    "*-prod-*, acme-prod-db, true",
    "pr?d, prod, true",
    "pr?d, prd, false",
    "*, '', true",
    "?, '', false",
    "'', '', true",
    "a*b*c, aXbXbXc, true",
    "a*b*c, aXbXbX, false",
    "PROD, prod, false",
    "a.c, abc, false",
    "[ab], a, false"
  })
  void aStarIsAnyTextAndAQuestionMarkOneCharacter(String glob, String text, boolean fits) {
    assertThat(new Glob(glob).matches(text)).isEqualTo(fits);
  }

  @Test
  void aPatternMadeToBeSlowIsNot() {
    String text = "a".repeat(50_000);

    assertThat(new Glob("*a".repeat(50) + "b").matches(text)).isFalse();
  }
}
