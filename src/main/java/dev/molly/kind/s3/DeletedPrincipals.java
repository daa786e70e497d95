package dev.molly.kind.s3;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/// The deleted users and roles in a bucket policy. S3 shows the id that such a principal had,
/// and refuses every policy that names one ("Invalid principal in policy"): the existing policy
/// cannot be put again then. An Allow or a Deny for a deleted principal has no effect, so it is
/// left out.
///
/// Source: IAM User Guide, "AWS JSON policy elements: Principal";
/// https://github.com/ministryofjustice/analytical-platform/pull/4932
final class DeletedPrincipals {
  private static final Pattern ID = Pattern.compile("(AROA|AIDA)[A-Z0-9]{12,124}");

  private DeletedPrincipals() {}

  /// Returns their ids; none if the policy cannot be read.
  static List<String> in(String policy) {
    return PolicyDocumentText.of(policy).stream()
        .flatMap(text -> text.statements().stream())
        .flatMap(DeletedPrincipals::in)
        .distinct()
        .sorted()
        .toList();
  }

  private static Stream<String> in(JsonNode statement) {
    return aws(statement).stream()
        .flatMap(all -> all.isArray() ? all.asArray().stream() : Stream.of(all))
        .filter(JsonNode::isString)
        .map(JsonNode::asString)
        .filter(id -> ID.matcher(id).matches());
  }

  private static Optional<JsonNode> aws(JsonNode statement) {
    return statement
        .field("Principal")
        .filter(JsonNode::isObject)
        .flatMap(principal -> principal.field("AWS"));
  }

  /// Returns a policy without them: a statement without other principals is removed as a whole.
  /// Empty text if nothing is left; empty if the removal would change the rest of the policy.
  static Optional<String> without(String policy) {
    Optional<PolicyDocumentText> parsed = PolicyDocumentText.of(policy);
    if (parsed.isEmpty()) {
      return Optional.empty();
    }
    PolicyDocumentText text = parsed.get();
    for (int place = 0; place < text.statements().size(); place++) {
      JsonNode statement = text.statements().get(place);
      List<String> gone = in(statement).toList();
      if (!gone.isEmpty()) {
        return without(text, place, statement, gone).flatMap(DeletedPrincipals::further);
      }
    }
    return Optional.of(policy);
  }

  private static Optional<String> further(String policy) {
    return policy.isEmpty() ? Optional.of(policy) : without(policy);
  }

  private static Optional<String> without(
      PolicyDocumentText text, int place, JsonNode statement, List<String> gone) {
    JsonNode all = aws(statement).orElseThrow();
    boolean isForOthers = all.isArray() && all.asArray().size() > gone.size();
    if (!isForOthers) {
      boolean onlyAws = statement.field("Principal").orElseThrow().asObject().size() == 1;
      return onlyAws ? Optional.of(text.without(place)) : Optional.empty();
    }
    String words = text.statement(place);
    for (String id : gone) {
      String quoted = Pattern.quote('"' + id + '"');
      words = words.replaceFirst(quoted + "\\s*,\\s*|\\s*,\\s*" + quoted, "");
    }
    return Optional.of(text.with(place, words))
        .filter(after -> PolicyDocumentText.of(after).isPresent());
  }
}
