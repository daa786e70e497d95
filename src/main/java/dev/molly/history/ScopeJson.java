package dev.molly.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// A scope in a history file.
final class ScopeJson {
  private ScopeJson() {}

  static ObjectNode write(HistoryScope scope) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    texts(json, "accounts", scope.accounts());
    texts(json, "regions", scope.regions());
    texts(json, "kinds", scope.kinds());
    texts(json, "policies", scope.policies());
    texts(json, "narrowed", scope.narrowed());
    return json;
  }

  static HistoryScope read(JsonNode json) {
    return new HistoryScope(
        texts(json, "accounts"),
        texts(json, "regions"),
        texts(json, "kinds"),
        texts(json, "policies"),
        texts(json, "narrowed"));
  }

  private static void texts(ObjectNode json, String name, List<String> texts) {
    texts.forEach(json.putArray(name)::add);
  }

  private static List<String> texts(JsonNode json, String name) {
    return json.path(name).valueStream().map(JsonNode::asText).toList();
  }
}
