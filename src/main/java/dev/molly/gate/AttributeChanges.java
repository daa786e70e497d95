package dev.molly.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.gate.ResourceTypes.Expiry;
import dev.molly.gate.ResourceTypes.Expiry.Unset;
import dev.molly.gate.ResourceTypes.Switch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The attributes of one resource by which a change protects it less, or keeps less of it.
final class AttributeChanges {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> POLICIES = List.of("policy", "policy_document", "content");

  private final PlannedChange change;

  AttributeChanges(PlannedChange change) {
    this.change = change;
  }

  /// What becomes of a protection, or of the time that something is kept.
  enum Outcome {
    KEPT,
    REDUCED,
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
    return onAfter == 0 || (onAfter < on && more) ? Outcome.REDUCED : Outcome.KEPT;
  }

  /// Returns whether AWS will delete by itself what it keeps now, as after a number of days: a
  /// number or a date that is new, or that is smaller than the one that it may be in place of.
  /// Blocks have no identity, so each new one is matched with one that is gone.
  Outcome of(Expiry expiry, String name) {
    List<String> before = expiries(change.before(), name);
    if (before.isEmpty() && expiry.unset() == Unset.GONE) {
      return Outcome.KEPT;
    }
    if (isUnknown(name)) {
      return Outcome.UNKNOWN;
    }
    List<String> after = expiries(change.after(), name);
    List<String> gone = without(before, after);
    for (String made : without(after, before)) {
      if (gone.isEmpty() || gone.getFirst().compareTo(made) > 0) {
        return Outcome.REDUCED;
      }
      gone.removeFirst();
    }
    return Outcome.KEPT;
  }

  /// Returns the texts that are left, in order.
  private static List<String> without(List<String> all, List<String> some) {
    var left = new ArrayList<>(all);
    some.forEach(left::remove);
    left.sort(Comparator.naturalOrder());
    return left;
  }

  /// Returns the times after which something is deleted, of one width so that they can be
  /// compared. 0, false and a block that is not enabled are none.
  private static List<String> expiries(JsonNode attributes, String name) {
    return values(attributes, name, AttributeChanges::isEnabled).stream()
        .map(each -> each.asText(""))
        .map(each -> each.matches("[0-9]{1,12}") ? "%012d".formatted(Long.parseLong(each)) : each)
        .filter(each -> !each.matches("0*|false"))
        .toList();
  }

  private static boolean isEnabled(JsonNode block) {
    return !block.path("status").asText("").equals("Disabled")
        && block.path("enabled").asBoolean(true);
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
    return values(attributes, name, block -> true);
  }

  /// @param blocks the blocks that count
  private static List<JsonNode> values(
      JsonNode attributes, String name, Predicate<JsonNode> blocks) {
    var found = new ArrayList<JsonNode>();
    collect(attributes, List.of(name.split("\\.", -1)), blocks, found);
    return found;
  }

  private static void collect(
      JsonNode node, List<String> path, Predicate<JsonNode> blocks, List<JsonNode> found) {
    if (node.isArray()) {
      node.valueStream().filter(blocks).forEach(each -> collect(each, path, blocks, found));
      return;
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getKey().equals(path.getFirst())) {
        if (field.getValue().isContainerNode()) {
          collect(field.getValue(), path, blocks, found);
        }
      } else if (path.size() == 1) {
        found.add(field.getValue());
      } else {
        collect(field.getValue(), path.subList(1, path.size()), blocks, found);
      }
    }
  }
}
