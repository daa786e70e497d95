package dev.molly.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
