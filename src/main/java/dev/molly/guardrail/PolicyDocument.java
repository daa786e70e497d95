package dev.molly.guardrail;

import java.util.List;

/// A policy.
///
/// @param name the file's name
public record PolicyDocument(String name, List<PolicyStatement> statements) {
  public PolicyDocument {
    statements = List.copyOf(statements);
  }

  /// Returns the same policy without the statement of this name.
  public PolicyDocument without(String statement) {
    return new PolicyDocument(
        name, statements.stream().filter(each -> !each.name().equals(statement)).toList());
  }
}
