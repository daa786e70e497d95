package dev.molly.kind.rds;

import dev.molly.aws.CliCommands;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Goal;
import dev.molly.plan.IamGrant;
import dev.molly.text.ShellQuoting;
import java.util.List;

/// The words of RDS for one of its two types of resource: it has the same calls for both, under
/// different names.
enum RdsType {
  INSTANCE("DBInstance", "db-instance", "DBSnapshot", "db-snapshot", "snapshot"),
  CLUSTER(
      "DBCluster", "db-cluster", "DBClusterSnapshot", "db-cluster-snapshot", "cluster-snapshot");

  private final String thing;
  private final String word;
  private final String snapshot;
  private final String snapshotWord;
  private final String snapshotArn;

  RdsType(String thing, String word, String snapshot, String snapshotWord, String snapshotArn) {
    this.thing = thing;
    this.word = word;
    this.snapshot = snapshot;
    this.snapshotWord = snapshotWord;
    this.snapshotArn = snapshotArn;
  }

  /// Returns the IAM action of a verb: `rds:StopDBInstance`.
  String action(String verb) {
    return "rds:" + verb + thing;
  }

  /// Returns the IAM action that creates a snapshot.
  String createSnapshot() {
    return "rds:Create" + snapshot;
  }

  /// Returns the API's word for the type: `DBInstance`.
  String thing() {
    return thing;
  }

  /// Returns the AWS CLI word of the type: `db-instance`.
  String word() {
    return word;
  }

  /// Returns the AWS CLI word of its snapshots.
  String snapshotWord() {
    return snapshotWord;
  }

  /// Returns the ARN of a snapshot of a resource.
  String snapshotArn(ResourceRef ref, String name) {
    return arn(ref, snapshotArn, name);
  }

  /// Returns the ARN of another RDS resource in the same account and region.
  static String arn(ResourceRef ref, String type, String name) {
    String[] parts = ref.arn().split(":", -1);
    return "%s:%s:%s:%s:%s:%s:%s"
        .formatted(parts[0], parts[1], parts[2], parts[3], parts[4], type, name);
  }

  /// Returns the AWS CLI command of a verb for one resource: `stop-db-instance`.
  String command(String verb, ResourceRef ref) {
    return named(verb + "-" + word, ref);
  }

  /// Returns the AWS CLI command that creates a snapshot of a resource.
  String snapshotCommand(ResourceRef ref) {
    return named("create-" + snapshotWord, ref);
  }

  private String named(String verb, ResourceRef ref) {
    return CliCommands.inAccount(
        ref.id().account(),
        "aws rds %s --region %s --%s-identifier %s"
            .formatted(verb, ref.id().region(), word, ShellQuoting.quote(ref.identifier())));
  }

  /// Returns a call that requires one IAM action on the resource itself.
  static ApiCall call(String api, ResourceRef ref, String command, String cost, IamGrant... also) {
    return new ApiCall(api, api, ref.arn(), command, cost, List.of(also));
  }

  /// Returns the IAM actions that reaching a goal requires.
  List<String> writes(Goal goal) {
    String tag = "rds:AddTagsToResource";
    String copy = createSnapshot();
    String modify = action("Modify");
    String start = action("Start");
    String stop = action("Stop");
    return switch (goal) {
      case RETIRED -> List.of(tag, copy, modify, start, stop);
      case RESTORED -> List.of(tag, "rds:RemoveTagsFromResource", modify, start, stop);
      case PURGED -> List.of(tag, copy, modify, start, action("Delete"));
    };
  }
}
