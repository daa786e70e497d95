package dev.molly.kind.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.molly.model.Protection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/// The single statement in a bucket policy that takes a bucket out of use, identified by its
/// Sid. It denies all principals access to the bucket's objects and its deletion, but not to the
/// bucket's own settings, so that no principal, including Molly, is locked out.
///
/// It deliberately leaves out `s3:ListBucketVersions`, so that the contents of a quarantined
/// bucket can be listed, and its emptiness checked, without lifting the quarantine. Lifecycle
/// rules continue to work: S3 carries them out itself, not as a principal that a policy could
/// deny. AWS documents only that they "use an internal Amazon S3 endpoint" (S3 User Guide,
/// "Logging and monitoring for S3 Lifecycle").
///
/// Source of the action names: Service Authorization Reference, Amazon S3.
public final class QuarantineStatement {
  /// The state of the statement in a policy.
  enum State {
    NONE,
    /// As written by a retirement.
    CLOSED,
    /// As written by a purge just before the bucket's deletion: only the deletion is no longer
    /// denied.
    LEAVING,
    /// It was edited.
    EDITED,
    /// The policy cannot be read, or cannot be changed without changing its other parts.
    UNREADABLE
  }

  private static final String UNREADABLE =
      "its bucket policy is not written in a way that molly can change";

  private static final String SID = "MollyQuarantine";

  /// The Sid if the only other statement was outside of a list when this one was added.
  private static final String SID_BESIDE_ONE = "MollyQuarantineBesideOne";

  /// The Sid of the delete-denied control's own statement while the bucket may be deleted. The
  /// statement keeps its position and denies nothing that matters.
  private static final String SID_LIFTED = BucketPolicy.SID + "Lifted";

  private static final List<String> SIDS = List.of(SID, SID_BESIDE_ONE);
  private static final List<String> ALL_SIDS =
      List.of(SID, SID_BESIDE_ONE, BucketPolicy.SID, SID_LIFTED);

  private static final List<String> DATA =
      List.of(
          "s3:GetObject*",
          "s3:PutObject*",
          "s3:DeleteObject*",
          "s3:RestoreObject",
          "s3:ReplicateObject",
          "s3:ReplicateDelete",
          "s3:ReplicateTags",
          "s3:BypassGovernanceRetention",
          "s3:AbortMultipartUpload",
          "s3:ListMultipartUploadParts",
          "s3:ListBucket",
          "s3:ListBucketMultipartUploads");

  private final String policy;
  private final String bucket;
  private final Optional<PolicyDocumentText> parts;

  private QuarantineStatement(String policy, String bucket) {
    this.policy = policy;
    this.bucket = bucket;
    this.parts = PolicyDocumentText.of(policy);
  }

  /// Returns the quarantine of one bucket in its policy.
  ///
  /// @param policy the text of the bucket policy; empty if there is none
  /// @param bucket the bucket's ARN
  public static QuarantineStatement in(String policy, String bucket) {
    return new QuarantineStatement(policy, bucket);
  }

  State state() {
    if (policy.isEmpty()) {
      return State.NONE;
    }
    if (parts.isEmpty()) {
      return State.UNREADABLE;
    }
    List<Integer> mine = places(parts.get());
    if (mine.isEmpty()) {
      return State.NONE;
    }
    if (mine.size() > 1) {
      return State.EDITED;
    }
    String meaning = meaning(parts.get().statements().get(mine.getFirst()).toString());
    for (String sid : SIDS) {
      if (meaning.equals(meaning(closing(sid)))) {
        return State.CLOSED;
      }
      if (meaning.equals(meaning(leaving(sid)))) {
        return State.LEAVING;
      }
    }
    return State.EDITED;
  }

  /// Returns the policy with the statement; empty if that is not possible. See [#blocker].
  public Optional<String> closed() {
    return switch (state()) {
      case NONE -> added().filter(text -> bytes(text) <= BucketPolicy.MOST_BYTES);
      case CLOSED -> Optional.of(policy);
      case LEAVING -> reworded(this::closing).map(this::unlifted).filter(this::saysTheRest);
      case EDITED, UNREADABLE -> Optional.empty();
    };
  }

  /// Returns the policy in which only the bucket's deletion is no longer denied by Molly; empty
  /// if the bucket is not quarantined.
  Optional<String> leaving() {
    return switch (state()) {
      case LEAVING -> Optional.of(policy);
      case CLOSED -> reworded(this::leaving).map(this::lifted).filter(this::saysTheRest);
      case NONE, EDITED, UNREADABLE -> Optional.empty();
    };
  }

  /// Returns the policy without the statement: byte for byte the original one, unless it was
  /// changed otherwise. Empty text if the statement was all there was; empty if Molly cannot
  /// remove it.
  Optional<String> removed() {
    return switch (state()) {
      case NONE -> Optional.of(policy);
      case CLOSED, LEAVING ->
          PolicyDocumentText.of(unlifted(policy))
              .map(QuarantineStatement::without)
              .filter(this::saysTheRest);
      case EDITED, UNREADABLE -> Optional.empty();
    };
  }

  /// Returns the policy that a restore puts back: without the statement, and without deleted
  /// principals, as S3 accepts no policy that names one. The quarantine can thus be lifted
  /// regardless of the principals that were deleted meanwhile.
  Optional<String> lifted() {
    return lifts()
        ? removed().flatMap(text -> text.isEmpty() ? Optional.of(text) : withoutDeleted(text))
        : removed();
  }

  /// If the principals cannot be removed, S3 reports its objection to the policy.
  private static Optional<String> withoutDeleted(String text) {
    return DeletedPrincipals.without(text).or(() -> Optional.of(text));
  }

  /// Returns the policy of [#lifted] without its grants, for when S3 accepts it in no other
  /// form. Its denials stay.
  Optional<String> liftedWithoutGrants() {
    return lifts() ? lifted().flatMap(QuarantineStatement::withoutGrants) : lifted();
  }

  private static Optional<String> withoutGrants(String text) {
    if (text.isEmpty()) {
      return Optional.of(text);
    }
    return PolicyDocumentText.of(text)
        .flatMap(
            all ->
                IntStream.range(0, all.statements().size())
                    .filter(place -> !denies(all.statements().get(place)))
                    .mapToObj(place -> withoutGrants(all.without(place)))
                    .findFirst()
                    .orElse(Optional.of(text)));
  }

  /// Returns whether a policy contains a grant.
  static boolean allowsSomething(String policy) {
    return PolicyDocumentText.of(policy).stream()
        .flatMap(text -> text.statements().stream())
        .anyMatch(statement -> !denies(statement));
  }

  private static boolean denies(JsonNode statement) {
    return says(statement, "Effect").contains("Deny");
  }

  /// Returns whether there is a quarantine to lift.
  private boolean lifts() {
    return state() == State.CLOSED || state() == State.LEAVING;
  }

  /// Returns whether replacing one policy by another lifts the quarantine of a bucket.
  static boolean isLifted(String from, String to, String bucket) {
    return in(from, bucket).lifts() && in(to, bucket).state() == State.NONE;
  }

  /// Returns the parts of the policy that a restore will not put back, in words; empty if it
  /// puts back all of it.
  ///
  /// @param withoutGrants whether the restore leaves out the policy's grants
  Optional<String> differs(boolean withoutGrants) {
    List<String> deleted = DeletedPrincipals.in(policy);
    if (withoutGrants
        && lifts()
        && removed().map(QuarantineStatement::allowsSomething).orElse(false)) {
      return Optional.of(
          "its bucket policy comes back without the statements that allow something; what it said"
              + " is in the journal");
    }
    return deleted.isEmpty() || !lifts()
        ? Optional.empty()
        : Optional.of(
            "its bucket policy comes back without %s, deleted since: S3 takes no policy that names"
                    .formatted(String.join(", ", deleted))
                + " a deleted principal");
  }

  /// Returns why the statement cannot be put in place, in words.
  Optional<String> blocker() {
    return switch (state()) {
      case CLOSED, LEAVING ->
          closed().isPresent() && removed().isPresent()
              ? Optional.empty()
              : Optional.of(UNREADABLE);
      case UNREADABLE -> Optional.of(UNREADABLE);
      case EDITED ->
          Optional.of(
              "its bucket policy has a statement %s that is not as molly writes it".formatted(SID));
      case NONE -> added().map(QuarantineStatement::tooLong).orElse(Optional.of(UNREADABLE));
    };
  }

  private static Optional<String> tooLong(String text) {
    return bytes(text) <= BucketPolicy.MOST_BYTES
        ? Optional.empty()
        : Optional.of(
            "its bucket policy would have %d bytes with the quarantine, and S3 takes %d"
                .formatted(bytes(text), BucketPolicy.MOST_BYTES));
  }

  private Optional<String> added() {
    if (policy.isEmpty()) {
      return Optional.of("{\"Version\":\"2012-10-17\",\"Statement\":[" + closing(SID) + "]}");
    }
    return parts
        .map(text -> text.withFirst(closing(text.isList() ? SID : SID_BESIDE_ONE)))
        .filter(this::saysTheRest);
  }

  /// Returns the policy with another text for Molly's statement.
  private Optional<String> reworded(Function<String, String> words) {
    return parts.map(
        text -> {
          int place = places(text).getFirst();
          String sid = text.places(SID).isEmpty() ? SID_BESIDE_ONE : SID;
          return text.with(place, words.apply(sid));
        });
  }

  private static String without(PolicyDocumentText text) {
    int place = places(text).getFirst();
    boolean wasAlone = text.places(SID).isEmpty();
    String without = text.without(place);
    return wasAlone
        ? PolicyDocumentText.of(without)
            .filter(left -> left.statements().size() == 1 && left.isList())
            .map(PolicyDocumentText::alone)
            .orElse(without)
        : without;
  }

  private String lifted(String text) {
    return swapped(text, BucketPolicy.statement(bucket), harmless());
  }

  private String unlifted(String text) {
    return swapped(text, harmless(), BucketPolicy.statement(bucket));
  }

  /// Replaces one of Molly's statements by another, if it is present as Molly writes it.
  private static String swapped(String text, String one, String other) {
    return PolicyDocumentText.of(text)
        .flatMap(
            policy ->
                IntStream.range(0, policy.statements().size())
                    .filter(
                        i -> meaning(policy.statements().get(i).toString()).equals(meaning(one)))
                    .mapToObj(i -> policy.with(i, other))
                    .findFirst())
        .orElse(text);
  }

  private String harmless() {
    return BucketPolicy.statement(bucket)
        .replace(BucketPolicy.SID, SID_LIFTED)
        .replace("s3:DeleteBucket\"", "s3:DeleteBucketWebsite\"");
  }

  private boolean saysTheRest(String text) {
    if (text.isEmpty() || policy.isEmpty()) {
      return parts.map(before -> before.but(SIDS).isEmpty()).orElse(true);
    }
    return PolicyDocumentText.of(text)
        .map(
            after ->
                after.but(ALL_SIDS).equals(parts.orElseThrow().but(ALL_SIDS))
                    && after.rest().equals(parts.orElseThrow().rest()))
        .orElse(false);
  }

  private static List<Integer> places(PolicyDocumentText text) {
    return SIDS.stream().flatMap(sid -> text.places(sid).stream()).toList();
  }

  private String closing(String sid) {
    return statement(sid, DATA, ",\"s3:DeleteBucket\"");
  }

  private String leaving(String sid) {
    return statement(sid, DATA, "");
  }

  private String statement(String sid, List<String> actions, String more) {
    return """
    {"Sid":"%s","Effect":"Deny","Principal":"*","Action":[%s%s],"Resource":["%s","%s/*"]}\
    """
        .formatted(
            sid,
            actions.stream().map(action -> '"' + action + '"').collect(Collectors.joining(",")),
            more,
            bucket,
            bucket);
  }

  private static String meaning(String statement) {
    return BucketPolicy.canonical(statement);
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }

  /// Returns the service principals that the policy allows access: their deliveries would fail
  /// under the quarantine.
  List<String> services() {
    return parts.stream()
        .flatMap(text -> text.statements().stream())
        .filter(statement -> says(statement, "Effect").contains("Allow"))
        .flatMap(statement -> statement.field("Principal").stream())
        .flatMap(principal -> says(principal, "Service").stream())
        .distinct()
        .sorted()
        .toList();
  }

  private static List<String> says(JsonNode node, String field) {
    if (!node.isObject()) {
      return List.of();
    }
    return node.field(field).stream()
        .flatMap(value -> value.isArray() ? value.asArray().stream() : List.of(value).stream())
        .filter(JsonNode::isString)
        .map(JsonNode::asString)
        .toList();
  }

  /// Returns how a statement that is not Molly's still denies the deletion when Molly's do not;
  /// empty if none does.
  Optional<String> deniedByOthers() {
    return leaving()
        .map(text -> DeleteDenyCheck.by(text, bucket))
        .filter(answer -> answer instanceof Protection.On)
        .map(Protection::why);
  }
}
