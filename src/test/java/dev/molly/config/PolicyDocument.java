package dev.molly.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.molly.model.KindId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// A policy of the tables in the test resources: documents parted by lines of `====`, each begun by
/// comments: `# NAME`, then `#> ` and a line of the expected message. `#! loader only` says that a
/// JSON Schema cannot express the rule; `{all kinds}` in a message stands for their ids in order.
record PolicyDocument(String name, String expected, boolean forSchemaToo, String text) {
  private static final String KINDS =
      SampleCatalogue.CATALOGUE.kinds().stream()
          .map(KindId::value)
          .sorted()
          .collect(Collectors.joining(", "));

  static List<PolicyDocument> all(String resource) {
    try (InputStream in = PolicyDocument.class.getResourceAsStream(resource)) {
      String all = new String(Objects.requireNonNull(in, resource).readAllBytes(), UTF_8);
      return Arrays.stream(all.split("====\n")).map(PolicyDocument::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  private static PolicyDocument of(String document) {
    String name = document.lines().findFirst().orElseThrow().substring("# ".length());
    String expected =
        document
            .lines()
            .filter(line -> line.startsWith("#> "))
            .map(line -> line.substring("#> ".length()).replace("{all kinds}", KINDS))
            .collect(Collectors.joining("\n"));
    boolean forSchemaToo = !document.contains("#! loader only");
    String text =
        document
            .lines()
            .filter(line -> !line.matches("#[>!]? .*"))
            .collect(Collectors.joining("\n", "", "\n"));
    return new PolicyDocument(name, expected, forSchemaToo, text);
  }

  @Override
  public String toString() {
    return name;
  }
}
