package dev.molly.kind.s3;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.kind.Attribute;
import dev.molly.kind.Remediation;
import dev.molly.model.Control;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/// A protection of a bucket.
abstract class BucketControl implements Attribute<BucketReader> {
  private final Control control;

  BucketControl(Control control) {
    this.control = control;
  }

  final Control control() {
    return control;
  }

  @Override
  public final ControlId id() {
    return control.id();
  }

  @Override
  public final String read(AccountSession session, ResourceRef ref, BucketReader bucket) {
    return setting(bucket);
  }

  abstract String setting(BucketReader bucket);

  /// Returns the call that reads it; two controls may be in the answer of the same.
  abstract String readApi();

  /// Reads the protection for a scan, and those of other controls that the same call returns. A
  /// protection that could not be read is Unknown.
  abstract Map<ControlId, Protection> protections(BucketReader reader, ResourceRef bucket);

  /// Returns the change that makes the control pass.
  ///
  /// @param now the current setting
  /// @throws AwsException if the current state cannot be read
  abstract Remediation remediation(AccountSession session, ResourceRef bucket, String now);

  /// Returns the AWS CLI command that turns the control on, as far as a scan can determine it.
  abstract Optional<String> fix(Resource scanned);

  /// Returns whether molly turns the control on, as far as a scan can determine it.
  boolean isProtectable(Resource scanned) {
    return fix(scanned).isPresent();
  }

  /// Molly does not write this control unless a subclass does.
  @Override
  public ApiCall call(Change change) {
    throw new IllegalArgumentException("molly does not write " + id());
  }

  /// A read of S3's configuration may be stale for a while, and a put replaces the existing
  /// setting: it is therefore read once more directly before, and nothing is written if it
  /// changed.
  ///
  /// @throws AwsException if the setting changed, or AWS refuses or does not answer
  @Override
  public final void write(AccountSession session, Change change) {
    String permission = call(change).permission();
    ResourceRef bucket = change.resource();
    if (!canonical(setting(Buckets.reader(session, bucket))).equals(canonical(change.from()))) {
      throw new AwsException(
          AwsException.Reason.REFUSED,
          "%s: its %s changed just now, so nothing was written"
              .formatted(bucket.identifier(), words()));
    }
    put(session.client(S3Client.class, bucket.id().region()), permission, change);
  }

  /// Returns the setting in words: `bucket policy`.
  String words() {
    return id().value();
  }

  void put(S3Client s3, String permission, Change change) {
    throw new IllegalArgumentException("molly does not write " + id());
  }
}
