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
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;

/// Checks the encryption key of a snapshot of a final copy, which cannot be restored without it,
/// or of a retired resource, which does not start without it.
///
/// Only a key in state Enabled is certain to be usable; for the other states see the KMS
/// Developer Guide, [Key
/// states](https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html).
///
/// @param ref the source of the copy, or the retired resource
/// @param what the encrypted object, in words: `snapshot snap-0abc`
/// @param key the key as AWS reports it: a key's ARN or id, an alias' ARN or name. KMS accepts
///     each of them
///     ([DescribeKey](https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html)),
///     but a key of another account by its ARN only
/// @param goal the goal on the way to which the check is made
record SnapshotKeyCheck(
    AccountSession session, ResourceRef ref, String what, String key, Goal goal) {
  static final String PERMISSION = "kms:DescribeKey";

  /// Returns why the key is unusable, or why its usability is unknown; empty if it is usable.
  ///
  /// @throws AwsException if AWS does not answer
  Optional<Unreliable> unusable() {
    var kms = session.client(KmsClient.class, ref.id().region());
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
            .formatted(ref.typed())
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

  /// Returns the account that owns the key, if it is another one.
  private Optional<String> stranger() {
    String[] parts = key.split(":", -1);
    return parts.length > 4 && !parts[4].equals(ref.id().account().value())
        ? Optional.of(parts[4])
        : Optional.empty();
  }
}
