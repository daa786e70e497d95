package dev.molly.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.report.Rendered;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextPageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-12-22T18:06:00Z, which is now: |molly purge --sandbox --state /tmp/a/b|; told before",
        "its record is not known here (|molly explain retirement-record|), and so on and on",
        "Run it again, or get it back: |molly restore acme-logs --region eu-west-1|. It asks"
            + " nothing",
        "to see all of it: |molly journal show --run 20261129T164349Z-90c606|, and what it wrote",
        "it has no copy that counts: |aws rds copy-db-snapshot --region eu-west-1 --tags a|; then",
        "Without one of them: |molly iam sweep| says what it needs to be allowed to do, all of it",
      })
  void aCommandInASentenceIsOnOneLine(String before, String command, String after) {
    for (int width = 40; width < 100; width++) {
      List<String> lines = words(width, before + command + after);

      assertThat(lines).as(width + " columns").anyMatch(line -> line.contains(command));
      assertThat(lines)
          .as("a command alone, and pasted with its line")
          .noneMatch(line -> line.matches(Pattern.quote(command) + "[,;]"));
      assertThat(String.join(" ", lines).replaceAll("[,;]", ""))
          .isEqualTo((before + command + after).replaceAll("[,;]", ""));
    }
  }

  @Test
  void whatFollowsTwoCommandsIsWrappedAsBefore() {
    List<String> lines =
        words(40, "molly sweep or molly purge: each of them says what it does before it does it");

    assertThat(lines)
        .containsExactly(
            "molly sweep or molly purge: each of them", "says what it does before it does it");
  }

  @Test
  void noLineIsACommandToTheRunnerOfAJob() {
    assertThat(words(40, "a name that fills its line to the end :: ::stop-commands::x ::error::y"))
        .noneMatch(line -> line.stripLeading().startsWith("::"));
    assertThat(
            Rendered.text(
                out ->
                    new TextPage(out, new TextDisplay(40, false))
                        .pair(4, "i-0123456789abcdef0", 19, "::error title=molly::all is well")))
        .contains("\n      \\u003a:error title=molly::all");
  }

  private static List<String> words(int width, String text) {
    return Rendered.text(out -> new TextPage(out, new TextDisplay(width, false)).words(0, text))
        .lines()
        .toList();
  }
}
