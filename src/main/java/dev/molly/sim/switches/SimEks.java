package dev.molly.sim.switches;

import dev.molly.sim.core.CommonErrors;
import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimPage;
import dev.molly.sim.core.SimService;
import dev.molly.sim.core.SimState;
import java.util.List;
import java.util.TreeMap;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ClusterStatus;
import software.amazon.awssdk.services.eks.model.CreateClusterRequest;
import software.amazon.awssdk.services.eks.model.CreateClusterResponse;
import software.amazon.awssdk.services.eks.model.DeleteClusterRequest;
import software.amazon.awssdk.services.eks.model.DeleteClusterResponse;
import software.amazon.awssdk.services.eks.model.DescribeClusterRequest;
import software.amazon.awssdk.services.eks.model.DescribeClusterResponse;
import software.amazon.awssdk.services.eks.model.EksException;
import software.amazon.awssdk.services.eks.model.ListClustersRequest;
import software.amazon.awssdk.services.eks.model.ListClustersResponse;
import software.amazon.awssdk.services.eks.model.UpdateClusterConfigRequest;
import software.amazon.awssdk.services.eks.model.UpdateClusterConfigResponse;

/// EKS in one region: clusters and their deletion protection. Every other operation throws.
public final class SimEks implements EksClient {
  private static final CommonErrors ERRORS =
      CommonErrors.json("eks", "Eks", EksException::builder, "ServerException");

  private static final int PAGE = 100;

  /// The clusters of one region, by name.
  public static final class State implements SimState {
    public TreeMap<String, SimSwitch> eksClusters = new TreeMap<>();
  }

  public static final SimService<EksClient> SERVICE =
      SimService.of(EksClient.class, ERRORS, SimEks::new).inEachRegion(region -> new State());

  private final SimEndpoint at;
  private final TreeMap<String, SimSwitch> clusters;

  private SimEks(SimEndpoint at) {
    this.at = at;
    this.clusters = at.state(State.class).eksClusters;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  @Override
  public CreateClusterResponse createCluster(CreateClusterRequest request) {
    SimEndpoint.only(
        request,
        "name",
        "clientRequestToken",
        "roleArn",
        "resourcesVpcConfig",
        "deletionProtection",
        "tags");
    String name = request.name();
    return at.write(
        "CreateCluster",
        List.of(name),
        () -> {
          if (clusters.containsKey(name)) {
            throw ERRORS.of(
                409, "ResourceInUseException", "Cluster already exists with name: " + name);
          }
          at.changed();
          var cluster =
              new SimSwitch(
                  name,
                  name,
                  "arn:aws:eks:%s:%s:cluster/%s".formatted(at.region(), at.account(), name),
                  at.now(),
                  Boolean.TRUE.equals(request.deletionProtection()),
                  request.tags());
          clusters.put(name, cluster);
          return CreateClusterResponse.builder().cluster(shape(cluster)).build();
        });
  }

  @Override
  public ListClustersResponse listClusters(ListClustersRequest request) {
    SimEndpoint.only(request, "nextToken");
    return at.read(
        "ListClusters",
        List.of(),
        () -> {
          SimPage<String> page =
              SimPage.of(
                  List.copyOf(clusters.keySet()),
                  name -> name,
                  request.nextToken(),
                  PAGE,
                  () -> ERRORS.of(400, "InvalidParameterException", "Invalid nextToken"));
          return ListClustersResponse.builder()
              .clusters(page.items())
              .nextToken(page.next())
              .build();
        });
  }

  @Override
  public DescribeClusterResponse describeCluster(DescribeClusterRequest request) {
    SimEndpoint.only(request, "name");
    return at.read(
        "DescribeCluster",
        List.of(request.name()),
        () -> DescribeClusterResponse.builder().cluster(shape(cluster(request.name()))).build());
  }

  @Override
  public UpdateClusterConfigResponse updateClusterConfig(UpdateClusterConfigRequest request) {
    SimEndpoint.only(request, "name", "deletionProtection", "clientRequestToken");
    return at.write(
        "UpdateClusterConfig",
        List.of(request.name()),
        () -> {
          SimSwitch cluster = cluster(request.name());
          at.changed();
          cluster.on = request.deletionProtection();
          return UpdateClusterConfigResponse.builder()
              .update(update -> update.id(at.ids().ec2("update")).status("Successful"))
              .build();
        });
  }

  @Override
  public DeleteClusterResponse deleteCluster(DeleteClusterRequest request) {
    SimEndpoint.only(request, "name");
    return at.write(
        "DeleteCluster",
        List.of(request.name()),
        () -> {
          SimSwitch cluster = cluster(request.name());
          if (cluster.on) {
            throw ERRORS.of(
                400,
                "InvalidRequestException",
                "The cluster cannot be deleted because deletion protection is enabled.");
          }
          at.changed();
          clusters.remove(cluster.name);
          return DeleteClusterResponse.builder().cluster(shape(cluster)).build();
        });
  }

  private SimSwitch cluster(String name) {
    SimSwitch cluster = clusters.get(name);
    if (cluster == null) {
      throw ERRORS.of(404, "ResourceNotFoundException", "No cluster found for name: " + name + ".");
    }
    return cluster;
  }

  private static Cluster shape(SimSwitch cluster) {
    return Cluster.builder()
        .name(cluster.name)
        .arn(cluster.arn)
        .createdAt(cluster.createdAt)
        .status(ClusterStatus.ACTIVE)
        .deletionProtection(cluster.on)
        .tags(cluster.tags)
        .build();
  }
}
