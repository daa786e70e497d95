package dev.molly.guardrail;

import dev.molly.text.Glob;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The condition operators that are evaluated, in the way of AWS.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Set operators
/// for multivalued context keys".
///
/// @param set the set operator; empty if there is none
/// @param ifExists whether it holds for a key that is not in the request
/// @param negated whether the comparison is negated
/// @param comparison compares a value of the policy with one of the request
record ConditionOperator(
    Optional<Quantifier> set,
    boolean ifExists,
    boolean negated,
    BiPredicate<String, String> comparison) {
  /// How many values of the request have to match.
  enum Quantifier {
    ANY("foranyvalue:"),
    ALL("forallvalues:");

    private final String prefix;

    Quantifier(String prefix) {
      this.prefix = prefix;
    }
  }

  private static final String IF_EXISTS = "ifexists";

  /// Evaluates a condition.
  static Certainty evaluate(PolicyCondition condition, ApiRequest request) {
    if (!(request.values(condition.key()) instanceof ApiRequest.Values.Known(var values))) {
      return Certainty.UNKNOWN;
    }
    if (condition.operator().equalsIgnoreCase("Null")) {
      return isNull(condition.values(), values.isEmpty());
    }
    if (condition.values().stream().anyMatch(value -> value.contains("${"))) {
      return Certainty.UNKNOWN;
    }
    return of(condition.operator())
        .map(operator -> operator.holds(condition.values(), values))
        .orElse(Certainty.UNKNOWN);
  }

  private static Certainty isNull(List<String> wanted, boolean absent) {
    return wanted.size() == 1 && wanted.getFirst().toLowerCase(Locale.ROOT).matches("true|false")
        ? Certainty.of(Boolean.parseBoolean(wanted.getFirst()) == absent)
        : Certainty.UNKNOWN;
  }

  /// Returns the operator of a name; empty if it is none that is evaluated.
  static Optional<ConditionOperator> of(String name) {
    String word = name.toLowerCase(Locale.ROOT);
    Optional<Quantifier> set =
        Stream.of(Quantifier.values()).filter(each -> word.startsWith(each.prefix)).findFirst();
    String rest = set.map(each -> word.substring(each.prefix.length())).orElse(word);
    boolean ifExists = rest.endsWith(IF_EXISTS);
    String plain = ifExists ? rest.substring(0, rest.length() - IF_EXISTS.length()) : rest;
    boolean negated = plain.contains("not");
    return comparison(plain.replace("not", ""))
        .map(comparison -> new ConditionOperator(set, ifExists, negated, comparison));
  }

  private static Optional<BiPredicate<String, String>> comparison(String plain) {
    return switch (plain) {
      case "stringequals" -> Optional.of(String::equals);
      case "stringequalsignorecase", "bool" -> Optional.of(String::equalsIgnoreCase);
      case "stringlike" -> Optional.of((pattern, value) -> new Glob(pattern).matches(value));
      case "arnequals", "arnlike" -> Optional.of(ConditionOperator::isArnLike);
      default -> Optional.empty();
    };
  }

  /// Each of the six parts of an ARN is compared on its own.
  private static boolean isArnLike(String pattern, String arn) {
    String[] patterns = pattern.split(":", 6);
    String[] parts = arn.split(":", 6);
    return patterns.length == parts.length
        && Stream.iterate(0, i -> i + 1)
            .limit(parts.length)
            .allMatch(i -> new Glob(patterns[i]).matches(parts[i]));
  }

  /// A key that is not in the request satisfies a negated operator, an IfExists and a
  /// ForAllValues. AWS leaves open how an operator without a quantifier compares several values.
  private Certainty holds(List<String> wanted, List<String> values) {
    if (values.isEmpty()) {
      boolean any = set.equals(Optional.of(Quantifier.ANY));
      boolean all = set.equals(Optional.of(Quantifier.ALL));
      return Certainty.of(ifExists || all || (negated && !any));
    }
    if (set.isEmpty() && values.size() > 1) {
      return Certainty.UNKNOWN;
    }
    List<Boolean> each =
        values.stream()
            .map(value -> negated != wanted.stream().anyMatch(one -> comparison.test(one, value)))
            .collect(Collectors.toList());
    return Certainty.of(
        set.equals(Optional.of(Quantifier.ALL)) ? !each.contains(false) : each.contains(true));
  }
}
