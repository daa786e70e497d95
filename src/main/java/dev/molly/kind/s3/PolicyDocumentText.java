package dev.molly.kind.s3;

import dev.molly.kind.support.JsonTextEditor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/// The text of a bucket policy, with the position of each statement, so that one statement can
/// be added, replaced or removed while every other byte is kept.
final class PolicyDocumentText {
  static final String STATEMENTS = "Statement";

  private final String text;
  private final JsonTextEditor.Span all;
  private final List<JsonTextEditor.Span> each;
  private final List<JsonNode> nodes;

  private PolicyDocumentText(
      String text, JsonTextEditor.Span all, List<JsonTextEditor.Span> each, List<JsonNode> nodes) {
    this.text = text;
    this.all = all;
    this.each = each;
    this.nodes = nodes;
  }

  /// Finds the statements in a text.
  ///
  /// @return empty if this class cannot change a text in this form
  static Optional<PolicyDocumentText> of(String text) {
    try {
      JsonNode whole = JsonNode.parser().parse(text);
      JsonNode statements = whole.field(STATEMENTS).orElseThrow();
      JsonTextEditor.Span all = JsonTextEditor.value(STATEMENTS, text).orElseThrow();
      boolean list = statements.isArray();
      List<JsonTextEditor.Span> each =
          list ? JsonTextEditor.elements(text, all).orElseThrow() : List.of(all);
      List<JsonNode> nodes = list ? statements.asArray() : List.of(statements);
      List<JsonNode> found =
          each.stream()
              .map(span -> JsonNode.parser().parse(text.substring(span.from(), span.to())))
              .toList();
      boolean readable = !found.isEmpty() && found.equals(nodes);
      return readable && nodes.stream().allMatch(JsonNode::isObject)
          ? Optional.of(new PolicyDocumentText(text, all, each, nodes))
          : Optional.empty();
    } catch (RuntimeException e) {
      // The SDK's parser has no specific exception.
      return Optional.empty();
    }
  }

  List<JsonNode> statements() {
    return nodes;
  }

  /// Returns the indexes of the statements with a Sid.
  List<Integer> places(String sid) {
    return IntStream.range(0, nodes.size())
        .filter(i -> sid.equals(sid(nodes.get(i))))
        .boxed()
        .toList();
  }

  private static String sid(JsonNode statement) {
    return statement.field("Sid").filter(JsonNode::isString).map(JsonNode::asString).orElse("");
  }

  boolean isList() {
    return text.charAt(all.from()) == '[';
  }

  /// Returns the text with one statement inserted before the others. A single statement outside
  /// of a list becomes a list.
  String withFirst(String statement) {
    String theirs = text.substring(all.from(), all.to());
    String list =
        isList()
            ? "[" + statement + "," + theirs.substring(1)
            : "[" + statement + "," + theirs + "]";
    return text.substring(0, all.from()) + list + text.substring(all.to());
  }

  /// Returns the text of one statement.
  String statement(int place) {
    return text.substring(each.get(place).from(), each.get(place).to());
  }

  String with(int place, String statement) {
    JsonTextEditor.Span old = each.get(place);
    return text.substring(0, old.from()) + statement + text.substring(old.to());
  }

  /// Returns the text without one statement; empty if that was the only one, since a policy
  /// needs at least one.
  String without(int place) {
    if (each.size() == 1) {
      return "";
    }
    JsonTextEditor.Span old = each.get(place);
    boolean last = place == each.size() - 1;
    int from = last ? each.get(place - 1).to() : old.from();
    int to = last ? old.to() : text.indexOf(',', old.to()) + 1;
    return text.substring(0, from) + text.substring(to);
  }

  /// Returns the text with the only statement of its list outside of a list.
  String alone() {
    JsonTextEditor.Span only = each.getFirst();
    return text.substring(0, all.from())
        + text.substring(only.from(), only.to())
        + text.substring(all.to());
  }

  /// Returns the elements other than its statements.
  Map<String, JsonNode> rest() {
    var rest = new HashMap<>(JsonNode.parser().parse(text).asObject());
    rest.remove(STATEMENTS);
    return rest;
  }

  /// Returns its statements except those with the given Sids.
  List<JsonNode> but(List<String> sids) {
    var others = new ArrayList<>(nodes);
    others.removeIf(statement -> sids.contains(sid(statement)));
    return others;
  }
}
