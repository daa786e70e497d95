package dev.molly.kind.s3;

import dev.molly.kind.support.JsonTextEditor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/// The text of a bucket policy, and where in it each statement is: so that one statement is added,
/// replaced or taken out, and every other byte stays.
final class PolicyDocumentText {
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
  /// @return empty when it is not written in a way that this can change
  static Optional<PolicyDocumentText> of(String text) {
    try {
      JsonNode whole = JsonNode.parser().parse(text);
      JsonNode statements = whole.field(BucketPolicy.STATEMENTS).orElseThrow();
      JsonTextEditor.Span all = JsonTextEditor.value(BucketPolicy.STATEMENTS, text).orElseThrow();
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
      // The SDK's parser has no exception of its own.
      return Optional.empty();
    }
  }

  List<JsonNode> statements() {
    return nodes;
  }

  /// The statements of that Sid, by their place.
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

  /// With one statement more, its first. What stood alone becomes a list.
  String withFirst(String statement) {
    String theirs = text.substring(all.from(), all.to());
    String list =
        isList()
            ? "[" + statement + "," + theirs.substring(1)
            : "[" + statement + "," + theirs + "]";
    return text.substring(0, all.from()) + list + text.substring(all.to());
  }

  /// The words of one statement.
  String statement(int place) {
    return text.substring(each.get(place).from(), each.get(place).to());
  }

  String with(int place, String statement) {
    JsonTextEditor.Span old = each.get(place);
    return text.substring(0, old.from()) + statement + text.substring(old.to());
  }

  /// Without one statement; empty when that was the only one, since no policy has none.
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

  /// With the one statement that its list has standing alone.
  String alone() {
    JsonTextEditor.Span only = each.getFirst();
    return text.substring(0, all.from())
        + text.substring(only.from(), only.to())
        + text.substring(all.to());
  }

  /// What it says beside its statements.
  Map<String, JsonNode> rest() {
    var rest = new HashMap<>(JsonNode.parser().parse(text).asObject());
    rest.remove(BucketPolicy.STATEMENTS);
    return rest;
  }

  /// Its statements but those of some Sids.
  List<JsonNode> but(List<String> sids) {
    var others = new ArrayList<>(nodes);
    others.removeIf(statement -> sids.contains(sid(statement)));
    return others;
  }
}
