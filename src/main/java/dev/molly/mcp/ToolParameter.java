package dev.molly.mcp;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A parameter of a tool, and the option that it stands for.
///
/// @param option the option: `--region`; empty for what is typed without one
record ToolParameter(String name, String option, String description, Kind kind, boolean required) {
  /// The JSON types of parameters.
  enum Kind {
    TEXT("a text"),
    TEXTS("a list of texts"),
    FLAG("true or false");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  static ToolParameter text(String name, String option, String description) {
    return new ToolParameter(name, option, description, Kind.TEXT, false);
  }

  static ToolParameter texts(String name, String option, String description) {
    return new ToolParameter(name, option, description, Kind.TEXTS, false);
  }

  static ToolParameter flag(String name, String option, String description) {
    return new ToolParameter(name, option, description, Kind.FLAG, false);
  }

  ToolParameter asRequired() {
    return new ToolParameter(name, option, description, kind, true);
  }

  /// Returns whether its values are typed without an option.
  boolean isPositional() {
    return option.isEmpty();
  }

  /// Returns its JSON schema.
  Map<String, Object> schema() {
    return switch (kind) {
      case TEXT -> Map.of("type", "string", "description", description);
      case FLAG -> Map.of("type", "boolean", "description", description);
      case TEXTS ->
          Map.of("type", "array", "items", Map.of("type", "string"), "description", description);
    };
  }

  /// Returns the words of the command line for a value. An option and its value are one word, so
  /// that a value that begins with a hyphen is never an option.
  ///
  /// @throws IllegalArgumentException if the value is of another type
  List<String> words(Object value) {
    switch (kind) {
      case TEXT -> {
        return List.of(word(value));
      }
      case TEXTS -> {
        if (value instanceof List<?> list) {
          return list.stream().map(this::word).toList();
        }
      }
      case FLAG -> {
        if (value instanceof Boolean on) {
          return on ? List.of(option) : List.of();
        }
      }
    }
    throw wrong();
  }

  private String word(@Nullable Object value) {
    if (!(value instanceof String text)) {
      throw wrong();
    }
    if (text.isBlank()) {
      throw new IllegalArgumentException("'%s' is empty. %s".formatted(name, description));
    }
    return isPositional() ? text : option + "=" + text;
  }

  private IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "'%s' must be %s. %s".formatted(name, kind.words, description));
  }

  /// Returns the names of some parameters.
  static List<String> names(Stream<ToolParameter> parameters) {
    return parameters.map(ToolParameter::name).toList();
  }
}
