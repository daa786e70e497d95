package dev.molly.sim.rds;

import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimService;
import dev.molly.sim.core.SimTrail;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.rds.model.CreateDbClusterSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbClusterSnapshotResponse;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbClusterRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbClusterResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterAutomatedBackupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterAutomatedBackupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstanceAutomatedBackupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstanceAutomatedBackupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceResponse;
import software.amazon.awssdk.services.rds.model.StartDbClusterRequest;
import software.amazon.awssdk.services.rds.model.StartDbClusterResponse;
import software.amazon.awssdk.services.rds.model.StartDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.StartDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.StopDbClusterRequest;
import software.amazon.awssdk.services.rds.model.StopDbClusterResponse;
import software.amazon.awssdk.services.rds.model.StopDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.StopDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.Tag;

/// The simulated operations of RDS in one region. Every other one throws.
public final class SimRds implements RdsClient {

  public static final SimService<RdsClient> SERVICE =
      SimService.of(RdsClient.class, new RdsErrors(), SimRds::new).inEachRegion(RdsState::new);

  private final SimEndpoint at;
  private final RdsState region;
  private final RdsQueries reads;
  private final RdsModify modify;
  private final RdsSnapshots snapshots;
  private final RdsRunState runState;
  private final RdsDelete delete;
  private final RdsTags tags;

  private SimRds(SimEndpoint at) {
    this.at = at;
    this.region = at.state(RdsState.class);
    this.reads = new RdsQueries(at, region);
    this.modify = new RdsModify(at, region);
    this.snapshots = new RdsSnapshots(at, region);
    this.runState = new RdsRunState(at, region, snapshots);
    this.delete = new RdsDelete(at, region, snapshots);
    this.tags = new RdsTags(at, region);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  @Override
  public DescribeDbInstancesResponse describeDBInstances(DescribeDbInstancesRequest request) {
    SimEndpoint.only(request, "DBInstanceIdentifier", "Filters", "MaxRecords", "Marker");
    return at.read(
        "DescribeDBInstances", named(request.dbInstanceIdentifier()), () -> reads.dbs(request));
  }

  @Override
  public DescribeDbClustersResponse describeDBClusters(DescribeDbClustersRequest request) {
    SimEndpoint.only(request, "DBClusterIdentifier", "Filters", "MaxRecords", "Marker");
    return at.read(
        "DescribeDBClusters", named(request.dbClusterIdentifier()), () -> reads.clusters(request));
  }

  @Override
  public DescribeDbSnapshotsResponse describeDBSnapshots(DescribeDbSnapshotsRequest request) {
    SimEndpoint.only(
        request,
        "DBSnapshotIdentifier",
        "DBInstanceIdentifier",
        "DbiResourceId",
        "MaxRecords",
        "Marker");
    return at.read(
        "DescribeDBSnapshots",
        named(request.dbSnapshotIdentifier()),
        () -> reads.snapshots(request));
  }

  @Override
  public DescribeDbClusterSnapshotsResponse describeDBClusterSnapshots(
      DescribeDbClusterSnapshotsRequest request) {
    SimEndpoint.only(
        request,
        "DBClusterSnapshotIdentifier",
        "DBClusterIdentifier",
        "DbClusterResourceId",
        "MaxRecords",
        "Marker");
    return at.read(
        "DescribeDBClusterSnapshots",
        named(request.dbClusterSnapshotIdentifier()),
        () -> reads.clusterSnapshots(request));
  }

  @Override
  public DescribeDbInstanceAutomatedBackupsResponse describeDBInstanceAutomatedBackups(
      DescribeDbInstanceAutomatedBackupsRequest request) {
    SimEndpoint.only(request, "DbiResourceId");
    return at.read(
        "DescribeDBInstanceAutomatedBackups",
        named(request.dbiResourceId()),
        () -> RdsBackups.ofDbs(region, request.dbiResourceId()));
  }

  @Override
  public DescribeDbClusterAutomatedBackupsResponse describeDBClusterAutomatedBackups(
      DescribeDbClusterAutomatedBackupsRequest request) {
    SimEndpoint.only(request, "DbClusterResourceId");
    return at.read(
        "DescribeDBClusterAutomatedBackups",
        named(request.dbClusterResourceId()),
        () -> RdsBackups.ofClusters(region, request.dbClusterResourceId()));
  }

  @Override
  public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
    SimEndpoint.only(request, "ResourceName");
    return at.read(
        "ListTagsForResource",
        named(request.resourceName()),
        () ->
            ListTagsForResourceResponse.builder()
                .tagList(tags.list(request.resourceName()))
                .build());
  }

  @Override
  public ModifyDbInstanceResponse modifyDBInstance(ModifyDbInstanceRequest request) {
    SimEndpoint.only(
        request,
        "DBInstanceIdentifier",
        "DeletionProtection",
        "BackupRetentionPeriod",
        "CopyTagsToSnapshot",
        "DBInstanceClass",
        "NewDBInstanceIdentifier",
        "ApplyImmediately");
    return at.write(
        "ModifyDBInstance",
        named(request.dbInstanceIdentifier()),
        () ->
            ModifyDbInstanceResponse.builder()
                .dbInstance(RdsShapes.db(region, modify.db(request)))
                .build());
  }

  @Override
  public ModifyDbClusterResponse modifyDBCluster(ModifyDbClusterRequest request) {
    SimEndpoint.only(
        request,
        "DBClusterIdentifier",
        "DeletionProtection",
        "BackupRetentionPeriod",
        "CopyTagsToSnapshot",
        "NewDBClusterIdentifier",
        "ApplyImmediately");
    return at.write(
        "ModifyDBCluster",
        named(request.dbClusterIdentifier()),
        () ->
            ModifyDbClusterResponse.builder()
                .dbCluster(RdsShapes.cluster(region, modify.cluster(request)))
                .build());
  }

  @Override
  public StopDbInstanceResponse stopDBInstance(StopDbInstanceRequest request) {
    SimEndpoint.only(request, "DBInstanceIdentifier", "DBSnapshotIdentifier");
    return at.write(
        "StopDBInstance",
        named(request.dbInstanceIdentifier()),
        () ->
            StopDbInstanceResponse.builder()
                .dbInstance(
                    RdsShapes.db(
                        region,
                        runState.stopDb(
                            request.dbInstanceIdentifier(), request.dbSnapshotIdentifier())))
                .build());
  }

  @Override
  public StartDbInstanceResponse startDBInstance(StartDbInstanceRequest request) {
    SimEndpoint.only(request, "DBInstanceIdentifier");
    return at.write(
        "StartDBInstance",
        named(request.dbInstanceIdentifier()),
        () ->
            StartDbInstanceResponse.builder()
                .dbInstance(RdsShapes.db(region, runState.startDb(request.dbInstanceIdentifier())))
                .build());
  }

  @Override
  public StopDbClusterResponse stopDBCluster(StopDbClusterRequest request) {
    SimEndpoint.only(request, "DBClusterIdentifier");
    return at.write(
        "StopDBCluster",
        named(request.dbClusterIdentifier()),
        () ->
            StopDbClusterResponse.builder()
                .dbCluster(
                    RdsShapes.cluster(region, runState.stopCluster(request.dbClusterIdentifier())))
                .build());
  }

  @Override
  public StartDbClusterResponse startDBCluster(StartDbClusterRequest request) {
    SimEndpoint.only(request, "DBClusterIdentifier");
    return at.write(
        "StartDBCluster",
        named(request.dbClusterIdentifier()),
        () ->
            StartDbClusterResponse.builder()
                .dbCluster(
                    RdsShapes.cluster(region, runState.startCluster(request.dbClusterIdentifier())))
                .build());
  }

  @Override
  public CreateDbSnapshotResponse createDBSnapshot(CreateDbSnapshotRequest request) {
    SimEndpoint.only(request, "DBInstanceIdentifier", "DBSnapshotIdentifier", "Tags");
    return at.write(
        "CreateDBSnapshot",
        named(request.dbInstanceIdentifier()),
        () ->
            CreateDbSnapshotResponse.builder()
                .dbSnapshot(
                    RdsShapes.snapshot(
                        region,
                        snapshots.ofDb(
                            request.dbInstanceIdentifier(),
                            request.dbSnapshotIdentifier(),
                            request.tags())))
                .build());
  }

  @Override
  public CreateDbClusterSnapshotResponse createDBClusterSnapshot(
      CreateDbClusterSnapshotRequest request) {
    SimEndpoint.only(request, "DBClusterIdentifier", "DBClusterSnapshotIdentifier", "Tags");
    return at.write(
        "CreateDBClusterSnapshot",
        named(request.dbClusterIdentifier()),
        () ->
            CreateDbClusterSnapshotResponse.builder()
                .dbClusterSnapshot(
                    RdsShapes.clusterSnapshot(
                        region,
                        snapshots.ofCluster(
                            request.dbClusterIdentifier(),
                            request.dbClusterSnapshotIdentifier(),
                            request.tags())))
                .build());
  }

  @Override
  public DeleteDbInstanceResponse deleteDBInstance(DeleteDbInstanceRequest request) {
    SimEndpoint.only(
        request,
        "DBInstanceIdentifier",
        "SkipFinalSnapshot",
        "FinalDBSnapshotIdentifier",
        "DeleteAutomatedBackups");
    return at.write(
        "DeleteDBInstance",
        named(request.dbInstanceIdentifier()),
        () ->
            DeleteDbInstanceResponse.builder()
                .dbInstance(RdsShapes.db(region, delete.db(request)))
                .build());
  }

  @Override
  public DeleteDbClusterResponse deleteDBCluster(DeleteDbClusterRequest request) {
    SimEndpoint.only(
        request,
        "DBClusterIdentifier",
        "SkipFinalSnapshot",
        "FinalDBSnapshotIdentifier",
        "DeleteAutomatedBackups");
    return at.write(
        "DeleteDBCluster",
        named(request.dbClusterIdentifier()),
        () ->
            DeleteDbClusterResponse.builder()
                .dbCluster(RdsShapes.cluster(region, delete.cluster(request)))
                .build());
  }

  @Override
  public AddTagsToResourceResponse addTagsToResource(AddTagsToResourceRequest request) {
    SimEndpoint.only(request, "ResourceName", "Tags");
    return at.write(
        "AddTagsToResource",
        named(request.resourceName()),
        () -> {
          tags.add(request.resourceName(), request.tags());
          SimTrail.ofTags(
              at,
              "AddTagsToResource",
              request.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
          return AddTagsToResourceResponse.builder().build();
        });
  }

  @Override
  public RemoveTagsFromResourceResponse removeTagsFromResource(
      RemoveTagsFromResourceRequest request) {
    SimEndpoint.only(request, "ResourceName", "TagKeys");
    return at.write(
        "RemoveTagsFromResource",
        named(request.resourceName()),
        () -> {
          tags.remove(request.resourceName(), request.tagKeys());
          return RemoveTagsFromResourceResponse.builder().build();
        });
  }

  private static List<String> named(@Nullable String identifier) {
    return identifier == null ? List.of() : List.of(identifier);
  }
}
