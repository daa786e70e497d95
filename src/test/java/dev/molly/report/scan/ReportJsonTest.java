package dev.molly.report.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the JSON formats share. What each of them holds is in its own test.
class ReportJsonTest {
  @Test
  void noTextIsACommandToTheRunnerOfAJob() throws IOException {
    var out = new StringWriter();
    try (JsonGenerator json = ReportJson.oneLine(out)) {
      json.writeString("##vso[task.setvariable variable=a]b");
    }

    assertThat(out.toString()).doesNotContain("##").contains("vso[");
    assertThat(new ObjectMapper().readValue(out.toString(), String.class)).startsWith("##vso[");
  }

  @Test
  void escapesWhatIsNotSeenAndWhatMovesATerminal() throws IOException {
    String text = object(json -> json.writeStringField("name", "a\u001b[31m\u007f\u202eb\ud800"));

    assertThat(text.chars()).allMatch(c -> c >= ' ' && c < 0x7f);
    assertThat(text).contains("\\u001B", "\\u007F", "\\u202e", "\\ud800");
    assertThat(new ObjectMapper().readTree(text).get("name").asText()).startsWith("a\u001b[31m");
  }

  @Test
  void leavesOutAMemberThatHasNoValue() throws IOException {
    assertThat(
            object(
                json -> {
                  ReportJson.optional(json, "there", Optional.of("x"));
                  ReportJson.optional(json, "not", Optional.empty());
                }))
        .isEqualTo("{\"there\":\"x\"}");
  }

  @Test
  void writesAnEmptyListAsOne() throws IOException {
    assertThat(object(json -> ReportJson.strings(json, "all", List.of())))
        .isEqualTo("{\"all\":[]}");
  }

  @Test
  void endsLinesTheSameWayOnEverySystem() throws IOException {
    var out = new StringWriter();
    try (JsonGenerator json = ReportJson.indented(out)) {
      json.writeStartObject();
      json.writeNumberField("a", 1);
      json.writeEndObject();
    }

    assertThat(out.toString()).isEqualTo("{\n  \"a\": 1\n}");
  }

  private interface Members {
    void to(JsonGenerator json) throws IOException;
  }

  private static String object(Members members) throws IOException {
    var out = new StringWriter();
    try (JsonGenerator json = ReportJson.oneLine(out)) {
      json.writeStartObject();
      members.to(json);
      json.writeEndObject();
    }
    return out.toString();
  }
}
