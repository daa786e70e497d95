package dev.molly.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.report.Schemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The schemas that molly prints. That each fits all that molly writes is the test of its format;
/// here the documents that are kept as golden files are held against what is printed.
class DocumentSchemaTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path GOLDEN = Path.of("src/test/resources/golden/report");

  @Test
  void everySchemaOfTheJarHasAName() throws IOException {
    List<String> printed =
        Stream.of(DocumentSchema.values()).map(each -> id(read(each.json()))).toList();
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/schema"))) {
      List<String> all =
          files
              .map(
                  each ->
                      "urn:molly:schema:"
                          + each.getFileName().toString().replace(".schema.json", ""))
              .toList();

      assertThat(printed).containsExactlyInAnyOrderElementsOf(all);
    }
  }

  /// A validator finds nothing by a name of molly's own: each schema is complete in itself.
  @ParameterizedTest
  @EnumSource
  void refersToNothingOutsideItself(DocumentSchema schema) {
    assertThat(read(schema.json()).findValuesAsText("$ref"))
        .allSatisfy(ref -> assertThat(ref).startsWith("#/"));
  }

  @ParameterizedTest
  @CsvSource({
    "CHANGE, PLAN",
    "CHANGE, RUN",
    "JOURNAL, RUN",
    "LEASES, REPORT",
    "REPORT_LINE, REPORT",
    "RUN, PLAN",
    "SWEEP, RUN",
    "SWEEP, STATUS"
  })
  void whatTwoSchemasDefineTheyDefineAlike(DocumentSchema one, DocumentSchema other) {
    JsonNode defined = read(other.json()).path("$defs");
    var both = new ArrayList<String>();
    for (var each : read(one.json()).path("$defs").properties()) {
      if (defined.has(each.getKey())) {
        both.add(each.getKey());
        assertThat(each.getValue()).as(each.getKey()).isEqualTo(defined.get(each.getKey()));
      }
    }
    assertThat(both).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "REPORT, nasty.json",
    "REPORT_LINE, nasty.ndjson",
    "PLAN, plan-nasty.json",
    "RUN, run-every-result.json",
    "STATUS, status-every.json",
    "SWEEP, sweep-every.json"
  })
  void takesWhatMollyWrites(DocumentSchema schema, String golden) throws IOException {
    Schemas held = Schemas.of(schema.json());
    String text = Files.readString(GOLDEN.resolve(golden));
    List<String> documents = golden.endsWith(".ndjson") ? text.lines().toList() : List.of(text);

    for (String each : documents) {
      assertThat(held.errors(read(each))).isEmpty();
    }
    assertThat(held.errors(JSON.createObjectNode().put("nothing", "of it"))).isNotEmpty();
  }

  private static String id(JsonNode schema) {
    return schema.path("$id").asText();
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
