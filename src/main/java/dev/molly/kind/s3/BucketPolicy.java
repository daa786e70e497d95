package dev.molly.kind.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.molly.kind.Remediation;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/// The text of a bucket policy, and the addition of one statement to it.
///
/// A put replaces the whole policy, so the statements of others are kept byte for byte.
final class BucketPolicy {
  static final String SID = "MollyDenyDeleteBucket";

  /// S3 User Guide, "Adding a bucket policy": 20 KB.
  static final int MOST_BYTES = 20_480;

  private BucketPolicy() {}

  /// Returns the change that makes a policy deny the bucket's deletion to all principals.
  ///
  /// @param policy the policy text; empty if there is none
  /// @param bucket the bucket's ARN
  static Remediation denyingDelete(ControlId attribute, String policy, String bucket) {
    String mine = statement(bucket);
    if (policy.isEmpty()) {
      return new Remediation.Fix(
          attribute, "", "{\"Version\":\"2012-10-17\",\"Statement\":[" + mine + "]}");
    }
    Protection now = DeleteDenyCheck.by(policy, bucket);
    if (now instanceof Protection.On) {
      return new Remediation.Compliant();
    }
    if (now instanceof Protection.Unknown) {
      return new Remediation.NotPossible(
          now.why() + "; molly changes no policy that it cannot read");
    }
    Optional<PolicyDocumentText> theirs = PolicyDocumentText.of(policy);
    if (theirs.map(text -> !text.places(SID).isEmpty()).orElse(false)) {
      return new Remediation.NotPossible(
          "the bucket policy has a statement %s that says something else; remove it first"
              .formatted(SID));
    }
    Optional<String> added = theirs.flatMap(text -> added(text, mine));
    if (added.isEmpty()) {
      return new Remediation.NotPossible(
          "the bucket policy is not written in a way that molly can add to; add this yourself: "
              + mine);
    }
    int bytes = added.get().getBytes(UTF_8).length;
    return bytes > MOST_BYTES
        ? new Remediation.NotPossible(
            "the bucket policy would have %d bytes, and S3 takes %d; make room for: %s"
                .formatted(bytes, MOST_BYTES, mine))
        : new Remediation.Fix(attribute, policy, added.get());
  }

  /// Returns the canonical form of a policy, which is equal for all equivalent texts. S3
  /// rewrites a policy before it returns it: a list of one element becomes that element, and the
  /// order of lists changes, which has no meaning in a policy. A text that is not JSON is its
  /// own canonical form.
  ///
  /// Source: https://github.com/hashicorp/terraform/issues/2432
  static String canonical(String policy) {
    return parse(policy).map(BucketPolicy::meaning).orElse(policy);
  }

  private static String meaning(JsonNode node) {
    if (node.isObject()) {
      return node.asObject().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .map(field -> field.getKey() + ":" + meaning(field.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (node.isArray()) {
      List<String> all =
          node.asArray().stream().map(BucketPolicy::meaning).distinct().sorted().toList();
      return all.size() == 1 ? all.getFirst() : all.toString();
    }
    return node.isString() ? '"' + node.asString().replace("\"", "\\\"") + '"' : node.toString();
  }

  /// Returns the statement that denies the deletion.
  static String statement(String bucket) {
    return """
    {"Sid":"%s","Effect":"Deny","Principal":"*","Action":"s3:DeleteBucket","Resource":"%s"}\
    """
        .formatted(SID, bucket);
  }

  /// Returns the text with one statement inserted before the others; empty if that would change
  /// the rest of the policy.
  private static Optional<String> added(PolicyDocumentText policy, String mine) {
    List<JsonNode> expected = new ArrayList<>(List.of(JsonNode.parser().parse(mine)));
    expected.addAll(policy.statements());
    return Optional.of(policy.withFirst(mine))
        .filter(
            text ->
                PolicyDocumentText.of(text)
                    .map(
                        after ->
                            after.statements().equals(expected)
                                && after.rest().equals(policy.rest()))
                    .orElse(false));
  }

  private static Optional<JsonNode> parse(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(JsonNode.parser().parse(text));
    } catch (RuntimeException e) {
      // The SDK's parser has no specific exception.
      return Optional.empty();
    }
  }
}
