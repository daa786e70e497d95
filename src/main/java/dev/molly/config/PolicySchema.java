package dev.molly.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.model.Control;
import dev.molly.model.KindCatalog;
import dev.molly.model.KindId;
import dev.molly.model.Severity;
import java.util.List;
import java.util.stream.Stream;

/// The JSON Schema (2020-12) of policy files, for completion and checks in editors. It is built
/// from the catalogue, so it has the same kinds and controls as the loader. The loader checks
/// the rules that a schema cannot express: unique rule ids, days that exist in the calendar,
/// exemptions whose rule exists.
public final class PolicySchema {
  private final KindCatalog catalogue;

  public PolicySchema(KindCatalog catalogue) {
    this.catalogue = catalogue;
  }

  /// Returns the schema as indented JSON, ending in a newline.
  public String json() {
    return policy().toPrettyString() + "\n";
  }

  private ObjectNode policy() {
    ObjectNode properties = SchemaNodes.empty();
    properties.set("version", SchemaNodes.version());
    properties.set("name", SchemaNodes.shaped(ValueFormat.NAME, "What reports call this policy."));
    properties.set(
        "rules",
        SchemaNodes.listOf(SchemaNodes.ref("rule"), "Which resources need which control."));
    properties.set(
        "exemptions",
        SchemaNodes.listOf(
            SchemaNodes.ref("exemption"), "Resources that a rule leaves alone for a while."));
    ObjectNode schema = SchemaNodes.empty();
    schema.put("$schema", SchemaNodes.DRAFT);
    schema.put("title", "A policy for molly, the molly guard for AWS");
    SchemaNodes.fill(schema, properties, List.of("version", "name"));
    ArrayNode anyOf = schema.putArray("anyOf");
    anyOf.addObject().putArray("required").add("rules");
    anyOf.addObject().putArray("required").add("exemptions");
    ObjectNode definitions = schema.putObject("$defs");
    definitions.set("rule", rule());
    definitions.set("exemption", exemption());
    definitions.set("where", where());
    return schema;
  }

  private ObjectNode rule() {
    ObjectNode properties = SchemaNodes.empty();
    properties.set(
        "id",
        SchemaNodes.shaped(
            ValueFormat.NAME, "The rule's name, unique over all policies of a run."));
    properties.set(
        "kind",
        SchemaNodes.oneOf(
            catalogue.kinds().stream().map(KindId::value).toList(), "The kind of resource."));
    properties.set(
        "require",
        SchemaNodes.described(
            "The control that must be on, or { control: { at-least: 7d } } for a length of time."));
    properties.set(
        "severity",
        SchemaNodes.oneOf(
            Stream.of(Severity.values()).map(Severity::word).toList(),
            "How bad it is when it is off."));
    properties.set("where", SchemaNodes.ref("where"));
    properties.set(
        "why",
        SchemaNodes.text("What goes wrong without it, for the person who reads the finding."));
    properties.set(
        "references",
        SchemaNodes.listOf(
            SchemaNodes.text("For example: SecurityHub RDS.8"), "The same rule elsewhere."));
    ObjectNode rule = SchemaNodes.described("Which resources of a kind need which control.");
    SchemaNodes.fill(rule, properties, List.of("id", "kind", "require", "severity"));
    ArrayNode allOf = rule.putArray("allOf");
    catalogue.kinds().forEach(kind -> allOf.add(controlsOf(kind)));
    return rule;
  }

  /// Returns the condition that a rule for this kind requires one of this kind's controls.
  private ObjectNode controlsOf(KindId kind) {
    ObjectNode choice = SchemaNodes.empty();
    ObjectNode condition = choice.putObject("if");
    condition.putObject("properties").putObject("kind").put("const", kind.value());
    condition.putArray("required").add("kind");
    ArrayNode anyOf =
        choice.putObject("then").putObject("properties").putObject("require").putArray("anyOf");
    for (Control control : catalogue.controls().getOrDefault(kind, List.of())) {
      anyOf.add(SchemaNodes.described(control.summary()).put("const", control.id().value()));
      if (control.measure() == Control.Measure.DURATION) {
        anyOf.add(atLeast(control));
      }
    }
    return choice;
  }

  private static ObjectNode atLeast(Control control) {
    ObjectNode length = SchemaNodes.empty();
    length.set(
        PolicyReader.AT_LEAST,
        SchemaNodes.shaped(ValueFormat.LENGTH, "A length of time: 7d, 36h or 2w."));
    ObjectNode asked =
        SchemaNodes.fill(
            SchemaNodes.described("For how long."), length, List.of(PolicyReader.AT_LEAST));
    String id = control.id().value();
    return SchemaNodes.fill(
        SchemaNodes.described(control.summary()),
        SchemaNodes.empty().<ObjectNode>set(id, asked),
        List.of(id));
  }

  private static ObjectNode exemption() {
    ObjectNode properties = SchemaNodes.empty();
    properties.set(
        "rule",
        SchemaNodes.shaped(
            ValueFormat.NAME, "The id of the rule, of this file or of another one."));
    properties.set("where", SchemaNodes.ref("where"));
    properties.set("reason", SchemaNodes.text("Why it is all right."));
    properties.set(
        "until",
        SchemaNodes.shaped(ValueFormat.DATE, "The last day (UTC) on which it holds: 2027-01-31.")
            .put("format", "date"));
    return SchemaNodes.fill(
        SchemaNodes.described("Resources that a rule leaves alone for a while."),
        properties,
        List.of("rule", "reason", "until"));
  }

  private static ObjectNode where() {
    ObjectNode tags =
        SchemaNodes.described("By tag key: values, exact or globs. A missing tag matches nothing.");
    tags.put("type", "object").put("minProperties", 1);
    tags.set(
        "additionalProperties", SchemaNodes.oneOrMore(ValueFormat.ANY, "Values, exact or globs."));
    ObjectNode properties = SchemaNodes.empty();
    properties.set(
        "names", SchemaNodes.oneOrMore(ValueFormat.TEXT, "Globs on the name or the identifier."));
    properties.set(
        "accounts",
        SchemaNodes.oneOrMore(ValueFormat.ACCOUNT_GLOB, "Account ids, or globs on them."));
    properties.set(
        "regions",
        SchemaNodes.oneOrMore(ValueFormat.REGION_GLOB, "RegionSelection, or globs on them."));
    properties.set("tags", tags);
    String about =
        "Which resources: every part must hold; in each, one value is enough. Left out: all.";
    return SchemaNodes.fill(SchemaNodes.described(about), properties, List.of())
        .put("minProperties", 1);
  }
}
