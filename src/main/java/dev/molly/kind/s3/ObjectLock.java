package dev.molly.kind.s3;

import dev.molly.aws.AccountSession;
import dev.molly.kind.OnOff;
import dev.molly.kind.Remediation;
import dev.molly.model.Control;
import dev.molly.model.Control.Measure;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;

/// Object Lock, `on` or `off`. It can never be turned off again, so Molly does not write it.
final class ObjectLock extends BucketControl {
  ObjectLock() {
    super(
        new Control(
                new ControlId("object-lock"),
                Measure.SWITCH,
                "s3-object-lock",
                "objects can be kept from deletion for a time")
            .documentedAt("https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html")
            .inTerraform("aws_s3_bucket.object_lock_enabled = true"));
  }

  @Override
  String setting(BucketReader bucket) {
    return bucket.objectLock().isPresent() ? OnOff.ON : OnOff.OFF;
  }

  @Override
  String readApi() {
    return "s3:GetObjectLockConfiguration";
  }

  @Override
  Map<ControlId, Protection> protections(BucketReader reader, ResourceRef bucket) {
    return Map.of(
        id(),
        Buckets.read(
            () ->
                reader
                    .objectLock()
                    .map(ObjectLock::locked)
                    .orElse(new Protection.Off("Object Lock is off"))));
  }

  private static Protection locked(ObjectLockConfiguration lock) {
    return new Protection.On(
        lock.rule() == null
            ? "Object Lock is on, with no retention by default"
            : "Object Lock is on, with a default retention");
  }

  @Override
  Remediation remediation(AccountSession session, ResourceRef bucket, String now) {
    return OnOff.isOn(now)
        ? new Remediation.Compliant()
        : new Remediation.NotPossible(
            "Object Lock needs versioning, can never be turned off again, and what it locks is"
                + " billed until its time is over; a person has to want that: "
                + command(bucket));
  }

  @Override
  Optional<String> fix(Resource scanned) {
    return Optional.of(command(scanned.ref()));
  }

  /// It can never be turned off again, so a person has to want it.
  @Override
  boolean isProtectable(Resource scanned) {
    return false;
  }

  private static String command(ResourceRef bucket) {
    return BucketCommands.command(
        "put-object-lock-configuration",
        bucket,
        "--object-lock-configuration ObjectLockEnabled=Enabled");
  }
}
