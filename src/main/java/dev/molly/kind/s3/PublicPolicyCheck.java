package dev.molly.kind.s3;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.aws.AwsException;
import dev.molly.kind.ReadFailures;
import dev.molly.model.ResourceRef;
import dev.molly.retire.Blocker;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.S3ControlClient;

/// Checks whether S3 would refuse to accept the existing bucket policy again. While
/// BlockPublicPolicy is on, for the bucket or its account, S3 accepts no public policy, but
/// leaves the existing one in place. The quarantine is an additional statement in the same
/// policy; AWS does not document whether a policy is still public with it.
///
/// Source: S3 API Reference, PublicAccessBlockConfiguration; S3 User Guide, "Blocking public
/// access to your Amazon S3 storage" (the most restrictive of bucket and account counts).
final class PublicPolicyCheck {
  /// The risk to accept: a restore may not put the policy back.
  static final String THING = "public-policy";

  private static final String OF_BUCKET = "s3:GetBucketPublicAccessBlock";
  private static final String OF_ACCOUNT = "s3:GetAccountPublicAccessBlock";
  private static final String STATUS = "s3:GetBucketPolicyStatus";
  private static final String NOT_SET = "NoSuchPublicAccessBlockConfiguration";

  static final List<String> READS = List.of(OF_BUCKET, OF_ACCOUNT, STATUS);

  private final AccountSession session;
  private final ResourceRef bucket;
  private final String owner;

  private PublicPolicyCheck(AccountSession session, ResourceRef bucket) {
    this.session = session;
    this.bucket = bucket;
    this.owner = bucket.id().account().value();
  }

  /// AWS's answer to a yes-or-no question.
  private sealed interface Told {
    record Yes(String what, String command) implements Told {}

    record No() implements Told {}

    record Unknown(String why, String instead) implements Told {}
  }

  /// Returns the blocker of the retirement of a bucket with this policy; empty if S3 accepts the
  /// policy again, or there is none.
  static Optional<Blocker> blocker(AccountSession session, ResourceRef bucket, String policy) {
    return policy.isEmpty() ? Optional.empty() : new PublicPolicyCheck(session, bucket).blocker();
  }

  private Optional<Blocker> blocker() {
    Told blocked = blocked();
    if (blocked instanceof Told.No) {
      return Optional.empty();
    }
    return switch (open()) {
      case Told.No no -> Optional.empty();
      case Told.Unknown(var why, var instead) -> Optional.of(unknown(why, instead));
      case Told.Yes yes ->
          switch (blocked) {
            case Told.Yes(var what, var command) ->
                Optional.of(
                    thing(
                        "its bucket policy is public, and BlockPublicPolicy is on for %s: S3 may not take the quarantine, and a restore cannot put the policy back"
                            .formatted(what),
                        "take what is public out of the policy; this shows the block: " + command));
            case Told.Unknown(var why, var instead) -> Optional.of(unknown(why, instead));
            case Told.No no -> Optional.empty();
          };
    };
  }

  private static Blocker unknown(String why, String instead) {
    return thing("whether a restore can put its bucket policy back is not known: " + why, instead);
  }

  private static Blocker thing(String what, String instead) {
    return new Blocker(THING, what, instead, true);
  }

  /// The account is queried only if the bucket's answer is not conclusive.
  private Told blocked() {
    Told ofBucket =
        told(
            OF_BUCKET,
            this::blockedOfBucket,
            new Told.Yes(
                "the bucket", BucketCommands.command("get-public-access-block", bucket, "")));
    if (ofBucket instanceof Told.Yes) {
      return ofBucket;
    }
    String command =
        "aws s3control get-public-access-block --region %s --account-id %s"
            .formatted(bucket.id().region(), owner);
    Told ofAccount = told(OF_ACCOUNT, this::blockedOfAccount, new Told.Yes("the account", command));
    return ofAccount instanceof Told.No ? ofBucket : ofAccount;
  }

  private Told open() {
    return told(STATUS, this::isPublic, new Told.Yes("", ""));
  }

  private @Nullable Boolean blockedOfBucket() {
    var s3 = session.client(S3Client.class, bucket.id().region());
    var block =
        AwsCalls.call(
                OF_BUCKET,
                () ->
                    s3.getPublicAccessBlock(
                        r -> r.bucket(bucket.identifier()).expectedBucketOwner(owner)))
            .publicAccessBlockConfiguration();
    return block == null ? null : block.blockPublicPolicy();
  }

  private @Nullable Boolean blockedOfAccount() {
    var control = session.client(S3ControlClient.class, bucket.id().region());
    var block =
        AwsCalls.call(OF_ACCOUNT, () -> control.getPublicAccessBlock(r -> r.accountId(owner)))
            .publicAccessBlockConfiguration();
    return block == null ? null : block.blockPublicPolicy();
  }

  private @Nullable Boolean isPublic() {
    var s3 = session.client(S3Client.class, bucket.id().region());
    var status =
        AwsCalls.call(
                STATUS,
                () ->
                    s3.getBucketPolicyStatus(
                        r -> r.bucket(bucket.identifier()).expectedBucketOwner(owner)))
            .policyStatus();
    return status == null ? null : status.isPublic();
  }

  private static Told told(String permission, Supplier<@Nullable Boolean> question, Told yes) {
    try {
      Boolean answer = question.get();
      if (answer == null) {
        throw ReadFailures.unsaid("the answer to " + permission);
      }
      return answer ? yes : new Told.No();
    } catch (AwsException e) {
      if (e.code().equals(NOT_SET)) {
        return new Told.No();
      }
      return new Told.Unknown(
          e.getMessage(),
          e.missingPermission()
              .map(missing -> "grant " + missing + " (molly iam retire)")
              .orElse("try again"));
    }
  }
}
