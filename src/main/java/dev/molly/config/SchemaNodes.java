package dev.molly.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/// The common parts of the JSON Schemas of policies and of `molly.yaml`.
final class SchemaNodes {
  static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SchemaNodes() {}

  static ObjectNode empty() {
    return JSON.objectNode();
  }

  static ObjectNode version() {
    ObjectNode version = described("The version of the format.");
    version.putArray("enum").add(1).add("1");
    return version;
  }

  static ObjectNode fill(ObjectNode schema, ObjectNode properties, Collection<String> required) {
    schema.put("type", "object").put("additionalProperties", false);
    schema.set("properties", properties);
    required.forEach(schema.withArray("required")::add);
    return schema;
  }

  static ObjectNode described(String description) {
    return empty().put("description", description);
  }

  static ObjectNode ref(String definition) {
    return empty().put("$ref", "#/$defs/" + definition);
  }

  static ObjectNode oneOf(Collection<String> words, String description) {
    ObjectNode choice = described(description);
    words.forEach(choice.putArray("enum")::add);
    return choice;
  }

  static ObjectNode shaped(ValueFormat shape, String description) {
    return described(description).put("type", "string").put("pattern", shape.anchored());
  }

  /// A value that other YAML readers may parse as a number or a boolean, while the loader takes
  /// it as the text that was typed.
  static ObjectNode scalar(ValueFormat shape) {
    ObjectNode scalar = empty().put("pattern", shape.anchored());
    ArrayNode types = scalar.putArray("type").add("string");
    switch (shape) {
      case TEXT, ANY -> types.add("number").add("boolean");
      case ACCOUNT, ACCOUNT_GLOB -> {
        types.add("integer");
        scalar.put("minimum", 100_000_000_000L).put("maximum", 999_999_999_999L);
      }
      default -> {}
    }
    return scalar;
  }

  /// A whole number, which may be written as text.
  static ObjectNode number(ValueFormat shape, int least, int most, String description) {
    ObjectNode number = described(description).put("pattern", shape.anchored());
    number.putArray("type").add("integer").add("string");
    return number.put("minimum", least).put("maximum", most);
  }

  static ObjectNode text(String description) {
    return scalar(ValueFormat.TEXT).put("description", description);
  }

  static ObjectNode listOf(ObjectNode item, String description) {
    ObjectNode list = described(description).put("type", "array").put("minItems", 1);
    list.set("items", item);
    return list;
  }

  static ObjectNode oneOrMore(ValueFormat shape, String description) {
    ObjectNode either = described(description);
    either.putArray("anyOf").add(scalar(shape)).add(listOf(scalar(shape), description));
    return either;
  }
}
