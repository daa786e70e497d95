package dev.molly.report.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.journal.JournalEntry;
import dev.molly.plan.RunId;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import dev.molly.report.Rendered;
import dev.molly.report.SampleRuns;
import dev.molly.report.Schemas;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JournalNdjsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Schemas SCHEMA = Schemas.inJar("schema/journal-line-1.schema.json");
  private static final RunId RUN = new RunId("20261122T235800Z-3fa4b1");
  private static final Instant AT = Instant.parse("2026-11-22T23:58:00Z");

  @Test
  void keepsToItsSchema() throws IOException {
    List<JsonNode> lines = lines(entries());

    assertThat(lines).hasSize(2 + 2 * Result.values().length);
    for (JsonNode line : lines) {
      assertThat(SCHEMA.errors(line)).as(line.toString()).isEmpty();
    }
  }

  @Test
  void hasASchemaThatABrokenLineDoesNotKeepTo() throws IOException {
    for (int line = 0; line < 3; line++) {
      assertBroken(line, each -> each.put("schemaVersion", 2));
      assertBroken(line, each -> each.put("type", "other"));
      assertBroken(line, each -> each.put("run", "yesterday"));
      assertBroken(line, each -> each.put("at", "yesterday"));
      assertBroken(line, each -> each.put("extra", 1));
    }
    assertBroken(0, each -> each.remove("callers"));
    assertBroken(1, each -> each.put("step", 0));
    assertBroken(1, each -> ((ObjectNode) each.get("resource")).remove("uid"));
    assertBroken(2, each -> each.put("result", "fine"));
  }

  @Test
  void saysTheSameOfAChangeAsPlansAndRunsDo() throws IOException {
    JsonNode intent = lines(entries()).get(1);

    assertThat(intent.get("type").textValue()).isEqualTo("intent");
    assertThat(intent.get("run").textValue()).isEqualTo(RUN.value());
    assertThat(intent.get("resource").fieldNames())
        .toIterable()
        .containsExactly("kind", "account", "region", "uid", "id", "name", "arn");
    assertThat(intent.has("control") && intent.has("from") && intent.has("to")).isTrue();
  }

  @Test
  void theStartOfAnUndoNamesTheRunThatItUndoes() throws IOException {
    var began =
        new JournalEntry.RunStarted(
            AT, "undo", List.of(), "d2", Optional.of(new RunId("20261122T235700Z-3fa4b0")));

    JsonNode line = lines(List.of(began)).getFirst();

    assertThat(line.path("undoes").textValue()).isEqualTo("20261122T235700Z-3fa4b0");
    assertThat(SCHEMA.errors(line)).isEmpty();
  }

  private static void assertBroken(int number, Consumer<ObjectNode> damage) throws IOException {
    var line = (ObjectNode) lines(entries()).get(number);

    damage.accept(line);

    assertThat(SCHEMA.errors(line)).isNotEmpty();
  }

  /// A write for each result.
  private static List<JournalEntry> entries() {
    var entries = new ArrayList<JournalEntry>();
    entries.add(
        new JournalEntry.RunStarted(
            AT, "protect", List.of("arn:aws:iam::111122223333:user/ann"), "d1"));
    Outcome any = SampleRuns.everyResult().outcomes().getFirst();
    int step = 0;
    for (Result result : Result.values()) {
      step++;
      entries.add(new JournalEntry.Intent(AT, step, any.change(), "ec2:ModifyInstanceAttribute"));
      entries.add(new JournalEntry.Outcome(AT, step, result, ""));
    }
    entries.add(new JournalEntry.RunFinished(AT, "to the end"));
    return entries;
  }

  private static List<JsonNode> lines(List<JournalEntry> entries) throws IOException {
    var lines = new ArrayList<JsonNode>();
    for (String line :
        Rendered.text(out -> JournalNdjson.write(RUN, entries, out)).lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }
}
