package dev.molly.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The fields of a JSON object, read strictly: each field must be present and have the expected
/// type, and there must be no others. Throws [IllegalArgumentException] with a message that
/// describes the error.
final class StrictJsonFields {
  /// Writes pure ASCII, so that a state file can be shown on a terminal safely, regardless of
  /// the names of resources.
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final ObjectNode left;

  private StrictJsonFields(JsonNode json) {
    if (!(json instanceof ObjectNode object)) {
      throw new IllegalArgumentException("expected a JSON object");
    }
    this.left = object;
  }

  /// Parses the fields of a JSON object.
  static StrictJsonFields of(String text) {
    try {
      return new StrictJsonFields(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /// Formats an object as one line of text.
  static String text(ObjectNode object) {
    try {
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
    }
  }

  String text(String name) {
    JsonNode value = take(name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("'" + name + "' is not a text");
    }
    return value.textValue();
  }

  List<String> texts(String name) {
    JsonNode value = take(name);
    if (!value.isArray() || !value.valueStream().allMatch(JsonNode::isTextual)) {
      throw new IllegalArgumentException("'" + name + "' is not a list of texts");
    }
    return value.valueStream().map(JsonNode::textValue).toList();
  }

  int number(String name) {
    JsonNode value = take(name);
    if (!value.isInt()) {
      throw new IllegalArgumentException("'" + name + "' is not a number");
    }
    return value.intValue();
  }

  Instant instant(String name) {
    String text = text(name);
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + name + "' is not a time: '" + text + "'", e);
    }
  }

  /// Returns a time that may be absent.
  Optional<Instant> maybeInstant(String name) {
    return left.has(name) ? Optional.of(instant(name)) : Optional.empty();
  }

  /// Returns a text that may be absent.
  Optional<String> maybeText(String name) {
    return left.has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  StrictJsonFields inner(String name) {
    return new StrictJsonFields(take(name));
  }

  void noMore() {
    left.fieldNames()
        .forEachRemaining(
            name -> {
              throw new IllegalArgumentException("unknown field '" + name + "'");
            });
  }

  private JsonNode take(String name) {
    JsonNode value = left.remove(name);
    if (value == null) {
      throw new IllegalArgumentException("'" + name + "' is missing");
    }
    return value;
  }
}
