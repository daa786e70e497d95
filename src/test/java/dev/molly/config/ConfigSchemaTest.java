package dev.molly.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.molly.model.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the schema of `molly.yaml` takes, the reader takes; what it refuses, the reader refuses;
/// and it knows every key that the reader knows.
class ConfigSchemaTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String JSON = new ConfigSchema().json();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(JSON);

  /// What only the reader knows: names that are used elsewhere, days of a calendar, what does not
  /// go together, and that a share in quotes is not over 100.
  private static final Pattern LOADER_ONLY =
      Pattern.compile(
          "/accounts/0/name|/environments/production/0|/freeze/1/(from|to)"
              + "|/retire/.*|/limits/(share|percent)|/waves/percents/.");

  /// Values of every shape, and of none.
  private static final List<String> OTHERS =
      List.of(
          "?!",
          " ",
          "0",
          "1",
          "101",
          "1000000",
          "5s",
          "30m",
          "36h",
          "7d",
          "2w",
          "18:00",
          "2026-12-20",
          "true",
          "Mon",
          "mon",
          "eu-west-1",
          "all",
          "a",
          "A_B",
          "a:B",
          "alias/a",
          "222233334444",
          "arn:aws:iam::111122223333:role/a",
          "arn:aws:sns:eu-west-1:111122223333:b",
          "arn:aws:kms:eu-west-1:111122223333:key/c",
          "low",
          "never");

  /// Every key that there is.
  private static final String WHOLE =
      """
      version: 1
      accounts:
        - { id: "111122223333", name: prod, role: molly-scan, write-role: b, external-id: abc }
      environments:
        production: [prod]
      regions: [eu-west-1]
      policies: [baseline]
      fail-on: high
      limits:
        enforce: auto
        share: 80
        rates: { "ec2:DescribeInstanceAttribute": { burst: 100, per-second: 20 } }
        resources: 25
        percent: 10
      freeze:
        - { why: at night, days: [mon, fri], from: "18:00", to: "08:00", zone: Europe/Berlin }
        - { why: year end, from: 2026-12-20, to: 2027-01-03, zone: UTC }
      waves: { percents: [5, 25], pause: 5s, failures: 0 }
      confirm-within: 1h
      retire: { keep: 14d, least: 7d, most: 365d, notice: 2d }
      purge: { unattended: true, resources: 5 }
      notify:
        command: [./tell-owner, --by, mail]
        webhook: { url: "https://hooks.example.org/molly", secret-env: HOOK_SECRET }
        sns: { topic: "arn:aws:sns:eu-west-1:111122223333:retired" }
        events: { bus: "arn:aws:events:eu-west-1:111122223333:event-bus/molly" }
        slack: { url-env: SLACK_URL }
        about: [falls-due, scan]
        owners: [team-a, "web-*"]
      records: { key: alias/molly-records }
      owners: { tags: [owner, team] }
      scan-store: s3://our-scans/molly
      bucket-owner: "111122223333"
      organization:
        role: audit/molly-scan
        write-role: molly-change
        external-id: abc
        include: [{ id: 111122223333, name: "web-*", ou: /, tags: { stage: prod } }]
        exclude: [{ ou: /Workloads/Prod }, { tags: { old: true } }]
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        WHOLE,
        "version: 1",
        "version: \"1\"\nregions: all",
        "version: 1\nregions: eu-west-1\nwaves: { percents: 50 }\nlimits: {}",
        "version: 1\naccounts: [{ id: 111122223333 }]\nenvironments: { all: \"111122223333\" }",
        "version: 1\nlimits: { share: \"80\", resources: 0, percent: 0 }",
        "version: 1\npurge: { resources: 5 }",
        "version: 1\nnotify: { webhook: { url: \"http://[::1]:8080/a\", secret-env: A } }",
        "version: 1\nnotify: { webhook: { url: \"http://localhost\", secret-env: A } }",
        "version: 1\nnotify: [{ command: [a], about: scan, owners: a }, { slack: { url-env: A } }]",
        "version: 1\n"
            + "notify: { webhook: { url: \"https://h.example.org:8443/t?x=@\", secret-env: A }}",
        "version: 1\nfreeze: [{ why: 1, days: mon, from: 00:00, to: 00:00, zone: UTC }]",
      })
  void bothTakeWhatIsGood(String text) throws IOException {
    assertThat(schemaSays(YAML.readTree(text))).isEmpty();
    assertThat(isRead(text)).isTrue();
  }

  @Test
  void bothTakeTheConfigOfThePage() throws IOException {
    String page = Files.readString(Path.of("src/main/resources/explain/config.md"), UTF_8);
    String config = page.substring(page.indexOf("    version: 1"), page.indexOf("\n## accounts"));

    assertThat(schemaSays(YAML.readTree(config))).isEmpty();
    assertThat(isRead(config.stripIndent())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accounts: [prod]",
        "version: 2",
        "version: 1\naccounts: []",
        "version: 1\naccounts: [{ name: prod }]",
        "version: 1\naccounts: [{ id: \"111122223333\", external-id: abc }]",
        "version: 1\naccounts: [{ id: \"111122223333\", write-role: a }]",
        "version: 1\nenvironments: {}",
        "version: 1\npolicies: baseline",
        "version: 1\nlimits: { share: 101 }",
        "version: 1\nlimits: { percent: 101 }",
        "version: 1\nlimits: { share: 0 }",
        "version: 1\nlimits:",
        "version: 1\nlimits: { rates: { ec2: { burst: 1, per-second: 1 } } }",
        "version: 1\nlimits: { rates: { \"ec2:Run\": { burst: 1 } } }",
        "version: 1\nfreeze: [{ why: x, from: \"18:00\", to: \"19:00\", zone: UTC }]",
        "version: 1\n"
            + "freeze: [{ why: x, days: [mon], from: 2026-12-20, to: 2026-12-21, zone: UTC }]",
        "version: 1\nfreeze: [{ why: x, from: 2026-12-20, to: 2026-12-21, zone: Europe/Bonn }]",
        "version: 1\nnotify: { webhook: { url: \"http://hooks.example.org/\", secret-env: A } }",
        "version: 1\nnotify: { webhook: { url: \"http://127.0.0.1.nip.io/\", secret-env: A } }",
        "version: 1\nnotify: { webhook: { url: \"https://a:b@example.org/\", secret-env: A } }",
        "version: 1\npurge: { unattended: true }",
        "version: 1\nnotify: {}",
        "version: 1\nnotify: { command: tell-owner }",
        "version: 1\nnotify: []",
        "version: 1\nnotify: { about: scan }",
        "version: 1\nnotify: [{ command: [a], about: [scans] }]",
        "version: 1\nrecords: {}",
        "version: 1\norganization: {}",
        "version: 1\norganization: { role: \"arn:aws:iam::111122223333:role/molly\" }",
        "version: 1\norganization: { role: a, include: [] }",
        "version: 1\norganization: { role: a, include: [{}] }",
        "version: 1\norganization: { role: a, include: [{ ou: Prod }] }",
        "version: 1\norganization: { role: a, exclude: [{ tags: {} }] }",
      })
  void bothRefuseWhatIsWrong(String text) throws IOException {
    assertThat(schemaSays(YAML.readTree(text))).isNotEmpty();
    assertThat(isRead(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/properties/freeze/items|{ why: x, from: 2026-12-21, to: 2026-12-20, zone: UTC }",
        "/properties/retire|{ keep: 1d, least: 7d }",
      })
  void theSchemaSaysWhatOnlyMollyChecks(String section, String value) throws IOException {
    String text = section.contains("freeze") ? "freeze: [" + value + "]" : "retire: " + value;

    assertThat(isRead("version: 1\n" + text)).isFalse();
    assertThat(schemaSays(YAML.readTree("version: 1\n" + text))).isEmpty();
    assertThat(new JsonMapper().readTree(JSON).at(section + "/description").asText())
        .contains("Only molly checks that");
  }

  static Stream<String> keys() throws JsonProcessingException {
    return pointers(YAML.readTree(WHOLE), "").stream()
        .filter(each -> !each.matches(".*/\\d+"))
        // Names that people give: another one is as good.
        .filter(each -> !each.matches("/environments/production|.*/tags/.*"));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void bothRefuseAKeyWithATypo(String pointer) throws IOException {
    JsonNode document = YAML.readTree(WHOLE);
    int slash = pointer.lastIndexOf('/');
    var parent = (ObjectNode) document.at(pointer.substring(0, slash));
    String key = pointer.substring(slash + 1);
    parent.set(key + "-x", parent.remove(key));

    assertThat(schemaSays(document)).isNotEmpty();
    assertThat(isRead(YAML.writeValueAsString(document))).isFalse();
  }

  static Stream<String> values() throws JsonProcessingException {
    JsonNode document = YAML.readTree(WHOLE);
    return pointers(document, "").stream().filter(each -> document.at(each).isValueNode());
  }

  @ParameterizedTest
  @MethodSource("values")
  void bothTakeOrRefuseAnotherValue(String pointer) throws IOException {
    for (String other : OTHERS) {
      JsonNode document = YAML.readTree(WHOLE);
      put(document, pointer, other);
      String text = YAML.writeValueAsString(document);

      boolean takes = schemaSays(document).isEmpty();

      if (LOADER_ONLY.matcher(pointer).matches()) {
        assertThat(takes || !isRead(text)).as(other).isTrue();
      } else {
        assertThat(takes).as(other).isEqualTo(isRead(text));
      }
    }
  }

  private static void put(JsonNode document, String pointer, String value) {
    int slash = pointer.lastIndexOf('/');
    JsonNode parent = document.at(pointer.substring(0, slash));
    String key = pointer.substring(slash + 1);
    if (parent instanceof ArrayNode list) {
      list.set(Integer.parseInt(key), new TextNode(value));
    } else {
      ((ObjectNode) parent).put(key, value);
    }
  }

  @Test
  void theWholeOneHasEveryKeyOfTheSchema() throws IOException {
    var used = new HashSet<String>();
    pointers(YAML.readTree(WHOLE), "").forEach(each -> used.add(each.replaceAll(".*/", "")));

    assertThat(used).containsAll(keysOf(new JsonMapper().readTree(JSON)));
  }

  @Test
  void describesEveryKeySoThatEditorsCanComplete() throws IOException {
    new JsonMapper()
        .readTree(JSON)
        .findValues("properties")
        .forEach(
            properties ->
                properties
                    .properties()
                    .forEach(
                        key ->
                            assertThat(key.getValue().has("description"))
                                .as(key.getKey())
                                .isTrue()));
  }

  private static Set<String> keysOf(JsonNode schema) {
    var keys = new HashSet<String>();
    for (JsonNode properties : schema.findValues("properties")) {
      for (Map.Entry<String, JsonNode> key : properties.properties()) {
        keys.add(key.getKey());
        keys.addAll(keysOf(key.getValue()));
      }
    }
    return keys;
  }

  /// Of everything in a document; keys have no slashes here.
  private static List<String> pointers(JsonNode node, String at) {
    var pointers = new ArrayList<String>();
    if (!at.isEmpty()) {
      pointers.add(at);
    }
    for (var member : node.properties()) {
      pointers.addAll(pointers(member.getValue(), at + "/" + member.getKey()));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      pointers.addAll(pointers(node.get(i), at + "/" + i));
    }
    return pointers;
  }

  private static List<String> schemaSays(JsonNode document) {
    return SCHEMA.validate(document).stream().map(Object::toString).toList();
  }

  private boolean isRead(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("molly.yaml"), text, UTF_8);
    try {
      ConfigLoader.load(file);
      return true;
    } catch (UserError e) {
      return false;
    }
  }
}
