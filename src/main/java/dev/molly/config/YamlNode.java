package dev.molly.config;

import java.util.List;
import java.util.Map;

/// A piece of a YAML document that knows where it stands. Scalars are kept as they were typed:
/// `012345678901` is an account and no number.
sealed interface YamlNode {
  SourcePosition at();

  /// What it is, in words, for "expected ..., not ...".
  String what();

  /// Fields by their key, in the order of the file.
  record Mapping(SourcePosition at, Map<String, Field> fields) implements YamlNode {
    @Override
    public String what() {
      return "keys and values";
    }
  }

  /// A value, and where its key stands.
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
