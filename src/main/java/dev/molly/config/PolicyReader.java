package dev.molly.config;

import dev.molly.model.Control;
import dev.molly.model.ControlId;
import dev.molly.model.KindCatalog;
import dev.molly.model.KindId;
import dev.molly.model.RuleId;
import dev.molly.model.Severity;
import dev.molly.policy.Exemption;
import dev.molly.policy.Policy;
import dev.molly.policy.Requirement;
import dev.molly.policy.ResourceSelector;
import dev.molly.policy.Rule;
import dev.molly.text.Glob;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Converts YAML documents into policies, one after another. It keeps the rules read so far,
/// since their ids are unique over all documents.
final class PolicyReader {
  static final List<String> TOP_KEYS = List.of("version", "name", "rules", "exemptions");
  static final List<String> RULE_KEYS =
      List.of("id", "kind", "require", "severity", "where", "why", "references");
  static final List<String> EXEMPTION_KEYS = List.of("rule", "where", "reason", "until");
  static final List<String> WHERE_KEYS = List.of("names", "accounts", "regions", "tags");
  static final String AT_LEAST = "at-least";

  /// An exemption and its position.
  record Exempted(SourcePosition at, RuleId rule) {}

  private final KindCatalog catalogue;
  private final ValueReader values;
  private final Map<RuleId, SourcePosition> rules = new LinkedHashMap<>();
  private final List<Exempted> exempted = new ArrayList<>();

  PolicyReader(KindCatalog catalogue, ProblemList problems) {
    this.catalogue = catalogue;
    this.values = new ValueReader(problems);
  }

  Set<RuleId> ruleIds() {
    return rules.keySet();
  }

  /// Returns the exemptions read so far that name a rule of none of the documents read so far.
  List<Exempted> exemptedFromNothing() {
    return exempted.stream().filter(one -> !rules.containsKey(one.rule())).toList();
  }

  Optional<Policy> read(YamlNode document) {
    Optional<YamlSection> top = values.document(document, "a policy", TOP_KEYS);
    if (top.isEmpty()) {
      return Optional.empty();
    }
    YamlSection policy = top.get();
    if (!policy.has("rules") && !policy.has("exemptions")) {
      return values.wrong(policy.at(), "a policy needs 'rules' or 'exemptions'");
    }
    Optional<String> name = policy.need("name", node -> values.text(node, ValueFormat.NAME));
    List<Rule> read = values.items(policy, "rules").flatMap(node -> rule(node).stream()).toList();
    List<Exemption> exemptions =
        values.items(policy, "exemptions").flatMap(node -> exemption(node).stream()).toList();
    return name.map(known -> new Policy(known, read, exemptions));
  }

  private Optional<Rule> rule(YamlNode node) {
    Optional<YamlSection> section = values.section(node, "a rule", RULE_KEYS);
    if (section.isEmpty()) {
      return Optional.empty();
    }
    YamlSection rule = section.get();
    Optional<RuleId> id = rule.need("id", this::newRuleId);
    Optional<KindId> kind = rule.need("kind", this::kind);
    Optional<Requirement> require =
        rule.need("require", wanted -> kind.flatMap(known -> requirement(wanted, known)));
    Optional<Severity> severity = rule.need("severity", wanted -> severity(values, wanted));
    Optional<ResourceSelector> where = where(rule);
    Optional<String> why = rule.get("why").flatMap(text -> values.text(text, ValueFormat.TEXT));
    Optional<List<String>> references = rule.get("references").flatMap(this::references);
    if (id.isEmpty() || kind.isEmpty() || require.isEmpty() || severity.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Rule(
            id.get(),
            kind.get(),
            require.get(),
            severity.get(),
            where.orElse(ResourceSelector.EVERYTHING),
            why.orElse(""),
            references.orElse(List.of())));
  }

  private Optional<RuleId> newRuleId(YamlNode node) {
    Optional<RuleId> id = values.text(node, ValueFormat.NAME).map(RuleId::new);
    if (id.isPresent()) {
      SourcePosition first = rules.putIfAbsent(id.get(), node.at());
      if (first != null) {
        return values.wrong(node.at(), "rule id '" + id.get() + "' is already used in " + first);
      }
    }
    return id;
  }

  private Optional<KindId> kind(YamlNode node) {
    List<String> known = catalogue.kinds().stream().map(KindId::value).toList();
    return values.word(node, "kind", known).map(KindId::new);
  }

  /// Shared with the reader of `molly.yaml`.
  static Optional<Severity> severity(ValueReader values, YamlNode node) {
    List<String> known = Stream.of(Severity.values()).map(Severity::word).toList();
    return values
        .word(node, "severity", known)
        .map(word -> Severity.valueOf(word.toUpperCase(Locale.ROOT)));
  }

  private Optional<List<String>> references(YamlNode node) {
    return values
        .list(node, "'references'")
        .map(
            items ->
                items.stream().flatMap(i -> values.text(i, ValueFormat.TEXT).stream()).toList());
  }

  /// Reads a control's name alone, or the name with its parameters.
  private Optional<Requirement> requirement(YamlNode node, KindId kind) {
    return switch (node) {
      case YamlNode.Mapping(SourcePosition at, Map<String, YamlNode.Field> fields)
          when fields.size() == 1 -> {
        Map.Entry<String, YamlNode.Field> only = fields.entrySet().iterator().next();
        var name = new YamlNode.Scalar(only.getValue().at(), only.getKey());
        yield control(name, kind).flatMap(control -> atLeast(only.getValue().value(), control));
      }
      case YamlNode.Scalar name ->
          control(name, kind).map(found -> new Requirement.Enabled(found.id()));
      case YamlNode other ->
          values.wrong(other.at(), "'require' names one control; write a rule for each");
    };
  }

  private Optional<Control> control(YamlNode.Scalar name, KindId kind) {
    List<Control> offered = catalogue.controls().getOrDefault(kind, List.of());
    List<String> known = offered.stream().map(control -> control.id().value()).toList();
    return values
        .word(name, "control of " + kind, known)
        .flatMap(word -> catalogue.find(kind, new ControlId(word)));
  }

  private Optional<Requirement> atLeast(YamlNode node, Control control) {
    String id = control.id().value();
    if (control.measure() != Control.Measure.DURATION) {
      return values.wrong(node.at(), "'" + id + "' is on or off; write: require: " + id);
    }
    if (!(node instanceof YamlNode.Mapping)) {
      return values.wrong(node.at(), "write: require: { " + id + ": { at-least: 7d } }");
    }
    Optional<Duration> length =
        values
            .section(node, "'" + id + "'", List.of(AT_LEAST))
            .flatMap(asked -> asked.need(AT_LEAST, values::length));
    return length.map(wanted -> new Requirement.AtLeast(control.id(), wanted));
  }

  private Optional<Exemption> exemption(YamlNode node) {
    Optional<YamlSection> section = values.section(node, "an exemption", EXEMPTION_KEYS);
    if (section.isEmpty()) {
      return Optional.empty();
    }
    YamlSection exemption = section.get();
    Optional<RuleId> rule = exemption.need("rule", this::exemptedRule);
    Optional<ResourceSelector> where = where(exemption);
    Optional<String> reason = exemption.need("reason", text -> values.text(text, ValueFormat.TEXT));
    Optional<LocalDate> until = exemption.need("until", values::date);
    if (rule.isEmpty() || reason.isEmpty() || until.isEmpty()) {
      return Optional.empty();
    }
    ResourceSelector whom = where.orElse(ResourceSelector.EVERYTHING);
    return Optional.of(new Exemption(rule.get(), whom, reason.get(), until.get()));
  }

  private Optional<RuleId> exemptedRule(YamlNode node) {
    Optional<RuleId> rule = values.text(node, ValueFormat.NAME).map(RuleId::new);
    rule.ifPresent(id -> exempted.add(new Exempted(node.at(), id)));
    return rule;
  }

  /// Without `where`, a rule applies to all resources. An empty `where` is a problem: one or all
  /// conditions were forgotten.
  private Optional<ResourceSelector> where(YamlSection parent) {
    Optional<YamlSection> section =
        parent.get("where").flatMap(node -> values.section(node, "'where'", WHERE_KEYS));
    if (section.isEmpty()) {
      return Optional.empty();
    }
    YamlSection where = section.get();
    if (where.isEmpty()) {
      return values.wrong(where.at(), "'where' is empty; leave it out to mean everything");
    }
    return Optional.of(
        new ResourceSelector(
            where.get("names").map(node -> globs(node, ValueFormat.TEXT)).orElse(List.of()),
            where
                .get("accounts")
                .map(node -> globs(node, ValueFormat.ACCOUNT_GLOB))
                .orElse(List.of()),
            where
                .get("regions")
                .map(node -> globs(node, ValueFormat.REGION_GLOB))
                .orElse(List.of()),
            where.get("tags").map(this::tags).orElse(Map.of())));
  }

  private Map<String, List<Glob>> tags(YamlNode node) {
    var tags = new LinkedHashMap<String, List<Glob>>();
    values
        .mapping(node, "'tags'")
        .ifPresent(
            mapping ->
                mapping
                    .fields()
                    .forEach((key, field) -> tags.put(key, globs(field.value(), ValueFormat.ANY))));
    return tags;
  }

  private List<Glob> globs(YamlNode node, ValueFormat shape) {
    return values.oneOrMore(node, "the value").orElse(List.of()).stream()
        .flatMap(item -> values.text(item, shape).stream())
        .map(Glob::new)
        .toList();
  }
}
