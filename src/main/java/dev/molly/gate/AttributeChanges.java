package dev.molly.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.gate.ResourceTypes.Switch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The attributes of one resource that a change switches off.
final class AttributeChanges {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> POLICIES = List.of("policy", "policy_document", "content");

  private final PlannedChange change;

  AttributeChanges(PlannedChange change) {
    this.change = change;
  }

  /// What became of a protection.
  enum Outcome {
    KEPT,
    SWITCHED_OFF,
    /// It is known only when the plan is applied.
    UNKNOWN
  }

  /// Returns what becomes of an attribute wherever it is in the resource: blocks have no identity,
  /// so the values that protect are counted.
  Outcome of(Switch protection, String name) {
    List<JsonNode> before = values(change.before(), name);
    long on = before.stream().filter(protection::isOn).count();
    if (on == 0) {
      return Outcome.KEPT;
    }
    if (isUnknown(name)) {
      return Outcome.UNKNOWN;
    }
    List<JsonNode> after = values(change.after(), name);
    long onAfter = after.stream().filter(protection::isOn).count();
    boolean more = after.size() - onAfter > before.size() - on;
    return onAfter == 0 || (onAfter < on && more) ? Outcome.SWITCHED_OFF : Outcome.KEPT;
  }

  /// Returns the Deny statements of the resource's policy that are not in it after the change, by
  /// their Sid or their actions.
  List<String> removedDenials() {
    List<JsonNode> after = denials(change.after());
    return denials(change.before()).stream()
        .filter(each -> !after.contains(each))
        .map(each -> each.path("Sid").asText(each.path("Action").toString()))
        .toList();
  }

  /// Returns whether the policy after the change is known only when the plan is applied, and has a
  /// Deny statement now.
  boolean hasUnknownDenials() {
    return POLICIES.stream().anyMatch(this::isUnknown) && !denials(change.before()).isEmpty();
  }

  private boolean isUnknown(String name) {
    String first = name.split("\\.", 2)[0];
    return change.unknown().asBoolean()
        || change.unknown().path(first).asBoolean()
        || values(change.unknown(), name).stream().anyMatch(JsonNode::asBoolean);
  }

  private static List<JsonNode> denials(JsonNode attributes) {
    var denials = new ArrayList<JsonNode>();
    for (String name : POLICIES) {
      JsonNode policy = attributes.path(name);
      for (JsonNode each : statements(policy.isTextual() ? parsed(policy.asText()) : policy)) {
        if (each.path("Effect").asText("").equals("Deny")) {
          denials.add(each);
        }
      }
    }
    return denials;
  }

  /// A policy may have one statement without a list around it.
  private static Iterable<JsonNode> statements(JsonNode policy) {
    JsonNode statement = policy.path("Statement");
    return statement.isObject() ? List.of(statement) : statement;
  }

  /// Some attributes of these names are no policies.
  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  /// Returns the values of an attribute in a resource and in all blocks of it.
  private static List<JsonNode> values(JsonNode attributes, String name) {
    var found = new ArrayList<JsonNode>();
    collect(attributes, List.of(name.split("\\.", -1)), found);
    return found;
  }

  private static void collect(JsonNode node, List<String> path, List<JsonNode> found) {
    if (node.isArray()) {
      node.forEach(each -> collect(each, path, found));
      return;
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getKey().equals(path.getFirst())) {
        if (field.getValue().isContainerNode()) {
          collect(field.getValue(), path, found);
        }
      } else if (path.size() == 1) {
        found.add(field.getValue());
      } else {
        collect(field.getValue(), path.subList(1, path.size()), found);
      }
    }
  }
}
