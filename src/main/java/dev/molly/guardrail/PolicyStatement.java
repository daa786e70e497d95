package dev.molly.guardrail;

import java.util.List;

/// One statement of a policy.
///
/// @param name the Sid, or the statement's place in the policy: `statement 2`
/// @param effect whether it allows or denies
/// @param actions the patterns of Action; empty if there is a NotAction
/// @param notActions the patterns of NotAction
/// @param resources the patterns of Resource; empty if there is a NotResource
/// @param notResources the patterns of NotResource
/// @param conditions the conditions, all of which have to hold
/// @param unknown the elements that are not evaluated: `Principal`
public record PolicyStatement(
    String name,
    Effect effect,
    List<String> actions,
    List<String> notActions,
    List<String> resources,
    List<String> notResources,
    List<PolicyCondition> conditions,
    List<String> unknown) {
  public PolicyStatement {
    actions = List.copyOf(actions);
    notActions = List.copyOf(notActions);
    resources = List.copyOf(resources);
    notResources = List.copyOf(notResources);
    conditions = List.copyOf(conditions);
    unknown = List.copyOf(unknown);
  }

  /// The effect of a statement.
  public enum Effect {
    ALLOW,
    DENY
  }
}
