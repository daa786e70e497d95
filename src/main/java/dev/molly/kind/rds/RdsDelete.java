package dev.molly.kind.rds;

import dev.molly.aws.AwsCalls;
import dev.molly.aws.AwsClock;
import dev.molly.aws.RequestOrigin;
import dev.molly.kind.DeleteCommand;
import dev.molly.kind.DeleteCommand.Target;
import dev.molly.kind.DeleteOperation;
import dev.molly.kind.DeleteOption;
import dev.molly.kind.DeleteTarget;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.rds.RdsClient;

/// DeleteDBInstance and DeleteDBCluster. RDS stores identifiers in lower case, however they are
/// written. The APIs of Neptune and DocumentDB are that of RDS: their operations delete RDS
/// databases too.
final class RdsDelete {
  static final DeleteOperation INSTANCE =
      operation(RdsType.INSTANCE, "AWS::RDS::DBInstance", RdsDelete::instance);
  static final DeleteOperation CLUSTER =
      operation(RdsType.CLUSTER, "AWS::RDS::DBCluster", RdsDelete::cluster);

  private RdsDelete() {}

  private static DeleteOperation operation(
      RdsType type, String resourceType, DeleteOperation.Reader reader) {
    return new DeleteOperation(
        "Rds",
        "Delete" + type.thing(),
        type.thing() + "Identifier",
        resourceType,
        Set.of("neptune", "docdb"),
        List.of(
            new DeleteCommand(
                "rds",
                "delete-" + type.word(),
                new Target.Option("--" + type.word() + "-identifier", false, true),
                Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,62}"),
                List.of(
                    DeleteOption.switched(
                        "--skip-final-snapshot",
                        "SkipFinalSnapshot",
                        "a final snapshot is taken all the same"),
                    DeleteOption.text(
                        "--final-db-snapshot-identifier",
                        "FinalDBSnapshotIdentifier",
                        "the final snapshot is not called %s but by molly"),
                    DeleteOption.switched(
                        "--delete-automated-backups",
                        "DeleteAutomatedBackups",
                        "automated backups are kept")))),
        reader);
  }

  private static Optional<DeleteTarget> instance(RequestOrigin origin, String name) {
    try (var rds = origin.client(RdsClient.class)) {
      return AwsCalls.callIfExists(
              "rds:DescribeDBInstances",
              () -> rds.describeDBInstances(r -> r.dbInstanceIdentifier(name)))
          .flatMap(
              answer ->
                  DeleteTarget.only(answer.dbInstances())
                      .map(
                          each ->
                              new DeleteTarget(
                                  RdsTags.known(each.hasTagList(), each.tagList()),
                                  each.dbiResourceId(),
                                  AwsClock.at(answer))));
    }
  }

  private static Optional<DeleteTarget> cluster(RequestOrigin origin, String name) {
    try (var rds = origin.client(RdsClient.class)) {
      return AwsCalls.callIfExists(
              "rds:DescribeDBClusters",
              () -> rds.describeDBClusters(r -> r.dbClusterIdentifier(name)))
          .flatMap(
              answer ->
                  DeleteTarget.only(answer.dbClusters())
                      .map(
                          each ->
                              new DeleteTarget(
                                  RdsTags.known(each.hasTagList(), each.tagList()),
                                  each.dbClusterResourceId(),
                                  AwsClock.at(answer))));
    }
  }
}
