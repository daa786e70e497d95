package dev.molly.aws;

import dev.molly.guardrail.PolicyCondition;
import dev.molly.guardrail.PolicyDocument;
import dev.molly.guardrail.PolicyStatement;
import dev.molly.guardrail.PolicyStatement.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.policybuilder.iam.IamAction;
import software.amazon.awssdk.policybuilder.iam.IamCondition;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicyReader;
import software.amazon.awssdk.policybuilder.iam.IamResource;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/// Reads policies with the SDK's reader. The SDK passes over elements that it does not know, so
/// the elements are looked at as well: a statement with any other is marked.
public final class PolicyDocumentReader {
  private static final List<String> SHIPPED =
      List.of("scp-deletes.json", "scp-protection.json", "scp-tags.json");

  private static final Set<String> EVALUATED =
      Set.of("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition");

  private static final Set<String> DOCUMENT = Set.of("Version", "Id", "Statement");

  private PolicyDocumentReader() {}

  /// Returns the service control policies that come with molly.
  public static List<PolicyDocument> shipped() {
    return SHIPPED.stream()
        .map(name -> read(name, ResourceText.of("/guardrails/" + name)))
        .toList();
  }

  /// Reads a policy.
  ///
  /// @param name the name in reports
  /// @throws IllegalArgumentException if the text is not a policy
  public static PolicyDocument read(String name, String json) {
    try {
      if (json.isBlank()) {
        throw new IllegalArgumentException("it is empty");
      }
      JsonNode whole = JsonNode.parser().parse(json);
      JsonNode list =
          whole
              .field("Statement")
              .orElseThrow(() -> new IllegalArgumentException("it has no Statement"));
      List<JsonNode> nodes = list.isArray() ? list.asArray() : List.of(list);
      List<IamStatement> read = IamPolicyReader.create().read(json).statements();
      var statements = new ArrayList<PolicyStatement>();
      for (int i = 0; i < read.size(); i++) {
        var unknown = new ArrayList<>(others(whole, DOCUMENT));
        unknown.addAll(others(nodes.get(i), EVALUATED));
        nodes
            .get(i)
            .field("Condition")
            .filter(PolicyDocumentReader::hasEmptyPart)
            .ifPresent(empty -> unknown.add("a Condition without a key or a value"));
        statements.add(statement(read.get(i), "statement " + (i + 1), unknown));
      }
      return new PolicyDocument(name, statements);
    } catch (RuntimeException e) {
      // Neither the SDK's parser nor its reader has a specific exception.
      throw new IllegalArgumentException("it is not an IAM policy: " + e.getMessage(), e);
    }
  }

  private static List<String> others(JsonNode object, Set<String> known) {
    return object.asObject().keySet().stream().filter(each -> !known.contains(each)).toList();
  }

  /// The SDK drops an operator without keys, and a key without values: the statement would be
  /// about more than it is.
  private static boolean hasEmptyPart(JsonNode condition) {
    return condition.asObject().values().stream()
        .map(operator -> operator.asObject().values())
        .anyMatch(
            keys ->
                keys.isEmpty()
                    || keys.stream().anyMatch(key -> key.isArray() && key.asArray().isEmpty()));
  }

  private static PolicyStatement statement(
      IamStatement statement, String place, List<String> unknown) {
    boolean allow = statement.effect().equals(IamEffect.ALLOW);
    if (!allow && !statement.effect().equals(IamEffect.DENY)) {
      throw new IllegalArgumentException(
          "%s has the Effect '%s', and not Allow or Deny"
              .formatted(place, statement.effect().value()));
    }
    if (statement.actions().isEmpty() == statement.notActions().isEmpty()) {
      unknown.add("both or neither of Action and NotAction");
    }
    if (statement.resources().isEmpty() == statement.notResources().isEmpty()) {
      unknown.add("both or neither of Resource and NotResource");
    }
    return new PolicyStatement(
        statement.sid() == null || statement.sid().isEmpty() ? place : statement.sid(),
        allow ? Effect.ALLOW : Effect.DENY,
        statement.actions().stream().map(IamAction::value).toList(),
        statement.notActions().stream().map(IamAction::value).toList(),
        statement.resources().stream().map(IamResource::value).toList(),
        statement.notResources().stream().map(IamResource::value).toList(),
        conditions(statement.conditions()),
        unknown);
  }

  /// The SDK makes a condition of each value.
  private static List<PolicyCondition> conditions(List<IamCondition> each) {
    var values = new LinkedHashMap<List<String>, List<String>>();
    for (IamCondition one : each) {
      values
          .computeIfAbsent(
              List.of(one.operator().value(), one.key().value()), same -> new ArrayList<>())
          .add(one.value());
    }
    return values.entrySet().stream().map(PolicyDocumentReader::condition).toList();
  }

  private static PolicyCondition condition(Map.Entry<List<String>, List<String>> entry) {
    return new PolicyCondition(
        entry.getKey().getFirst(), entry.getKey().getLast(), entry.getValue());
  }
}
