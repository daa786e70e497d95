package dev.molly.kind.support;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.aws.AwsException;
import dev.molly.aws.CliCommands;
import dev.molly.model.AccountId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Goal;
import dev.molly.retire.FinalCopyState.Unreliable;
import dev.molly.text.ShellQuoting;
import java.util.Optional;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;

/// The key that something is encrypted with: a snapshot of a final copy, of which nothing can be
/// made again without it, or what is retired itself, which does not start without it.
///
/// Only in state Enabled is a key sure to be usable; what it can and cannot do in the others is in
/// the KMS Developer Guide, [Key
/// states](https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html).
///
/// @param ref what the copy is of, or what is retired
/// @param what is encrypted with it, in words: `snapshot snap-0abc`
/// @param key as AWS names it: a key's ARN or id, an alias' ARN or name. KMS takes each of them
///     ([DescribeKey](https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html)),
///     but one of another account by its ARN only
/// @param goal on the way to what it is asked
record SnapshotKeyCheck(
    AccountSession session, ResourceRef ref, String what, String key, Goal goal) {
  static final String PERMISSION = "kms:DescribeKey";

  /// Why it cannot be used, or nobody knows whether it can; empty when it can.
  ///
  /// @throws AwsException when AWS gives no answer
  Optional<Unreliable> unusable() {
    var kms = session.kms(ref.id().region());
    try {
      return state(
          AwsCalls.call(PERMISSION, () -> kms.describeKey(r -> r.keyId(key))).keyMetadata());
    } catch (AwsException e) {
      return Optional.of(
          switch (e.reason()) {
            case NOT_FOUND -> no("does not exist any more", again());
            case DENIED -> unknown(e.getMessage(), grant());
            case REFUSED -> unknown(e.getMessage(), "look at it: " + command("describe-key"));
            case THROTTLED, CREDENTIALS, UNREACHABLE, OTHER -> throw e;
          });
    }
  }

  /// A key whose deletion is cancelled is Disabled ([CancelKeyDeletion]
  /// (https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html)).
  private Optional<Unreliable> state(KeyMetadata found) {
    KeyState state = found.keyState() == null ? KeyState.UNKNOWN_TO_SDK_VERSION : found.keyState();
    return switch (state) {
      case ENABLED -> Optional.empty();
      case DISABLED -> Optional.of(no("is disabled", command("enable-key")));
      case PENDING_DELETION, PENDING_REPLICA_DELETION ->
          Optional.of(
              no(
                  found.deletionDate() == null
                      ? "is to be deleted"
                      : "is to be deleted at " + found.deletionDate(),
                  command("cancel-key-deletion") + "; then: " + command("enable-key")));
      case PENDING_IMPORT ->
          Optional.of(no("has lost its key material", "import the same key material again"));
      case UNAVAILABLE ->
          Optional.of(no("is in a key store that is not connected", "connect its key store again"));
      case CREATING, UPDATING ->
          Optional.of(no("is " + found.keyStateAsString(), "wait until it is Enabled"));
      case UNKNOWN_TO_SDK_VERSION ->
          Optional.of(
              unknown(
                  "its state is " + found.keyStateAsString(),
                  "look at it: " + command("describe-key")));
    };
  }

  private Unreliable no(String state, String instead) {
    return new Unreliable(
        "%s cannot be used without key %s, which %s".formatted(what, key, state), instead);
  }

  private Unreliable unknown(String why, String instead) {
    return new Unreliable(
        "it is not known whether %s can be used, which needs key %s: %s".formatted(what, key, why),
        instead);
  }

  private String again() {
    return goal == Goal.PURGED
        ? "molly restore %s; then give it a key that exists, and retire it again"
            .formatted(ref.identifier())
        : "give it a key that exists first";
  }

  private String grant() {
    String iam = goal == Goal.PURGED ? "molly iam purge" : "molly iam retire";
    String here = "grant %s (%s), here and in the key's policy".formatted(PERMISSION, iam);
    return stranger()
        .map(
            account ->
                "the key belongs to account %s: ask there for %s in its key policy; and grant it here (%s)"
                    .formatted(account, PERMISSION, iam))
        .orElse(here);
  }

  /// Only its own account can change a key.
  private String command(String verb) {
    String command =
        "aws kms %s --region %s --key-id %s"
            .formatted(verb, ref.id().region(), ShellQuoting.quote(key));
    String stranger = stranger().orElse(ref.id().account().value());
    return CliCommands.inAccount(new AccountId(stranger), command);
  }

  /// The account that the key belongs to, when it is another one.
  private Optional<String> stranger() {
    String[] parts = key.split(":", -1);
    return parts.length > 4 && !parts[4].equals(ref.id().account().value())
        ? Optional.of(parts[4])
        : Optional.empty();
  }
}
