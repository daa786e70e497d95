package dev.molly.kind.registry;

import dev.molly.kind.ResourceKind;
import dev.molly.kind.ec2.InstanceKind;
import dev.molly.kind.rds.DbClusterKind;
import dev.molly.kind.rds.DbInstanceKind;
import dev.molly.kind.s3.BucketKind;
import dev.molly.kind.switches.CloudFormationStackKind;
import dev.molly.kind.switches.DynamoDbTableKind;
import dev.molly.kind.switches.EksClusterKind;
import dev.molly.kind.switches.ImageKind;
import dev.molly.kind.switches.LoadBalancerKind;
import dev.molly.kind.switches.LogGroupKind;
import dev.molly.kind.switches.UserPoolKind;
import java.util.List;

/// The kinds of AWS resources that Molly supports. Only the application asks for them.
public final class AwsKinds {
  private AwsKinds() {}

  public static List<ResourceKind> all() {
    return List.of(
        new InstanceKind(), //
        new DbInstanceKind(),
        new DbClusterKind(),
        new BucketKind(),
        new DynamoDbTableKind(),
        new CloudFormationStackKind(),
        new LogGroupKind(),
        new EksClusterKind(),
        new LoadBalancerKind(),
        new UserPoolKind(),
        new ImageKind());
  }
}
