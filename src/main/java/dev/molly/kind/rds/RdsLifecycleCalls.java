package dev.molly.kind.rds;

import dev.molly.aws.CliCommands;
import dev.molly.kind.support.CliTags;
import dev.molly.kind.support.FinalCopyLabel;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.IamGrant;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RecordTags;
import dev.molly.text.ShellQuoting;
import java.util.List;
import java.util.Map;

/// Describes the calls that change a database or a cluster.
enum RdsLifecycleCalls {
  INSTANCE("DBInstance", "db-instance", "DBSnapshot", "db-snapshot", "snapshot"),
  CLUSTER(
      "DBCluster", "db-cluster", "DBClusterSnapshot", "db-cluster-snapshot", "cluster-snapshot");

  private final String thing;
  private final String word;
  private final String snapshot;
  private final String snapshotWord;
  private final String snapshotArn;

  RdsLifecycleCalls(
      String thing, String word, String snapshot, String snapshotWord, String snapshotArn) {
    this.thing = thing;
    this.word = word;
    this.snapshot = snapshot;
    this.snapshotWord = snapshotWord;
    this.snapshotArn = snapshotArn;
  }

  /// Returns the IAM action that changes a control or the name.
  String modify() {
    return "rds:Modify" + thing;
  }

  /// Returns the IAM actions that reaching a goal requires.
  List<String> writes(Goal goal) {
    String tag = "rds:AddTagsToResource";
    String copy = "rds:Create" + snapshot;
    String start = "rds:Start" + thing;
    String stop = "rds:Stop" + thing;
    return switch (goal) {
      case RETIRED -> List.of(tag, copy, modify(), start, stop);
      case RESTORED -> List.of(tag, "rds:RemoveTagsFromResource", modify(), start, stop);
      case PURGED -> List.of(tag, copy, modify(), start, "rds:Delete" + thing);
    };
  }

  ApiCall of(Change change) {
    ControlId attribute = change.control();
    if (attribute.equals(LifecycleAttributes.RUN_STATE)) {
      return runState(change);
    }
    if (attribute.equals(LifecycleAttributes.NAME)) {
      return rename(change);
    }
    if (attribute.equals(LifecycleAttributes.FINAL_COPY)) {
      return copy(change);
    }
    if (attribute.equals(LifecycleAttributes.EXISTENCE)) {
      return delete(change.resource());
    }
    if (attribute.equals(LifecycleAttributes.MEMBERS)) {
      return member(change);
    }
    return LifecycleAttributes.isTags(attribute)
        ? tagging(change)
        : RdsModifyCalls.of(modify(), word, change);
  }

  /// Returns the command that starts it.
  String start(ResourceRef ref) {
    return RdsModifyCalls.command("start-" + word, ref, "--" + word + "-identifier");
  }

  private ApiCall runState(Change change) {
    return starts(change)
        ? call(
            "rds:Start" + thing,
            change.resource(),
            "start-",
            "",
            "it is billed while it runs",
            List.of())
        : call(
            "rds:Stop" + thing,
            change.resource(),
            "stop-",
            "",
            "its connections end; its storage and backups are billed on; AWS starts it again after"
                + " seven days, and the next sweep stops it again",
            List.of());
  }

  /// @throws IllegalArgumentException if RDS has no call that leads to the state
  static boolean starts(Change change) {
    return switch (change.to()) {
      case RdsStatus.AVAILABLE -> true;
      case RdsStatus.STOPPED -> false;
      default -> throw new IllegalArgumentException("RDS takes nothing to " + change.to());
    };
  }

  /// Without `--apply-immediately` AWS would wait for the maintenance window, which may be a
  /// week away. With it, AWS also applies all other pending modifications: therefore none may be
  /// pending.
  private ApiCall rename(Change change) {
    ResourceRef ref = change.resource();
    String api = modify();
    String arn = RdsStagedDeletion.called(ref, change.to()).arn();
    return call(
        api,
        ref,
        "modify-",
        " --new-%s-identifier %s --apply-immediately"
            .formatted(word, ShellQuoting.quote(change.to())),
        "it restarts, and is not there for about ten minutes; its endpoint is another one then, and"
            + " what connects to the old one fails",
        List.of(new IamGrant(api, arn)));
  }

  private ApiCall copy(Change change) {
    ResourceRef ref = change.resource();
    FinalCopyLabel copy = FinalCopyLabel.parse(change.to());
    String name = RdsSnapshots.identifier(ref, copy);
    String api = "rds:Create" + snapshot;
    String command =
        RdsModifyCalls.command("create-" + snapshotWord, ref, "--" + word + "-identifier")
            + " --%s-identifier %s --tags %s"
                .formatted(snapshotWord, name, CliTags.words(copy.tags(ref.id().uid())));
    String arn = arn(ref, snapshotArn, name);
    return new ApiCall(
        api,
        api,
        ref.arn(),
        command,
        "a snapshot is stored, and billed until it is deleted",
        List.of(new IamGrant(api, arn), new IamGrant("rds:AddTagsToResource", arn)));
  }

  /// AWS accepts no tags for the snapshot that it takes during a deletion. If the database
  /// copies its tags to its snapshots, this one has them too.
  private ApiCall delete(ResourceRef ref) {
    String name = RdsSnapshots.last(ref);
    String arn = arn(ref, snapshotArn, name);
    String create = "rds:Create" + snapshot;
    return call(
        "rds:Delete" + thing,
        ref,
        "delete-",
        " --no-skip-final-snapshot --final-db-snapshot-identifier %s --no-delete-automated-backups"
            .formatted(name),
        "it is gone for good; its final copy, one more snapshot and its automated backups stay,"
            + " and are billed",
        List.of(
            new IamGrant(create, ref.arn()),
            new IamGrant(create, arn),
            new IamGrant("rds:AddTagsToResource", arn)));
  }

  private static ApiCall member(Change change) {
    ResourceRef ref = change.resource();
    String name = ClusterMembers.deleted(change.from(), change.to());
    return new ApiCall(
        "rds:DeleteDBInstance",
        "rds:DeleteDBInstance",
        arn(ref, "db", name),
        CliCommands.inAccount(
            ref.id().account(),
            "aws rds delete-db-instance --region %s --db-instance-identifier %s --skip-final-snapshot"
                .formatted(ref.id().region(), ShellQuoting.quote(name))),
        "the member is gone for good, with its endpoint; its data are the cluster's",
        List.of());
  }

  private static ApiCall tagging(Change change) {
    ResourceRef ref = change.resource();
    Map<String, String> put = RecordTags.put(change.from(), change.to());
    String options =
        put.isEmpty()
            ? " --tag-keys " + CliTags.names(taken(change))
            : " --tags " + CliTags.words(put);
    String command =
        CliCommands.inAccount(
            ref.id().account(),
            "aws rds %s --region %s --resource-name %s%s"
                .formatted(
                    put.isEmpty() ? "remove-tags-from-resource" : "add-tags-to-resource",
                    ref.id().region(),
                    ref.arn(),
                    options));
    String api = put.isEmpty() ? "rds:RemoveTagsFromResource" : "rds:AddTagsToResource";
    return new ApiCall(api, api, ref.arn(), command, "");
  }

  /// Returns the tag keys of a record that is removed.
  static List<String> taken(Change change) {
    return List.copyOf(RecordTags.tags(change.from()).keySet());
  }

  private ApiCall call(
      String api, ResourceRef ref, String verb, String options, String cost, List<IamGrant> also) {
    String command =
        RdsModifyCalls.command(verb + word, ref, "--" + word + "-identifier") + options;
    return new ApiCall(api, api, ref.arn(), command, cost, also);
  }

  private static String arn(ResourceRef ref, String type, String name) {
    String[] parts = ref.arn().split(":", -1);
    return "%s:%s:%s:%s:%s:%s:%s"
        .formatted(parts[0], parts[1], parts[2], parts[3], parts[4], type, name);
  }
}
