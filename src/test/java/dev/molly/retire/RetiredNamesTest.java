package dev.molly.retire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetiredNamesTest {
  private static final Instant AT = Instant.parse("2026-11-22T23:59:59Z");

  /// RDS API Reference: letters, digits and hyphens, first a letter, no hyphen at the end and no
  /// two in a row.
  private static final Pattern IDENTIFIER = Pattern.compile("[a-z](-?[a-z0-9])*");

  @Test
  void aNameTagSaysThatItIsDeletedAndSinceWhichDayInUtc() {
    assertThat(RetiredNames.tag("web-01", AT, 256)).isEqualTo("web-01_deleted_20261122");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "web-01", "\"", "\"\"", "\"\"\"", "\"web\"", " "})
  void aNameTagIsReadAgainFromItsSettingAndIsNeverTakenForNone(String name) {
    String setting = RetiredNames.setting(name);

    assertThat(setting).isNotEmpty();
    assertThat(RetiredNames.value(setting)).contains(name);
  }

  @Test
  void noNameTagIsAnEmptySettingAndAUsualNameIsItself() {
    assertThat(RetiredNames.ABSENT).isEmpty();
    assertThat(RetiredNames.value("")).isEmpty();
    assertThat(RetiredNames.setting("web-01")).isEqualTo("web-01");
  }

  @Test
  void anIdentifierHasNoUnderscores() {
    assertThat(RetiredNames.identifier("mydb", AT, 63)).isEqualTo("mydb-deleted-20261122");
  }

  static Stream<String> identifiers() {
    return Stream.of(
        "a",
        "mydb",
        "a".repeat(63),
        "ab-".repeat(20) + "abc",
        "a-b-c",
        "x".repeat(45) + "-" + "y".repeat(17));
  }

  @ParameterizedTest
  @MethodSource("identifiers")
  void whatIsTooLongLosesItsEndAndStaysAnIdentifier(String identifier) {
    String retired = RetiredNames.identifier(identifier, AT, 63);

    assertThat(retired).hasSizeLessThanOrEqualTo(63).endsWith("-deleted-20261122");
    assertThat(retired).matches(IDENTIFIER);
  }

  @Test
  void aLongNameTagLosesItsEndAndNeverTheDate() {
    assertThat(RetiredNames.tag("n".repeat(256), AT, 256))
        .hasSize(256)
        .endsWith("_deleted_20261122");
  }

  /// AWS takes no half of a character.
  @Test
  void aLongNameTagIsNotCutWithinACharacter() {
    assertThat(RetiredNames.tag("n".repeat(238) + "\uD83D\uDE00", AT, 256))
        .isEqualTo("n".repeat(238) + "_deleted_20261122");
  }
}
