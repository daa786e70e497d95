package dev.molly.kind;

import dev.molly.aws.Ask;
import dev.molly.aws.AwsException;
import dev.molly.aws.Session;
import dev.molly.model.ResourceRef;
import dev.molly.model.Shell;
import dev.molly.retire.Copied.Unreliable;
import java.util.Optional;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;

/// The key that a snapshot of a final copy is encrypted with. Without it nothing can be made of the
/// snapshot again.
///
/// Only in state Enabled is a key sure to be usable; what it can and cannot do in the others is in
/// the KMS Developer Guide, [Key
/// states](https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html).
///
/// @param ref what the copy is of
/// @param key as AWS names it: a key's ARN or id, an alias' ARN or name. KMS takes each of them
///     ([DescribeKey](https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html)),
///     but one of another account by its ARN only
record CopyKey(Session session, ResourceRef ref, String snapshot, String key) {
  static final String PERMISSION = "kms:DescribeKey";

  /// Why it cannot be used, or nobody knows whether it can; empty when it can.
  ///
  /// @throws AwsException when AWS gives no answer
  Optional<Unreliable> unusable() {
    var kms = session.kms(ref.id().region());
    try {
      return state(Ask.aws(PERMISSION, () -> kms.describeKey(r -> r.keyId(key))).keyMetadata());
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

  private Unreliable no(String what, String instead) {
    return new Unreliable(
        "snapshot %s cannot be used without key %s, which %s".formatted(snapshot, key, what),
        instead);
  }

  private Unreliable unknown(String why, String instead) {
    return new Unreliable(
        "nobody knows whether snapshot %s can be used, which needs key %s: %s"
            .formatted(snapshot, key, why),
        instead);
  }

  private String again() {
    return "molly restore %s; then give it a key that exists, and retire it again"
        .formatted(ref.identifier());
  }

  private String grant() {
    String here = "grant " + PERMISSION + " (molly iam purge), here and in the key's policy";
    return stranger()
        .map(
            account ->
                "the key belongs to account %s: ask there for %s in its key policy; and grant it here (molly iam purge)"
                    .formatted(account, PERMISSION))
        .orElse(here);
  }

  /// Only its own account can change a key.
  private String command(String verb) {
    String command =
        "aws kms %s --region %s --key-id %s".formatted(verb, ref.id().region(), Shell.quote(key));
    return stranger().map(account -> "in account " + account + ": " + command).orElse(command);
  }

  /// The account that the key belongs to, when it is another one.
  private Optional<String> stranger() {
    String[] parts = key.split(":", -1);
    return parts.length > 4 && !parts[4].equals(ref.id().account().value())
        ? Optional.of(parts[4])
        : Optional.empty();
  }
}
