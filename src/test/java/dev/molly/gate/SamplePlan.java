package dev.molly.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.config.GatePolicyLoader;
import dev.molly.model.Environment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/// A plan as `terraform show -json` prints it, as far as the gate reads it.
public final class SamplePlan {
  public static final LocalDate TODAY = LocalDate.of(2026, 11, 30);
  private static final JsonMapper JSON = new JsonMapper();

  private final ObjectNode plan = JSON.createObjectNode();
  private final ArrayNode changes;

  public SamplePlan() {
    plan.put("format_version", "1.2").put("terraform_version", "1.11.4");
    plan.putObject("planned_values");
    changes = plan.putArray("resource_changes");
  }

  /// Returns the plan of one change.
  public static SamplePlan of(String address, String actions, String before, String after) {
    return new SamplePlan().with(address, actions, before, after);
  }

  /// Adds a change.
  ///
  /// @param actions the actions, joined by commas
  /// @param before the attributes, as JSON with single quotes
  public SamplePlan with(String address, String actions, String before, String after) {
    String resource = address.replaceFirst("^(module\\.[^.]+\\.)*", "");
    ObjectNode node = changes.addObject();
    node.put("address", address).put("mode", "managed");
    node.put("type", resource.split("\\.", 2)[0]);
    ObjectNode change = node.putObject("change");
    ArrayNode words = change.putArray("actions");
    Arrays.stream(actions.split(",", -1)).forEach(words::add);
    change.set("before", json(before));
    change.set("after", json(after));
    change.putObject("after_unknown");
    change.putObject("before_sensitive");
    return this;
  }

  /// Sets a member of the last change: `after_unknown`, `replace_paths`.
  public SamplePlan but(String member, String value) {
    ((ObjectNode) changes.get(changes.size() - 1).get("change")).set(member, json(value));
    return this;
  }

  /// Sets a member of the last change's surroundings: `mode`, `action_reason`.
  public SamplePlan around(String member, String value) {
    ((ObjectNode) changes.get(changes.size() - 1)).put(member, value);
    return this;
  }

  /// Sets a member of the plan.
  public SamplePlan top(String member, String value) {
    plan.set(member, json(value));
    return this;
  }

  public String json() {
    return plan.toString();
  }

  public GateReport checked() {
    return checked(GatePolicyLoader.load(null));
  }

  public GateReport checked(GatePolicy policy) {
    return checked(policy, "", Environment.ANY);
  }

  public GateReport checked(GatePolicy policy, String environment, Environment accounts) {
    return check(json(), new Gate(policy, ResourceTypes.load(), environment, accounts, TODAY));
  }

  static GateReport check(String json) {
    return check(
        json,
        new Gate(GatePolicyLoader.load(null), ResourceTypes.load(), "", Environment.ANY, TODAY));
  }

  private static GateReport check(String json, Gate gate) {
    try {
      return gate.check(
          "plan.json", new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> rules(GateReport report) {
    return report.findings().stream().map(finding -> finding.rule().id().value()).toList();
  }

  private static com.fasterxml.jackson.databind.JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
