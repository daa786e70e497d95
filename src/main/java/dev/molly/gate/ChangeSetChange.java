package dev.molly.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.gate.PlannedChange.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// An element of the `Changes` of a CloudFormation change set. Its properties, which it has only
/// with `--include-property-values`, get the names that Terraform gives them.
final class ChangeSetChange {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern HUMPS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private ChangeSetChange() {}

  /// Returns the change; empty for one that is not of a resource.
  ///
  /// @param unclear is given a sentence if it is not understood
  static Optional<PlannedChange> of(JsonNode node, ResourceTypes types, Consumer<String> unclear) {
    if (!node.path("Type").asText("Resource").equals("Resource")) {
      return Optional.empty();
    }
    JsonNode change = node.path("ResourceChange");
    String address = change.path("LogicalResourceId").asText("");
    Optional<PlanAction> action = action(change);
    if (address.isEmpty() || action.isEmpty()) {
      unclear.accept(
          "%s: molly does not know the action %s; upgrade molly"
              .formatted(address.isEmpty() ? "a change" : address, change.path("Action")));
      return Optional.empty();
    }
    String aws = change.path("ResourceType").asText("");
    if (change.path("Replacement").asText("").equals("Conditional")) {
      unclear.accept(
          address + ": CloudFormation decides only when it carries it out whether it is replaced");
    }
    if (change.path("BeforeContext").isMissingNode()) {
      names(change.path("Details")).stream()
          .filter(name -> types.isSwitch(renamed(name)))
          .forEach(
              name ->
                  unclear.accept(
                      "%s: %s changes, and not to what: describe the change set with --include-property-values"
                          .formatted(address, name)));
    }
    ObjectNode before = properties(change.path("BeforeContext"), address, unclear);
    JsonNode physical = change.path("PhysicalResourceId");
    before.set(physical.asText("").startsWith("arn:") ? "arn" : "id", physical);
    return Optional.of(
        new PlannedChange(
            address,
            types.ofCloudFormation(aws).orElse(aws),
            action.get(),
            before,
            properties(change.path("AfterContext"), address, unclear),
            JsonNodeFactory.instance.objectNode(),
            JsonNodeFactory.instance.objectNode(),
            because(change.path("Details")),
            Origin.CLOUDFORMATION,
            false));
  }

  /// The policy action says what becomes of the resource that there is.
  private static Optional<PlanAction> action(JsonNode change) {
    boolean kept = change.path("PolicyAction").asText("").matches("Retain|ReplaceAndRetain");
    return switch (change.path("Action").asText("")) {
      case "Add", "Import" -> Optional.of(PlanAction.CREATE);
      case "Remove" -> Optional.of(kept ? PlanAction.NONE : PlanAction.DELETE);
      case "Modify" ->
          Optional.of(
              change.path("Replacement").asText("").matches("True|Conditional") && !kept
                  ? PlanAction.REPLACE
                  : PlanAction.UPDATE);
      default -> Optional.empty();
    };
  }

  private static ObjectNode properties(JsonNode context, String address, Consumer<String> unclear) {
    try {
      JsonNode properties = JSON.readTree(context.asText("{}")).path("Properties");
      return renamed(properties) instanceof ObjectNode object
          ? object
          : JsonNodeFactory.instance.objectNode();
    } catch (JsonProcessingException e) {
      unclear.accept(address + ": its property values are no JSON");
      return JsonNodeFactory.instance.objectNode();
    }
  }

  private static JsonNode renamed(JsonNode node) {
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      node.properties()
          .forEach(each -> object.set(renamed(each.getKey()), renamed(each.getValue())));
      return object;
    }
    if (node.isArray()) {
      var array = JsonNodeFactory.instance.arrayNode();
      node.forEach(each -> array.add(renamed(each)));
      return array;
    }
    return node;
  }

  /// Returns Terraform's spelling of a property's name.
  private static String renamed(String property) {
    return HUMPS.matcher(property).replaceAll("_").toLowerCase(Locale.ROOT);
  }

  private static List<String> names(JsonNode details) {
    var names = new ArrayList<String>();
    details.forEach(each -> names.add(each.path("Target").path("Name").asText("")));
    return names;
  }

  private static List<String> because(JsonNode details) {
    var names = new ArrayList<String>();
    for (JsonNode each : details) {
      JsonNode target = each.path("Target");
      if (target.path("RequiresRecreation").asText("Never").matches("Always|Conditionally")) {
        names.add(target.path("Name").asText(target.path("Attribute").asText("")));
      }
    }
    return names.stream().distinct().toList();
  }
}
