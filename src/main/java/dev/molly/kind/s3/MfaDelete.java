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
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.MFADeleteStatus;

/// MFA delete, `on` or `off`. Only the root user can set it, so Molly does not write it.
final class MfaDelete extends BucketControl {
  static final ControlId ID = new ControlId("mfa-delete");

  MfaDelete() {
    super(
        new Control(
                ID,
                Measure.SWITCH,
                "s3-mfa-delete",
                "versions are deleted with the root user's MFA device only")
            .documentedAt(
                "https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html")
            .inTerraform(
                "aws_s3_bucket_versioning.versioning_configuration.mfa_delete = \"Enabled\""));
  }

  @Override
  String setting(BucketReader bucket) {
    return of(bucket.versioning());
  }

  static String of(GetBucketVersioningResponse answer) {
    return answer.mfaDelete() == MFADeleteStatus.ENABLED ? OnOff.ON : OnOff.OFF;
  }

  boolean isOn(AccountSession session, ResourceRef bucket) {
    return OnOff.isOn(setting(Buckets.reader(session, bucket)));
  }

  static Protection protection(GetBucketVersioningResponse answer) {
    return OnOff.isOn(of(answer))
        ? new Protection.On("MFA delete is enabled")
        : new Protection.Off("MFA delete is off; only the root user can turn it on");
  }

  @Override
  String readApi() {
    return "s3:GetBucketVersioning";
  }

  @Override
  Map<ControlId, Protection> protections(BucketReader reader, ResourceRef bucket) {
    return Map.of(ID, Buckets.read(() -> protection(reader.versioning())));
  }

  @Override
  Remediation remediation(AccountSession session, ResourceRef bucket, String now) {
    return OnOff.isOn(now) ? new Remediation.Compliant() : onlyForRoot(bucket);
  }

  static Remediation onlyForRoot(ResourceRef bucket) {
    return new Remediation.NotPossible(
        "only the account's root user can do it, with the MFA device at hand: "
            + BucketCommands.command(
                "put-bucket-versioning",
                bucket,
                "--versioning-configuration Status=Enabled,MFADelete=Enabled --mfa 'SERIAL"
                    + " CODE'"));
  }

  @Override
  Optional<String> fix(Resource scanned) {
    return Optional.empty();
  }
}
