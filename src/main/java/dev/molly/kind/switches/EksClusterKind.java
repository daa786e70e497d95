package dev.molly.kind.switches;

import dev.molly.aws.AwsCalls;
import dev.molly.kind.support.AwsPages;
import dev.molly.model.ConsoleAddress;
import dev.molly.model.Tags;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;

/// EKS clusters. A cluster has no id: its creation time tells it from another cluster that has its
/// name later.
///
/// Source: EKS User Guide, "Protect EKS clusters from accidental deletion".
public final class EksClusterKind extends SwitchKind<EksClient, Cluster> {
  public EksClusterKind() {
    super(
        "eks-cluster",
        EksClient.class,
        "eks",
        "cluster/",
        List.of("eks:ListClusters", "eks:DescribeCluster"),
        Toggle.<EksClient, Cluster>deletionProtection(
                "eks-deletion-protection", "deletionProtection")
            // Since version 6 of the provider.
            .documentedAt(
                "https://docs.aws.amazon.com/eks/latest/userguide/deletion-protection.html",
                "aws_eks_cluster.deletion_protection = true")
            .describedBy(Cluster::deletionProtection)
            .unless(EksClusterKind::unprotectable)
            .setBy(
                "eks:UpdateClusterConfig",
                (aws, cluster, on) ->
                    aws.updateClusterConfig(r -> r.name(cluster).deletionProtection(on)),
                "eks update-cluster-config --name",
                "--deletion-protection",
                "--no-deletion-protection"));
  }

  /// "This setting only applies to clusters in an active state" (EKS API Reference, Cluster).
  private static Optional<String> unprotectable(Cluster cluster) {
    return switch (cluster.status()) {
      case CREATING, FAILED ->
          Optional.of("AWS protects no cluster that is " + cluster.statusAsString());
      case ACTIVE, DELETING, UPDATING, PENDING, UNKNOWN_TO_SDK_VERSION -> Optional.empty();
    };
  }

  @Override
  public ConsoleAddress console() {
    return new ConsoleAddress("eks/home?region={region}#/clusters/{id}");
  }

  @Override
  protected void list(EksClient aws, Found<Cluster> found) {
    AwsPages.each(
        "eks:ListClusters",
        aws.listClustersPaginator(),
        page -> page.clusters().forEach(found::named));
  }

  @Override
  protected Optional<String> describeApi() {
    return Optional.of("eks:DescribeCluster");
  }

  @Override
  protected Optional<Cluster> describe(EksClient aws, String cluster) {
    return AwsCalls.callIfExists(
            "eks:DescribeCluster", () -> aws.describeCluster(r -> r.name(cluster)))
        .map(answer -> answer.cluster());
  }

  @Override
  protected Described of(Cluster cluster) {
    return new Described(
        cluster.name(),
        cluster.name(),
        cluster.name() + "@" + cluster.createdAt(),
        cluster.arn(),
        cluster.statusAsString(),
        new Tags.Known(cluster.tags()));
  }
}
