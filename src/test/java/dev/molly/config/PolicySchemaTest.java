package dev.molly.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.molly.model.Control;
import dev.molly.model.KindId;
import dev.molly.model.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The schema and the loader are written apart; these tests hold them together.
class PolicySchemaTest {
  private static final String JSON = new PolicySchema(SampleCatalogue.CATALOGUE).json();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(JSON);

  private final PolicyLoader loader = new PolicyLoader(SampleCatalogue.CATALOGUE);
  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("goodPolicies")
  void schemaAndLoaderBothTake(PolicyDocument document) throws IOException {
    Path file = Files.writeString(folder.resolve("x.yaml"), document.text());

    assertThat(schemaSays(document.text())).isEmpty();
    assertThatCode(() -> loader.load(List.of(file))).doesNotThrowAnyException();
  }

  static List<PolicyDocument> goodPolicies() {
    return PolicyDocument.all("good-policies.txt");
  }

  @ParameterizedTest
  @MethodSource("badPolicies")
  void schemaAndLoaderBothRefuse(PolicyDocument document) throws IOException {
    Path file = Files.writeString(folder.resolve("x.yaml"), document.text());

    assertThat(schemaSays(document.text())).isNotEmpty();
    assertThatThrownBy(() -> loader.load(List.of(file))).isInstanceOf(UserError.class);
  }

  static List<PolicyDocument> badPolicies() {
    return PolicyDocument.all("bad-policies.txt").stream()
        .filter(PolicyDocument::forSchemaToo)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseline", "strict", "production"})
  void takesTheShippedPolicies(String name) throws IOException {
    String text = Files.readString(Path.of("policies", name + ".yaml"), UTF_8);

    assertThat(schemaSays(text)).isEmpty();
  }

  @Test
  void takesEachControlOfItsKindAndNoControlOfAnother() throws IOException {
    for (KindId kind : SampleCatalogue.CATALOGUE.kinds()) {
      for (KindId other : SampleCatalogue.CATALOGUE.kinds()) {
        for (Control control :
            SampleCatalogue.CATALOGUE.controls().getOrDefault(other, List.of())) {
          boolean offered = SampleCatalogue.CATALOGUE.find(kind, control.id()).isPresent();
          String rule =
              "{ id: a, kind: %s, require: %s, severity: low }".formatted(kind, control.id());
          String text = "version: 1\nname: x\nrules: [" + rule + "]";

          assertThat(schemaSays(text).isEmpty()).as(rule).isEqualTo(offered);
        }
      }
    }
  }

  @Test
  void describesEveryKeySoThatEditorsCanComplete() throws JsonProcessingException {
    var undescribed = new ArrayList<String>();

    collectUndescribed("", new JsonMapper().readTree(JSON), undescribed);

    assertThat(undescribed).isEmpty();
  }

  @Test
  void isTheSameEachTime() {
    assertThat(new PolicySchema(SampleCatalogue.CATALOGUE).json()).isEqualTo(JSON).endsWith("}\n");
  }

  private static void collectUndescribed(String path, JsonNode node, List<String> undescribed) {
    for (var property : node.path("properties").properties()) {
      JsonNode schema = property.getValue();
      boolean narrows = path.contains("/allOf/") && path.endsWith("/then");
      boolean chooses = schema.has("const");
      if (!schema.has("description") && !schema.has("$ref") && !narrows && !chooses) {
        undescribed.add(path + "/" + property.getKey());
      }
    }
    for (var child : node.properties()) {
      collectUndescribed(path + "/" + child.getKey(), child.getValue(), undescribed);
    }
    for (int i = 0; i < node.size() && node.isArray(); i++) {
      collectUndescribed(path + "/" + i, node.path(i), undescribed);
    }
  }

  private static Set<ValidationMessage> schemaSays(String yaml) throws JsonProcessingException {
    return SCHEMA.validate(new YAMLMapper().readTree(yaml));
  }
}
