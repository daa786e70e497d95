package dev.molly.config;

import java.util.Optional;
import java.util.function.Function;

/// A set of related keys and values, such as one rule, read key by key.
final class YamlSection {
  private final YamlNode.Mapping node;
  private final String what;
  private final ProblemList problems;

  YamlSection(YamlNode.Mapping node, String what, ProblemList problems) {
    this.node = node;
    this.what = what;
    this.problems = problems;
  }

  SourcePosition at() {
    return node.at();
  }

  boolean isEmpty() {
    return node.fields().isEmpty();
  }

  boolean has(String key) {
    return node.fields().containsKey(key);
  }

  /// Returns the value of an optional key. A key without a value is a problem, since the value
  /// was forgotten.
  Optional<YamlNode> get(String key) {
    YamlNode.Field field = node.fields().get(key);
    if (field == null) {
      return Optional.empty();
    }
    if (field.value() instanceof YamlNode.Empty) {
      problems.add(field.at(), "'" + key + "' has no value");
      return Optional.empty();
    }
    return Optional.of(field.value());
  }

  /// Returns the value of a required key.
  <T> Optional<T> need(String key, Function<YamlNode, Optional<T>> read) {
    if (!has(key)) {
      problems.add(node.at(), what + " needs '" + key + "'");
    }
    return get(key).flatMap(read);
  }
}
