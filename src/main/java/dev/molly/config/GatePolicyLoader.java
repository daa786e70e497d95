package dev.molly.config;

import dev.molly.gate.Allowance;
import dev.molly.gate.GatePolicy;
import dev.molly.gate.GatePolicy.BlastRadius;
import dev.molly.gate.GateRule;
import dev.molly.gate.PlanAction;
import dev.molly.model.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the policy of `molly gate`. All problems are reported at once, in one
/// [dev.molly.model.UserError].
public final class GatePolicyLoader {
  static final List<String> TOP_KEYS =
      List.of(
          "version", "applies-to", "name", "fail-on", "severities", "blast-radius", "allowances");
  static final List<String> BLAST_KEYS = List.of("limit", "weights", "types");
  static final List<String> ALLOWANCE_KEYS =
      List.of("rule", "address", "reason", "environment", "until");
  static final List<String> ACTIONS =
      List.of(
          PlanAction.CREATE.word(),
          PlanAction.UPDATE.word(),
          PlanAction.REPLACE.word(),
          PlanAction.DELETE.word());

  /// The value of `applies-to`, by which a policy of plans differs from one of resources.
  static final String PLANS = "plans";

  private static final String SHIPPED = "policies/terraform.yaml";

  /// What counts where a policy says nothing, for the reading of the shipped one itself.
  private static final GatePolicy NONE =
      new GatePolicy(
          "terraform",
          Severity.MEDIUM,
          Map.of(),
          new BlastRadius(Integer.MAX_VALUE, Map.of(), Map.of()),
          List.of());

  private final ProblemList problems = new ProblemList("molly explain gate");
  private final ValueReader values = new ValueReader(problems);

  private GatePolicyLoader() {}

  /// Reads a policy. What it leaves out is as in the one that is shipped with molly.
  ///
  /// @param file the policy; null for the shipped one
  public static GatePolicy load(@Nullable Path file) {
    GatePolicy shipped = new GatePolicyLoader().shipped();
    return file == null ? shipped : new GatePolicyLoader().read(file, shipped);
  }

  /// Returns whether a source is a file with a policy of plans, as far as the file says so itself.
  static boolean isOne(PolicySource source) {
    var ignored = new ProblemList("");
    return source instanceof PolicySource.Files(Path path)
        && new YamlText(ignored)
            .of(path)
            .flatMap(text -> YamlDocument.parse(path.toString(), text, ignored))
            .filter(GatePolicyLoader::appliesToPlans)
            .isPresent();
  }

  private static boolean appliesToPlans(YamlNode document) {
    return document instanceof YamlNode.Mapping mapping
        && mapping.fields().get("applies-to") instanceof YamlNode.Field(_, YamlNode.Scalar to)
        && to.text().equals(PLANS);
  }

  private GatePolicy shipped() {
    try (InputStream in = GatePolicyLoader.class.getResourceAsStream("/" + SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException(SHIPPED + " is not on the class path");
      }
      return read(SHIPPED, new YamlText(problems).of(SHIPPED, in).orElse(null), NONE);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + SHIPPED + " from the class path", e);
    }
  }

  private GatePolicy read(Path file, GatePolicy rest) {
    return read(file.toString(), new YamlText(problems).of(file).orElse(null), rest);
  }

  private GatePolicy read(String name, @Nullable String text, GatePolicy rest) {
    GatePolicy policy =
        Optional.ofNullable(text)
            .flatMap(known -> YamlDocument.parse(name, known, problems))
            .flatMap(top -> values.document(top, "a gate policy", TOP_KEYS))
            .map(section -> policy(section, rest))
            .orElse(rest);
    problems.throwIfAny();
    return policy;
  }

  private GatePolicy policy(YamlSection top, GatePolicy rest) {
    top.need("applies-to", node -> values.word(node, "word", List.of(PLANS)));
    return new GatePolicy(
        top.need("name", node -> values.text(node, ValueFormat.NAME)).orElse(rest.name()),
        top.get("fail-on")
            .flatMap(node -> PolicyReader.severity(values, node))
            .orElse(rest.failOn()),
        top.get("severities").map(this::severities).orElse(rest.severities()),
        top.get("blast-radius")
            .flatMap(node -> values.section(node, "blast-radius", BLAST_KEYS))
            .map(section -> blastRadius(section, rest.blastRadius()))
            .orElse(rest.blastRadius()),
        values.items(top, "allowances").flatMap(node -> allowance(node).stream()).toList());
  }

  private Map<GateRule, Severity> severities(YamlNode node) {
    var severities = new EnumMap<GateRule, Severity>(GateRule.class);
    fields(node, "severities")
        .forEach(
            (key, field) ->
                rule(new YamlNode.Scalar(field.at(), key))
                    .ifPresent(
                        rule ->
                            PolicyReader.severity(values, field.value())
                                .ifPresent(severity -> severities.put(rule, severity))));
    return severities;
  }

  private BlastRadius blastRadius(YamlSection section, BlastRadius rest) {
    var types = new HashMap<>(rest.byType());
    section
        .get("types")
        .ifPresent(
            node ->
                fields(node, "types")
                    .forEach((type, field) -> types.put(type, weights(field.value()))));
    return new BlastRadius(
        section.get("limit").flatMap(values::count).orElse(rest.limit()),
        section.get("weights").map(this::weights).orElse(rest.byAction()),
        types);
  }

  private Map<PlanAction, Integer> weights(YamlNode node) {
    var weights = new EnumMap<PlanAction, Integer>(PlanAction.class);
    values
        .section(node, "weights", ACTIONS)
        .ifPresent(
            section ->
                Arrays.stream(PlanAction.values())
                    .forEach(
                        action ->
                            section
                                .get(action.word())
                                .flatMap(values::count)
                                .ifPresent(weight -> weights.put(action, weight))));
    return weights;
  }

  private Map<String, YamlNode.Field> fields(YamlNode node, String what) {
    return values.mapping(node, "'" + what + "'").map(YamlNode.Mapping::fields).orElse(Map.of());
  }

  private Optional<Allowance> allowance(YamlNode node) {
    Optional<YamlSection> section = values.section(node, "an allowance", ALLOWANCE_KEYS);
    if (section.isEmpty()) {
      return Optional.empty();
    }
    YamlSection allowance = section.get();
    Optional<GateRule> rule = allowance.need("rule", this::rule);
    Optional<String> address =
        allowance.need("address", text -> values.text(text, ValueFormat.TEXT));
    Optional<String> reason = allowance.need("reason", text -> values.text(text, ValueFormat.TEXT));
    Optional<LocalDate> until = allowance.need("until", values::date);
    Optional<String> environment =
        allowance.get("environment").flatMap(text -> values.text(text, ValueFormat.ACCOUNT_NAME));
    if (rule.isEmpty() || address.isEmpty() || reason.isEmpty() || until.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Allowance(rule.get(), address.get(), reason.get(), environment, until.get()));
  }

  private Optional<GateRule> rule(YamlNode node) {
    List<String> known = Arrays.stream(GateRule.values()).map(rule -> rule.id().value()).toList();
    return values.word(node, "rule", known).flatMap(GateRule::of);
  }
}
