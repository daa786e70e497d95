package dev.molly.kind.registry;

import dev.molly.kind.ec2.InstanceKind;
import dev.molly.kind.rds.DbClusterKind;
import dev.molly.kind.rds.DbInstanceKind;
import dev.molly.kind.s3.BucketKind;
import dev.molly.model.Arn;
import dev.molly.model.KindId;
import java.util.Optional;

/// Maps ARNs to kinds.
///
/// Source: Service Authorization Reference, resource types of EC2, RDS and S3.
public final class ArnKinds {
  private ArnKinds() {}

  /// Returns the kind of the resource that an ARN names; empty if Molly does not support it.
  public static Optional<KindId> kind(Arn arn) {
    String what = arn.service() + ":" + arn.resource();
    if (what.startsWith("ec2:instance/")) {
      return Optional.of(InstanceKind.ID);
    }
    if (what.startsWith("rds:db:")) {
      return Optional.of(DbInstanceKind.ID);
    }
    if (what.startsWith("rds:cluster:")) {
      return Optional.of(DbClusterKind.ID);
    }
    return what.startsWith("s3:") && !arn.resource().contains("/")
        ? Optional.of(BucketKind.ID)
        : Optional.empty();
  }
}
