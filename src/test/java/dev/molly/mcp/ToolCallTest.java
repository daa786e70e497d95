package dev.molly.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolCallTest {
  @Test
  void argumentsBecomeOptionsAndNamesComeLast() {
    ToolCall call =
        ToolCall.of(
            SafeTool.PLAN_RETIRE,
            Map.of(
                "ids", List.of("web-01", "web-02"), "why", "old", "regions", List.of("eu-west-1")));

    assertThat(call.words(List.of("--sandbox")))
        .containsExactly(
            "retire", "--sandbox", "--why=old", "--region=eu-west-1", "--", "web-01", "web-02");
  }

  @Test
  void aFlagIsTypedOnlyIfItIsTrue() {
    Map<String, Object> off = Map.of("ids", List.of("a"), "dry_run", false);
    Map<String, Object> on = Map.of("ids", List.of("a"), "dry_run", true);

    assertThat(ToolCall.of(SafeTool.RESTORE, off).options()).isEmpty();
    assertThat(ToolCall.of(SafeTool.RESTORE, on).options()).containsExactly("--dry-run");
  }

  /// Whatever a model writes, no word of it is an option of its own.
  @ParameterizedTest
  @ValueSource(strings = {"--apply", "--confirm=retire 1", "-", "--", "--out=/etc/passwd", "@file"})
  void noValueIsAnOption(String hostile) {
    ToolCall call =
        ToolCall.of(
            SafeTool.PLAN_RETIRE,
            Map.of(
                "ids",
                List.of(hostile),
                "why",
                hostile,
                "keep",
                hostile,
                "kinds",
                List.of(hostile)));

    List<String> words = call.words(List.of());

    assertThat(words.subList(1, words.indexOf("--")))
        .allMatch(word -> Set.of("--why", "--keep", "--kind").contains(word.split("=", 2)[0]));
    assertThat(words.subList(words.indexOf("--") + 1, words.size())).containsExactly(hostile);
  }

  @Test
  void aParameterThatThereIsNotIsNamedWithThoseThatThereAre() {
    assertThatThrownBy(() -> ToolCall.of(SafeTool.RESTORE, Map.of("id", List.of("a"))))
        .hasMessageContaining("restore has no parameter 'id'; did you mean 'ids'?")
        .hasMessageContaining("It has: ids, dry_run,");
  }

  @Test
  void whatIsMissingOrOfAnotherTypeIsSaid() {
    assertThatThrownBy(() -> ToolCall.of(SafeTool.EXTEND, Map.of("ids", List.of("a"))))
        .hasMessage("extend needs 'by'. How much later they fall due, for example '7d'.");
    assertThatThrownBy(() -> ToolCall.of(SafeTool.RESTORE, Map.of("ids", List.of())))
        .hasMessageStartingWith("restore needs 'ids'.");
    assertThatThrownBy(() -> ToolCall.of(SafeTool.RESTORE, Map.of("ids", "a")))
        .hasMessageStartingWith("'ids' must be a list of texts.");
    assertThatThrownBy(() -> ToolCall.of(SafeTool.RESTORE, Map.of("ids", List.of(1))))
        .hasMessageStartingWith("'ids' must be a list of texts.");
    assertThatThrownBy(() -> ToolCall.of(SafeTool.SCAN, Map.of("owner", " ")))
        .hasMessageStartingWith("'owner' is empty.");
    assertThatThrownBy(
            () -> ToolCall.of(SafeTool.RESTORE, Map.of("ids", List.of("a"), "dry_run", "yes")))
        .hasMessageStartingWith("'dry_run' must be true or false.");
  }

  /// All others carry out a plan, confirm or accept something, or name a file or another account.
  @ParameterizedTest
  @EnumSource(SafeTool.class)
  void aToolTakesOnlyOptionsThatSelectOrSayHow(SafeTool tool) {
    assertThat(tool.parameters())
        .extracting(ToolParameter::option)
        .isSubsetOf(
            "",
            "--id",
            "--region",
            "--kind",
            "--account",
            "--environment",
            "--severity",
            "--tag",
            "--owner",
            "--format",
            "--why",
            "--keep",
            "--by",
            "--dry-run");
  }
}
