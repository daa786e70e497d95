package dev.molly.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTextTest {
  @Test
  void leavesOrdinaryTextAlone() {
    String text = "web-01 (Größe \u65e5\u672c\u8a9e \ud83d\udd25)";

    assertThat(PrintableText.of(text)).isSameAs(text);
  }

  @Test
  void writesOutWhatWouldDriveATerminal() {
    assertThat(PrintableText.of("a\u001b[2Jb\u0007\u009b31m\u007f"))
        .isEqualTo("a\\u001b[2Jb\\u0007\\u009b31m\\u007f");
  }

  @Test
  void writesOutLineEndsSoThatNoLineCanBeForged() {
    assertThat(PrintableText.of("a\nb\r\tc\u2028d\u0085")).isEqualTo("a\\nb\\r\\tc\\u2028d\\u0085");
  }

  @ParameterizedTest
  @CsvSource({
    "a ##[error]b, a #\\u0023[error]b",
    "##vso[task.setvariable variable=a]b, #\\u0023vso[task.setvariable variable=a]b",
    "###teamcity[x, ##\\u0023teamcity[x",
    "## and #[1], ## and #[1]"
  })
  void noTextIsACommandToTheRunnerOfAJob(String text, String visible) {
    assertThat(PrintableText.of(text)).isEqualTo(visible);
  }

  @Test
  void writesOutWhatTurnsOrHidesText() {
    assertThat(PrintableText.of("a\u202eb\u2066c\u200bd\ufeff"))
        .isEqualTo("a\\u202eb\\u2066c\\u200bd\\ufeff");
  }

  @Test
  void writesOutHalvesOfPairsAndWhatIsNoCharacter() {
    assertThat(PrintableText.of("a\ud800b\uffff" + Character.toString(0xe0041)))
        .isEqualTo("a\\ud800b\\uffff\\u{e0041}");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x1b, 0x9b, 0x202e, 0x2067, 0x200f, 0x61c, 0xfffe})
  void knowsEveryDangerousOneByItsCategory(int codePoint) {
    assertThat(PrintableText.unseen(codePoint)).isTrue();
  }
}
