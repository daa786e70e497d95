package dev.molly.engine.support;

import dev.molly.aws.AccountSession;
import dev.molly.aws.RecordSigner;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.Tags;
import dev.molly.plan.Change;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RecordTags;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The signature of a retirement record, in a separate tag: over the whole record and the id of
/// the resource. The setting in plans and journals excludes it, since only a write needs it and
/// only an observation checks it.
public final class RecordSignature {
  /// The prefix of the signed text, which invalidates signatures made by the same key for other
  /// purposes.
  private static final String PURPOSE = "molly retirement record 1\n";

  private RecordSignature() {}

  /// Returns the change of a record as it is written: with its signature, if a key is
  /// configured. The removal of a record removes its signature too, with or without a key.
  ///
  /// @throws dev.molly.aws.AwsException if KMS does not sign
  public static Change signed(AccountSession session, Change change) {
    if (!change.control().equals(LifecycleAttributes.RETIREMENT)) {
      return change;
    }
    if (change.to().isEmpty()) {
      return new Change(change.resource(), change.control(), with(change.from(), ""), change.to());
    }
    ResourceId id = change.resource().id();
    return session
        .recordSigner()
        .map(signer -> signer.sign(id.region(), message(id, change.to())))
        .map(
            mac ->
                new Change(
                    change.resource(), change.control(), change.from(), with(change.to(), mac)))
        .orElse(change);
  }

  /// Returns why the record of a resource is unreliable, whatever its content.
  ///
  /// @return empty if it carries no record, the record is signed, or no key is configured
  /// @throws dev.molly.aws.AwsException if KMS does not answer
  static Optional<String> doubt(AccountSession session, Resource resource) {
    return session.recordSigner().flatMap(signer -> doubt(signer, resource));
  }

  private static Optional<String> doubt(RecordSigner signer, Resource resource) {
    if (!(resource.tags() instanceof Tags.Known(var tags))) {
      return Optional.empty();
    }
    String record = RecordTags.RETIREMENT.setting(tags);
    String mac = tags.getOrDefault(RecordTags.SIGNATURE, "");
    if (record.isEmpty()) {
      return Optional.empty();
    }
    if (mac.isEmpty()) {
      return Optional.of("its record is not signed with " + signer.key());
    }
    ResourceId id = resource.id();
    return signer.verifies(id.region(), message(id, record), mac)
        ? Optional.empty()
        : Optional.of(
            "the signature of its record is not that of %s for this record on this resource"
                .formatted(signer.key()));
  }

  private static String message(ResourceId id, String record) {
    return PURPOSE + id.uid() + "\n" + record;
  }

  private static String with(String record, String mac) {
    Map<String, String> tags = new TreeMap<>(RecordTags.tags(record));
    tags.put(RecordTags.SIGNATURE, mac);
    return RecordTags.text(tags);
  }
}
