package dev.molly.mcp;

import dev.molly.text.SpellingSuggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A call of a tool, as words of the command line.
///
/// @param options the options, each with its value in one word
/// @param names what is typed without an option
public record ToolCall(SafeTool tool, List<String> options, List<String> names) {
  public ToolCall {
    options = List.copyOf(options);
    names = List.copyOf(names);
  }

  /// Returns the call with some arguments.
  ///
  /// @throws IllegalArgumentException if the tool does not take them; the message says what to do
  public static ToolCall of(SafeTool tool, Map<String, Object> arguments) {
    List<String> known = ToolParameter.names(tool.parameters().stream());
    for (String name : arguments.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "%s has no parameter '%s'%s\nIt has: %s."
                .formatted(
                    tool.toolName(),
                    name,
                    SpellingSuggestion.hint(name, known),
                    String.join(", ", known)));
      }
    }
    var options = new ArrayList<String>();
    var names = new ArrayList<String>();
    for (ToolParameter parameter : tool.parameters()) {
      Object value = arguments.get(parameter.name());
      List<String> words = value == null ? List.of() : parameter.words(value);
      if (words.isEmpty() && parameter.required()) {
        throw new IllegalArgumentException(
            "%s needs '%s'. %s"
                .formatted(tool.toolName(), parameter.name(), parameter.description()));
      }
      (parameter.isPositional() ? names : options).addAll(words);
    }
    return new ToolCall(tool, options, names);
  }

  /// Returns the words after `molly`.
  ///
  /// @param more further options
  public List<String> words(List<String> more) {
    var words = new ArrayList<String>(List.of(tool.command()));
    words.addAll(more);
    words.addAll(options);
    if (!names.isEmpty()) {
      // After this, no word is an option.
      words.add("--");
      words.addAll(names);
    }
    return words;
  }
}
