package dev.molly.kind.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.molly.model.Protection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/// The one statement in a bucket policy that takes a bucket out of use, known by its Sid. It denies
/// everyone its objects and its deletion, and nobody the bucket's own settings: so nobody is locked
/// out, molly neither.
///
/// What it leaves out on purpose: `s3:ListBucketVersions`, so that it can be seen what is in a
/// quarantined bucket, and when it is empty, without opening it. Lifecycle rules work on: S3
/// carries them out itself, as no principal that a policy could deny. AWS says no more than that
/// they "use an internal Amazon S3 endpoint" (S3 User Guide, "Logging and monitoring for S3
/// Lifecycle").
///
/// Source of the actions' names: Service Authorization Reference, Amazon S3.
public final class QuarantineStatement {
  /// What there is of it in a policy.
  enum State {
    NONE,
    /// As a retirement leaves it.
    CLOSED,
    /// As a purge leaves it, just before the bucket goes: only its deletion is not denied any more.
    LEAVING,
    /// Somebody has changed it.
    EDITED,
    /// The policy cannot be read, or not be changed without touching what else it says.
    UNREADABLE
  }

  private static final String UNREADABLE =
      "its bucket policy is not written in a way that molly can change";

  private static final String SID = "MollyQuarantine";

  /// Of one that was added to a statement that stood alone, in no list.
  private static final String SID_BESIDE_ONE = "MollyQuarantineBesideOne";

  /// What the control's own denial is called while the bucket may go. The statement keeps its place
  /// and denies nothing that matters.
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

  /// The quarantine of one bucket, in its policy.
  ///
  /// @param policy the bucket policy's text; empty when there is none
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

  /// The policy with it; empty when that is not possible. See [#blocker].
  public Optional<String> closed() {
    return switch (state()) {
      case NONE -> added().filter(text -> bytes(text) <= BucketPolicy.MOST_BYTES);
      case CLOSED -> Optional.of(policy);
      case LEAVING -> reworded(this::closing).map(this::unlifted).filter(this::saysTheRest);
      case EDITED, UNREADABLE -> Optional.empty();
    };
  }

  /// The policy with the bucket's deletion, and that alone, not denied any more by molly; empty
  /// when the bucket is not in quarantine.
  Optional<String> leaving() {
    return switch (state()) {
      case LEAVING -> Optional.of(policy);
      case CLOSED -> reworded(this::leaving).map(this::lifted).filter(this::saysTheRest);
      case NONE, EDITED, UNREADABLE -> Optional.empty();
    };
  }

  /// The policy without it: to the byte what it was, when nobody else has changed it. Empty text
  /// when it was all there was; empty when molly cannot take it out.
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

  /// The policy as a restore puts it back: without it, and without principals that are deleted, as
  /// S3 takes no policy that names one. So the quarantine can be lifted whoever is gone by then.
  Optional<String> lifted() {
    return lifts()
        ? removed().flatMap(text -> text.isEmpty() ? Optional.of(text) : withoutDeleted(text))
        : removed();
  }

  /// Where that cannot be done, S3 says what it has against the policy.
  private static Optional<String> withoutDeleted(String text) {
    return DeletedPrincipals.without(text).or(() -> Optional.of(text));
  }

  /// The same, without all that it allows: for when S3 takes the policy in no other way. What it
  /// denies stays.
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

  /// Whether a policy allows something to someone.
  static boolean allowsSomething(String policy) {
    return PolicyDocumentText.of(policy).stream()
        .flatMap(text -> text.statements().stream())
        .anyMatch(statement -> !denies(statement));
  }

  private static boolean denies(JsonNode statement) {
    return says(statement, "Effect").contains("Deny");
  }

  /// Whether there is a quarantine to lift.
  private boolean lifts() {
    return state() == State.CLOSED || state() == State.LEAVING;
  }

  /// Whether putting one policy in the place of another lifts the quarantine of a bucket.
  static boolean isLifted(String from, String to, String bucket) {
    return in(from, bucket).lifts() && in(to, bucket).state() == State.NONE;
  }

  /// What a restore will not put back, in words; empty when it puts back all of it.
  ///
  /// @param withoutGrants whether it leaves out what the policy allows
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

  /// Why it cannot be put in place, in words.
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

  /// With molly's statement in other words.
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

  /// With one statement of molly's for another, if it is there as molly writes it.
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

  /// Service principals that the policy lets write: what they deliver has nowhere to go then.
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

  /// Whether somebody else's statement denies the deletion, once molly's do not.
  Optional<String> deniedByOthers() {
    return leaving()
        .map(text -> DeleteDenyCheck.by(text, bucket))
        .filter(answer -> answer instanceof Protection.On)
        .map(Protection::why);
  }
}
