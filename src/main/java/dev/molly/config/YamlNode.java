package dev.molly.config;

import java.util.List;
import java.util.Map;

/// A node of a YAML document with its position. Scalars are kept as typed: `012345678901` is an
/// account and not a number.
sealed interface YamlNode {
  SourcePosition at();

  /// Returns a description of the node, for "expected ..., not ...".
  String what();

  /// A mapping, with its fields by key in the order of the file.
  record Mapping(SourcePosition at, Map<String, Field> fields) implements YamlNode {
    @Override
    public String what() {
      return "keys and values";
    }
  }

  /// A value and the position of its key.
  record Field(SourcePosition at, YamlNode value) {}

  record Sequence(SourcePosition at, List<YamlNode> items) implements YamlNode {
    @Override
    public String what() {
      return "a list";
    }
  }

  record Scalar(SourcePosition at, String text) implements YamlNode {
    @Override
    public String what() {
      return ProblemList.quote(text);
    }
  }

  /// Nothing after the colon, or an explicit `null`.
  record Empty(SourcePosition at) implements YamlNode {
    @Override
    public String what() {
      return "nothing";
    }
  }
}
