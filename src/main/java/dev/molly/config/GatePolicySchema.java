package dev.molly.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.gate.GateRule;
import dev.molly.model.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The JSON Schema (2020-12) of the policy of `molly gate`, for editors.
public final class GatePolicySchema {
  private static final int LARGEST = 999_999;

  /// Returns the schema as indented JSON, ending in a newline.
  public String json() {
    ObjectNode properties = SchemaNodes.empty();
    properties.set("version", SchemaNodes.version());
    properties.set(
        "applies-to",
        SchemaNodes.oneOf(List.of(GatePolicyLoader.PLANS), "A policy of plans, not of resources."));
    properties.set("name", SchemaNodes.shaped(ValueFormat.NAME, "What reports call this policy."));
    properties.set("fail-on", severity("The lowest severity that stops a plan."));
    properties.set("severities", severities());
    properties.set("blast-radius", blastRadius());
    properties.set(
        "allowances", SchemaNodes.listOf(allowance(), "Findings that are allowed on purpose."));
    ObjectNode schema = SchemaNodes.empty();
    schema.put("$schema", SchemaNodes.DRAFT);
    schema.put("title", "A policy of plans, for molly gate");
    return SchemaNodes.fill(schema, properties, List.of("version", "applies-to", "name"))
            .toPrettyString()
        + "\n";
  }

  private static ObjectNode severity(String description) {
    return SchemaNodes.oneOf(
        Stream.of(Severity.values()).map(Severity::word).toList(), description);
  }

  private static List<String> rules() {
    return Arrays.stream(GateRule.values()).map(rule -> rule.id().value()).toList();
  }

  private static ObjectNode severities() {
    ObjectNode properties = SchemaNodes.empty();
    for (GateRule rule : GateRule.values()) {
      properties.set(rule.id().value(), severity(rule.summary()));
    }
    return SchemaNodes.fill(
            SchemaNodes.described("The severity of a rule's findings."), properties, List.of())
        .put("minProperties", 1);
  }

  private static ObjectNode blastRadius() {
    ObjectNode types = SchemaNodes.described("By Terraform type, weights that count instead.");
    types.put("type", "object").put("minProperties", 1);
    types.set("additionalProperties", weights());
    ObjectNode properties = SchemaNodes.empty();
    properties.set(
        "limit",
        SchemaNodes.number(ValueFormat.COUNT, 0, LARGEST, "The largest weight of a plan."));
    properties.set("weights", weights());
    properties.set("types", types);
    return SchemaNodes.fill(
        SchemaNodes.described("What a plan may do in all."), properties, List.of());
  }

  private static ObjectNode weights() {
    ObjectNode properties = SchemaNodes.empty();
    for (String action : GatePolicyLoader.ACTIONS) {
      properties.set(
          action,
          SchemaNodes.number(ValueFormat.COUNT, 0, LARGEST, "The weight of one " + action + "."));
    }
    return SchemaNodes.fill(
        SchemaNodes.described("The weight of a change, by its action."), properties, List.of());
  }

  private static ObjectNode allowance() {
    ObjectNode properties = SchemaNodes.empty();
    properties.set("rule", SchemaNodes.oneOf(rules(), "The rule that the finding breaks."));
    properties.set(
        "address", SchemaNodes.text("The address of the resource in the plan, in full."));
    properties.set("reason", SchemaNodes.text("Why it is all right."));
    properties.set(
        "environment",
        SchemaNodes.shaped(ValueFormat.ACCOUNT_NAME, "Only for molly gate --environment NAME."));
    properties.set(
        "until",
        SchemaNodes.shaped(ValueFormat.DATE, "The last day (UTC) on which it holds: 2027-01-31.")
            .put("format", "date"));
    return SchemaNodes.fill(
        SchemaNodes.described("A finding that is allowed for a while."),
        properties,
        List.of("rule", "address", "reason", "until"));
  }
}
