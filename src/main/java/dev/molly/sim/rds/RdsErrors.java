package dev.molly.sim.rds;

import dev.molly.sim.core.ServiceErrors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.rds.model.DbClusterAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbClusterStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.RdsException;

/// The errors of RDS. The codes are the wire codes of the RDS service model.
public final class RdsErrors implements ServiceErrors {

  @Override
  public String service() {
    return "rds";
  }

  @Override
  public String arn(String account, String region, String permission, String resource) {
    String type = permission.contains("Cluster") ? "cluster" : "db";
    return resource.startsWith("arn:")
        ? resource
        : "arn:aws:rds:%s:%s:%s:%s".formatted(region, account, type, resource);
  }

  @Override
  public AwsServiceException denied(String message) {
    return of(403, "AccessDenied", message);
  }

  @Override
  public AwsServiceException throttled() {
    return of(400, "Throttling", "Rate exceeded");
  }

  @Override
  public AwsServiceException serverError() {
    return of(
        500, "InternalFailure", "An internal error has occurred. Please try your query again.");
  }

  static AwsServiceException combination(String message) {
    return of(400, "InvalidParameterCombination", message);
  }

  static AwsServiceException invalidValue(String message) {
    return of(400, "InvalidParameterValue", message);
  }

  static AwsServiceException noSuchDb(String identifier) {
    return filled(
        DbInstanceNotFoundException.builder(),
        404,
        "DBInstanceNotFound",
        "DBInstance %s not found.".formatted(identifier));
  }

  static AwsServiceException noSuchCluster(String identifier) {
    return filled(
        DbClusterNotFoundException.builder(),
        404,
        "DBClusterNotFoundFault",
        "DBCluster %s not found.".formatted(identifier));
  }

  static AwsServiceException noSuchSnapshot(String identifier) {
    return filled(
        DbSnapshotNotFoundException.builder(),
        404,
        "DBSnapshotNotFound",
        "DBSnapshot %s not found.".formatted(identifier));
  }

  static AwsServiceException noSuchClusterSnapshot(String identifier) {
    return filled(
        DbClusterSnapshotNotFoundException.builder(),
        404,
        "DBClusterSnapshotNotFoundFault",
        "DBClusterSnapshot %s not found.".formatted(identifier));
  }

  static AwsServiceException dbExists() {
    return filled(
        DbInstanceAlreadyExistsException.builder(),
        400,
        "DBInstanceAlreadyExists",
        "DB instance already exists");
  }

  static AwsServiceException clusterExists() {
    return filled(
        DbClusterAlreadyExistsException.builder(),
        400,
        "DBClusterAlreadyExistsFault",
        "DB Cluster already exists");
  }

  static AwsServiceException snapshotExists(String identifier) {
    return filled(
        DbSnapshotAlreadyExistsException.builder(),
        400,
        "DBSnapshotAlreadyExists",
        "Cannot create the snapshot because a snapshot with the identifier %s already exists."
            .formatted(identifier));
  }

  static AwsServiceException clusterSnapshotExists(String identifier) {
    return filled(
        DbClusterSnapshotAlreadyExistsException.builder(),
        400,
        "DBClusterSnapshotAlreadyExistsFault",
        "Cannot create the cluster snapshot because one with the identifier %s already exists."
            .formatted(identifier));
  }

  static AwsServiceException instanceState(String message) {
    return filled(
        InvalidDbInstanceStateException.builder(), 400, "InvalidDBInstanceState", message);
  }

  static AwsServiceException clusterState(String message) {
    return filled(
        InvalidDbClusterStateException.builder(), 400, "InvalidDBClusterStateFault", message);
  }

  /// Returns the error for a database whose status does not permit the operation, in the wording
  /// for its type.
  static AwsServiceException notAvailable(SimDatabase<?> database) {
    return switch (database) {
      case SimDbInstance db ->
          instanceState(
              "Instance %s is not in available state, but %s.".formatted(db.identifier, db.status));
      case SimDbCluster cluster ->
          clusterState(
              "DbCluster %s is not in available state, but %s."
                  .formatted(cluster.identifier, cluster.status));
    };
  }

  private static AwsServiceException of(int status, String code, String message) {
    return filled(RdsException.builder(), status, code, message);
  }

  private static AwsServiceException filled(
      AwsServiceException.Builder builder, int status, String code, String message) {
    return ServiceErrors.fill(builder, "Rds", status, code, message).build();
  }
}
