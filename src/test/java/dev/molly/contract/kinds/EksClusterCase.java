package dev.molly.contract.kinds;

import dev.molly.kind.switches.EksClusterKind;
import java.util.Map;
import software.amazon.awssdk.services.eks.EksClient;

record EksClusterCase() implements SwitchCase {
  @Override
  public EksClusterKind kind() {
    return new EksClusterKind();
  }

  @Override
  public String create(Clients aws, String name, boolean on) {
    return aws.client(EksClient.class)
        .createCluster(
            r ->
                r.name(name)
                    .roleArn("arn:aws:iam::123456789012:role/eks")
                    .resourcesVpcConfig(vpc -> vpc.subnetIds("subnet-1"))
                    .tags(Map.of("team", "web"))
                    .deletionProtection(on))
        .cluster()
        .name();
  }

  @Override
  public void delete(Clients aws, String cluster) {
    aws.client(EksClient.class).deleteCluster(r -> r.name(cluster));
  }

  @Override
  public String request(String identifier, boolean on) {
    return "POST /clusters/%s/update-config deletionProtection=%s".formatted(identifier, on);
  }

  @Override
  public String listing() {
    return "eks:ListClusters";
  }

  @Override
  public String reading() {
    return "eks:DescribeCluster";
  }

  @Override
  public MotoGap gap() {
    return MotoGap.NO_SWITCH;
  }
}
