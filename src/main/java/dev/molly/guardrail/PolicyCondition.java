package dev.molly.guardrail;

import java.util.List;

/// One condition of a statement: an operator, a condition key and the values to compare it with.
///
/// @param operator the operator as it is written: `ForAnyValue:StringLike`
public record PolicyCondition(String operator, String key, List<String> values) {
  public PolicyCondition {
    values = List.copyOf(values);
  }
}
