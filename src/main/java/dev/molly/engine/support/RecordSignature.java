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

/// The signature of a retirement record, in a tag beside it: over the whole record and the id of
/// the resource. It is no part of the setting that plans and journals hold, since only a write
/// needs it and only a look checks it.
public final class RecordSignature {
  /// Says what is signed, so that a signature that the same key made for another purpose is none.
  private static final String PURPOSE = "molly retirement record 1\n";

  private RecordSignature() {}

  /// A change of a record as it is written: with its signature, where a key is configured. A record
  /// that is taken away takes its signature along, with a key or without.
  ///
  /// @throws dev.molly.aws.AwsException when KMS does not sign
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

  /// Why the record on a resource cannot be relied on, whatever it says; empty when it carries
  /// none, it is signed, or no key is configured.
  ///
  /// @throws dev.molly.aws.AwsException when KMS does not say
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
