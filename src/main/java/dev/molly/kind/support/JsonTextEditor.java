package dev.molly.kind.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds a value in the text of a JSON object, so that it can be changed while every other byte
/// is kept. It parses only as much JSON as this requires, and does not validate the values that
/// it skips.
public final class JsonTextEditor {
  /// A range of the text, with an exclusive end.
  public record Span(int from, int to) {}

  private final String text;
  private int at;

  private JsonTextEditor(String text) {
    this.text = text;
  }

  /// Returns the range of the value of a key of the outermost object.
  ///
  /// @return empty if the text is not a single object, or does not contain the key exactly once
  public static Optional<Span> value(String key, String text) {
    try {
      return new JsonTextEditor(text).object(key);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Returns the ranges of a list's elements.
  ///
  /// @return empty if there is no list in that range
  public static Optional<List<Span>> elements(String text, Span list) {
    var scan = new JsonTextEditor(text.substring(0, list.to()));
    scan.at = list.from();
    try {
      return Optional.of(scan.list());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private List<Span> list() {
    var elements = new ArrayList<Span>();
    take('[');
    if (took(']')) {
      return elements;
    }
    do {
      elements.add(value());
    } while (took(','));
    take(']');
    return elements;
  }

  private Optional<Span> object(String key) {
    Optional<Span> found = Optional.empty();
    take('{');
    do {
      String name = string();
      take(':');
      Span value = value();
      if (name.equals(key)) {
        if (found.isPresent()) {
          throw unexpected();
        }
        found = Optional.of(value);
      }
    } while (took(','));
    take('}');
    skipSpace();
    return at == text.length() ? found : Optional.empty();
  }

  private Span value() {
    skipSpace();
    int from = at;
    switch (here()) {
      case '"' -> string();
      case '{', '[' -> nested();
      default -> word();
    }
    return new Span(from, at);
  }

  private void nested() {
    int depth = 0;
    do {
      switch (here()) {
        case '"' -> string();
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        default -> at++;
      }
    } while (depth > 0);
  }

  /// Reads a number, true, false or null.
  private void word() {
    while (Character.isLetterOrDigit(here()) || "+-.".indexOf(here()) >= 0) {
      at++;
    }
  }

  /// Reads a string, and returns the text between its quotes without unescaping it.
  private String string() {
    take('"');
    int from = at;
    while (here() != '"') {
      at += here() == '\\' ? 2 : 1;
    }
    at++;
    return text.substring(from, at - 1);
  }

  private void take(char wanted) {
    if (!took(wanted)) {
      throw unexpected();
    }
  }

  private boolean took(char wanted) {
    skipSpace();
    if (here() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char here() {
    if (at >= text.length()) {
      throw unexpected();
    }
    return text.charAt(at);
  }

  private IllegalArgumentException unexpected() {
    return new IllegalArgumentException("not expected at " + at);
  }
}
