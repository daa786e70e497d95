package dev.molly.intercept;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// JSON on the command line: the whole request (`--cli-input-json`), or a list.
///
/// @param members the members of the request, by their names in the AWS API
record InputJson(Map<String, JsonNode> members) {
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  InputJson {
    members = Map.copyOf(members);
  }

  static InputJson none() {
    return new InputJson(Map.of());
  }

  static InputJson parse(String text) throws UnsupportedArgumentsException {
    JsonNode root = tree(text);
    if (!root.isObject()) {
      throw new UnsupportedArgumentsException("what '--cli-input-json' holds is no JSON object");
    }
    var members = new TreeMap<String, JsonNode>();
    root.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    return new InputJson(members);
  }

  /// Returns the words of a JSON list.
  static List<String> list(String text) throws UnsupportedArgumentsException {
    return strings(tree(text), text);
  }

  /// Refuses members whose names are not in this list.
  void allow(List<String> names) throws UnsupportedArgumentsException {
    for (String member : members.keySet()) {
      if (!names.contains(member)) {
        throw new UnsupportedArgumentsException(
            "'--cli-input-json' has '%s', and known are %s"
                .formatted(member, String.join(", ", names)));
      }
    }
  }

  Optional<String> text(String member) throws UnsupportedArgumentsException {
    JsonNode node = members.get(member);
    if (node == null) {
      return Optional.empty();
    }
    if (!node.isTextual()) {
      throw new UnsupportedArgumentsException("'" + member + "' in '--cli-input-json' is no text");
    }
    return Optional.of(node.textValue());
  }

  Optional<Boolean> flag(String member) throws UnsupportedArgumentsException {
    JsonNode node = members.get(member);
    if (node == null) {
      return Optional.empty();
    }
    if (!node.isBoolean()) {
      throw new UnsupportedArgumentsException(
          "'" + member + "' in '--cli-input-json' is neither true nor false");
    }
    return Optional.of(node.booleanValue());
  }

  Optional<List<String>> texts(String member) throws UnsupportedArgumentsException {
    JsonNode node = members.get(member);
    return node == null ? Optional.empty() : Optional.of(strings(node, member));
  }

  private static List<String> strings(JsonNode node, String what)
      throws UnsupportedArgumentsException {
    if (!node.isArray() || !node.valueStream().allMatch(JsonNode::isTextual)) {
      throw new UnsupportedArgumentsException("'" + what + "' is no list of texts");
    }
    return node.valueStream().map(JsonNode::textValue).toList();
  }

  private static JsonNode tree(String text) throws UnsupportedArgumentsException {
    try {
      JsonNode root = STRICT.readTree(text);
      if (root == null || root.isMissingNode()) {
        throw new UnsupportedArgumentsException("there is no JSON in it");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new UnsupportedArgumentsException("it is no JSON: " + e.getOriginalMessage());
    }
  }
}
