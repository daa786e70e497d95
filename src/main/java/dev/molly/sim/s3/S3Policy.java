package dev.molly.sim.s3;

import dev.molly.text.Glob;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/// The part of a bucket policy that the simulator enforces: statements that deny an action to
/// every principal, without a condition. It evaluates no condition and grants nothing.
final class S3Policy {

  private final List<JsonNode> statements;

  private S3Policy(List<JsonNode> statements) {
    this.statements = statements;
  }

  /// Parses a policy; empty if the text is not the JSON object that S3 expects.
  static Optional<S3Policy> parse(String text) {
    try {
      JsonNode policy = JsonNode.parser().parse(text);
      return policy.isObject()
          ? policy.field("Statement").map(S3Policy::listed).map(S3Policy::new)
          : Optional.empty();
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  boolean deniesEveryone(String permission, String bucketArn) {
    return statements.stream()
        .anyMatch(
            statement ->
                text(statement, "Effect").contains("Deny")
                    && isEveryone(statement)
                    && statement.field("Condition").isEmpty()
                    && text(statement, "Action").stream()
                        .anyMatch(action -> new Glob(action).matches(permission))
                    && text(statement, "Resource").stream()
                        .anyMatch(resource -> new Glob(resource).matches(bucketArn)));
  }

  /// Returns whether S3 considers the policy public: it allows an action to every principal,
  /// without a condition. S3 treats some conditions as none. AWS does not document whether a
  /// Deny in the same policy counts, so here it does not.
  ///
  /// Source: S3 User Guide, "Blocking public access to your Amazon S3 storage", "The meaning of
  /// public".
  boolean isPublic() {
    return statements.stream()
        .anyMatch(
            statement ->
                text(statement, "Effect").contains("Allow")
                    && isEveryone(statement)
                    && statement.field("Condition").isEmpty());
  }

  private static boolean isEveryone(JsonNode statement) {
    return text(statement, "Principal").contains("*")
        || statement.field("Principal").map(p -> text(p, "AWS").contains("*")).orElse(false);
  }

  private static List<String> text(JsonNode node, String field) {
    if (!node.isObject()) {
      return List.of();
    }
    return node.field(field).stream()
        .flatMap(value -> listed(value).stream())
        .filter(JsonNode::isString)
        .map(JsonNode::asString)
        .toList();
  }

  private static List<JsonNode> listed(JsonNode node) {
    return node.isArray() ? node.asArray() : List.of(node);
  }
}
