package dev.molly.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parses a text with a single YAML document into [YamlNode]s. YAML features beyond keys, lists
/// and text are refused: anchors and aliases (a small file can expand to a huge one), tags,
/// duplicate keys (the last would silently win), further documents (they would silently be
/// ignored), deep nesting.
final class YamlDocument {
  static final int DEEPEST = 20;

  private static final YAMLFactory YAML = new YAMLFactory();
  private static final Pattern WHERE = Pattern.compile("line (\\d+), column (\\d+):");

  private final String name;
  private final ProblemList problems;
  private final YAMLParser parser;

  /// The text in code points, the unit of the parser's offsets.
  private final int[] characters;

  /// Set when a construct was refused that could change the meaning of the rest.
  private boolean refused;

  private YamlDocument(String name, String text, ProblemList problems, YAMLParser parser) {
    this.name = name;
    this.problems = problems;
    this.parser = parser;
    this.characters = text.codePoints().toArray();
  }

  /// Thrown to stop reading, when the rest of the text cannot be read reliably.
  private static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /// Returns the top-level node; empty if it could not be read, with the reason in `problems`.
  ///
  /// @param name the name of the file in messages
  static Optional<YamlNode> parse(String name, String text, ProblemList problems) {
    try (YAMLParser parser = YAML.createParser(text)) {
      return Optional.of(new YamlDocument(name, text, problems, parser).document());
    } catch (Broken e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      problems.add(placeOf(name, e), shortened(e.getOriginalMessage()));
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading text that is in memory", e);
    }
  }

  private YamlNode document() throws IOException, Broken {
    YamlNode top =
        parser.nextToken() == null ? new YamlNode.Empty(new SourcePosition(name, 1, 1)) : node(0);
    if (top instanceof YamlNode.Empty) {
      problems.add(top.at(), "the file is empty");
      throw new Broken();
    }
    if (parser.nextToken() != null) {
      refuse(here(), "a second document; molly reads one per file");
    }
    if (refused) {
      throw new Broken();
    }
    return top;
  }

  /// Reads the node that begins at the current token; afterwards its last token is the current
  /// one.
  private YamlNode node(int depth) throws IOException, Broken {
    SourcePosition at = here();
    refuseExtras(at);
    JsonToken token = parser.currentToken();
    if (token.isStructStart() && depth == DEEPEST) {
      problems.add(at, "nested more than " + DEEPEST + " levels deep");
      throw new Broken();
    }
    if (token == JsonToken.START_OBJECT) {
      return mapping(at, depth);
    }
    if (token == JsonToken.START_ARRAY) {
      return sequence(at, depth);
    }
    return token == JsonToken.VALUE_NULL
        ? new YamlNode.Empty(at)
        : new YamlNode.Scalar(at, parser.getText());
  }

  private YamlNode mapping(SourcePosition at, int depth) throws IOException, Broken {
    var fields = new LinkedHashMap<String, YamlNode.Field>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      SourcePosition keyAt = here();
      refuseExtras(keyAt);
      String key = parser.currentName();
      parser.nextToken();
      var field = new YamlNode.Field(keyAt, node(depth + 1));
      YamlNode.Field first = fields.putIfAbsent(key, field);
      if (first != null) {
        String where = "line " + first.at().line();
        problems.add(keyAt, "key " + ProblemList.quote(key) + " is already there, in " + where);
      }
    }
    return new YamlNode.Mapping(at, fields);
  }

  private YamlNode sequence(SourcePosition at, int depth) throws IOException, Broken {
    List<YamlNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(depth + 1));
    }
    return new YamlNode.Sequence(at, items);
  }

  /// Jackson returns an alias as if its name were a scalar, so `isCurrentAlias` must be checked.
  /// It does not report the anchor of a scalar, and repeats that of a mapping for the mapping's
  /// first key, but reports the start of each correctly.
  private void refuseExtras(SourcePosition at) throws IOException {
    if (parser.isCurrentAlias()) {
      refuse(at, "an alias; write the value out");
    }
    boolean nests = parser.currentToken().isStructStart();
    if (nests ? parser.getObjectId() != null : begins('&')) {
      refuse(at, "an anchor; write values out where they are");
    }
    if (nests ? parser.getTypeId() != null : begins('!')) {
      refuse(at, "a tag; write the value without it");
    }
  }

  private void refuse(SourcePosition at, String what) {
    problems.add(at, what);
    refused = true;
  }

  private boolean begins(char with) {
    long offset = parser.currentTokenLocation().getCharOffset();
    return offset < characters.length && characters[(int) offset] == with;
  }

  private SourcePosition here() {
    JsonLocation at = parser.currentTokenLocation();
    return new SourcePosition(name, at.getLineNr(), at.getColumnNr());
  }

  /// The parser's message contains first the start of the construct and last the position of the
  /// error.
  private static SourcePosition placeOf(String name, JsonProcessingException e) {
    Matcher where = WHERE.matcher(e.getOriginalMessage());
    Optional<SourcePosition> last =
        where
            .results()
            .map(
                m ->
                    new SourcePosition(
                        name, Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2))))
            .reduce((first, second) -> second);
    JsonLocation around = e.getLocation();
    return last.orElseGet(() -> new SourcePosition(name, around.getLineNr(), around.getColumnNr()));
  }

  /// Returns the last line of the parser's message that is neither a position nor an excerpt of
  /// the file.
  private static String shortened(String message) {
    if (message.startsWith("Expected a field name")) {
      return message.contains("AliasEvent")
          ? "an alias as a key; write the key out"
          : "not valid YAML: a key must be text";
    }
    String problem =
        message
            .replace("\n(10)", "a line end")
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith(" "))
            .reduce("", (first, second) -> second)
            .replaceFirst(" \\(Do not use (?!.*TAB).*\\)", "");
    return "not valid YAML: " + problem;
  }
}
