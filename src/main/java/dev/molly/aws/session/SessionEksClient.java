package dev.molly.aws.session;

import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.DescribeClusterRequest;
import software.amazon.awssdk.services.eks.model.DescribeClusterResponse;
import software.amazon.awssdk.services.eks.model.ListClustersRequest;
import software.amazon.awssdk.services.eks.model.ListClustersResponse;
import software.amazon.awssdk.services.eks.model.UpdateClusterConfigRequest;
import software.amazon.awssdk.services.eks.model.UpdateClusterConfigResponse;

/// One session's calls of a shared client.
public record SessionEksClient(EksClient shared, RequestIdentity identity) implements EksClient {
  @Override
  public DescribeClusterResponse describeCluster(DescribeClusterRequest request) {
    return shared.describeCluster(identity.on(request));
  }

  @Override
  public ListClustersResponse listClusters(ListClustersRequest request) {
    return shared.listClusters(identity.on(request));
  }

  @Override
  public UpdateClusterConfigResponse updateClusterConfig(UpdateClusterConfigRequest request) {
    return shared.updateClusterConfig(identity.on(request));
  }

  @Override
  public String serviceName() {
    return shared.serviceName();
  }

  /// The shared client stays open.
  @Override
  public void close() {}
}
