package dev.molly.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.model.Catalogue;
import dev.molly.model.Control;
import dev.molly.model.KindId;
import dev.molly.model.Severity;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// The JSON Schema (2020-12) of policy files, so that editors complete and check them. It is made
/// from the catalogue, so it knows the kinds and controls that the loader knows. What a schema
/// cannot say is left to the loader: unique rule ids, days that exist in the calendar, exemptions
/// whose rule exists.
public final class PolicySchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Catalogue catalogue;

  public PolicySchema(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /// The schema as indented JSON, ending in a newline.
  public String json() {
    return policy().toPrettyString() + "\n";
  }

  private ObjectNode policy() {
    ObjectNode properties = JSON.objectNode();
    properties.set("version", version());
    properties.set("name", shaped(Shape.NAME, "What reports call this policy."));
    properties.set("rules", listOf(ref("rule"), "Which resources need which control."));
    properties.set(
        "exemptions", listOf(ref("exemption"), "Resources that a rule leaves alone for a while."));
    ObjectNode schema = JSON.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "A policy for molly, the molly guard for AWS");
    fill(schema, properties, List.of("version", "name"));
    ArrayNode anyOf = schema.putArray("anyOf");
    anyOf.addObject().putArray("required").add("rules");
    anyOf.addObject().putArray("required").add("exemptions");
    ObjectNode definitions = schema.putObject("$defs");
    definitions.set("rule", rule());
    definitions.set("exemption", exemption());
    definitions.set("where", where());
    return schema;
  }

  private static ObjectNode version() {
    ObjectNode version = described("The version of the format.");
    version.putArray("enum").add(1).add("1");
    return version;
  }

  private ObjectNode rule() {
    ObjectNode properties = JSON.objectNode();
    properties.set("id", shaped(Shape.NAME, "The rule's name, unique over all policies of a run."));
    properties.set(
        "kind",
        oneOf(catalogue.kinds().stream().map(KindId::value).toList(), "The kind of resource."));
    properties.set(
        "require",
        described(
            "The control that must be on, or { control: { at-least: 7d } } for a length of time."));
    properties.set(
        "severity",
        oneOf(
            Stream.of(Severity.values()).map(Severity::word).toList(),
            "How bad it is when it is off."));
    properties.set("where", ref("where"));
    properties.set(
        "why", text("What goes wrong without it, for the person who reads the finding."));
    properties.set(
        "references", listOf(text("For example: SecurityHub RDS.8"), "The same rule elsewhere."));
    ObjectNode rule = described("Which resources of a kind need which control.");
    fill(rule, properties, List.of("id", "kind", "require", "severity"));
    ArrayNode allOf = rule.putArray("allOf");
    catalogue.kinds().forEach(kind -> allOf.add(controlsOf(kind)));
    return rule;
  }

  /// If the rule is for this kind, then it requires one of this kind's controls.
  private ObjectNode controlsOf(KindId kind) {
    ObjectNode choice = JSON.objectNode();
    ObjectNode condition = choice.putObject("if");
    condition.putObject("properties").putObject("kind").put("const", kind.value());
    condition.putArray("required").add("kind");
    ArrayNode anyOf =
        choice.putObject("then").putObject("properties").putObject("require").putArray("anyOf");
    for (Control control : catalogue.controls().getOrDefault(kind, List.of())) {
      anyOf.add(described(control.summary()).put("const", control.id().value()));
      if (control.measure() == Control.Measure.DURATION) {
        anyOf.add(atLeast(control));
      }
    }
    return choice;
  }

  private static ObjectNode atLeast(Control control) {
    ObjectNode length = JSON.objectNode();
    length.set(PolicyReader.AT_LEAST, shaped(Shape.LENGTH, "A length of time: 7d, 36h or 2w."));
    ObjectNode asked = fill(described("For how long."), length, List.of(PolicyReader.AT_LEAST));
    String id = control.id().value();
    return fill(
        described(control.summary()), JSON.objectNode().<ObjectNode>set(id, asked), List.of(id));
  }

  private static ObjectNode exemption() {
    ObjectNode properties = JSON.objectNode();
    properties.set(
        "rule", shaped(Shape.NAME, "The id of the rule, of this file or of another one."));
    properties.set("where", ref("where"));
    properties.set("reason", text("Why it is all right."));
    properties.set(
        "until",
        shaped(Shape.DATE, "The last day (UTC) on which it holds: 2027-01-31.")
            .put("format", "date"));
    return fill(
        described("Resources that a rule leaves alone for a while."),
        properties,
        List.of("rule", "reason", "until"));
  }

  private static ObjectNode where() {
    ObjectNode tags =
        described("By tag key: values, exact or globs. A missing tag matches nothing.");
    tags.put("type", "object").put("minProperties", 1);
    tags.set("additionalProperties", oneOrMore(Shape.ANY, "Values, exact or globs."));
    ObjectNode properties = JSON.objectNode();
    properties.set("names", oneOrMore(Shape.TEXT, "Globs on the name or the identifier."));
    properties.set("accounts", oneOrMore(Shape.ACCOUNT_GLOB, "Account ids, or globs on them."));
    properties.set("regions", oneOrMore(Shape.REGION_GLOB, "RegionChoice, or globs on them."));
    properties.set("tags", tags);
    String about =
        "Which resources: every part must hold; in each, one value is enough. Left out: all.";
    return fill(described(about), properties, List.of()).put("minProperties", 1);
  }

  private static ObjectNode fill(
      ObjectNode schema, ObjectNode properties, Collection<String> required) {
    schema.put("type", "object").put("additionalProperties", false);
    schema.set("properties", properties);
    required.forEach(schema.withArray("required")::add);
    return schema;
  }

  private static ObjectNode described(String description) {
    return JSON.objectNode().put("description", description);
  }

  private static ObjectNode ref(String definition) {
    return JSON.objectNode().put("$ref", "#/$defs/" + definition);
  }

  private static ObjectNode oneOf(Collection<String> words, String description) {
    ObjectNode choice = described(description);
    words.forEach(choice.putArray("enum")::add);
    return choice;
  }

  private static ObjectNode shaped(Shape shape, String description) {
    return described(description).put("type", "string").put("pattern", shape.anchored());
  }

  /// A value that other readers of YAML may take for a number or a boolean, where the loader takes
  /// it as the text that was typed.
  private static ObjectNode scalar(Shape shape) {
    ObjectNode scalar = JSON.objectNode().put("pattern", shape.anchored());
    ArrayNode types = scalar.putArray("type").add("string");
    if (shape.isFree()) {
      types.add("number").add("boolean");
    } else if (shape == Shape.ACCOUNT_GLOB) {
      types.add("integer");
      scalar.put("minimum", 100_000_000_000L).put("maximum", 999_999_999_999L);
    }
    return scalar;
  }

  private static ObjectNode text(String description) {
    return scalar(Shape.TEXT).put("description", description);
  }

  private static ObjectNode listOf(ObjectNode item, String description) {
    ObjectNode list = described(description).put("type", "array").put("minItems", 1);
    list.set("items", item);
    return list;
  }

  private static ObjectNode oneOrMore(Shape shape, String description) {
    ObjectNode either = described(description);
    either.putArray("anyOf").add(scalar(shape)).add(listOf(scalar(shape), description));
    return either;
  }
}
