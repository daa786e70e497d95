package dev.molly.intercept;

import dev.molly.intercept.CliOption.Takes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The commands that could destroy resources that molly relies on: its final copies, the key
/// that encrypts them, the contents of a retired bucket, and a volume or a stack of a retired
/// resource. Molly does not replace these commands. It checks whether the target is one of these
/// resources, and refuses the command if it is or if the check fails. All other commands pass.
enum ProtectedCommand {
  DELETE_SNAPSHOT("ec2", "delete-snapshot", "Ec2", "DeleteSnapshot", "SnapshotId"),
  DELETE_VOLUME("ec2", "delete-volume", "Ec2", "DeleteVolume", "VolumeId"),
  DELETE_DB_SNAPSHOT(
      "rds", "delete-db-snapshot", "Rds", "DeleteDBSnapshot", "DBSnapshotIdentifier"),
  DELETE_DB_CLUSTER_SNAPSHOT(
      "rds",
      "delete-db-cluster-snapshot",
      "Rds",
      "DeleteDBClusterSnapshot",
      "DBClusterSnapshotIdentifier"),
  DELETE_OBJECT("s3api", "delete-object", "S3", "DeleteObject", "Bucket"),
  DELETE_OBJECTS("s3api", "delete-objects", "S3", "DeleteObjects", "Bucket"),
  REMOVE_OBJECTS("s3", "rm", "S3", "", "path"),
  SCHEDULE_KEY_DELETION("kms", "schedule-key-deletion", "Kms", "ScheduleKeyDeletion", "KeyId"),
  DELETE_STACK("cloudformation", "delete-stack", "CloudFormation", "DeleteStack", "StackName");

  /// Neptune and DocumentDB are the RDS API under other names.
  private static final Set<String> RDS = Set.of("rds", "neptune", "docdb");

  private final String service;
  private final String operation;
  private final String api;
  private final String request;
  private final String member;

  ProtectedCommand(String service, String operation, String api, String request, String member) {
    this.service = service;
    this.operation = operation;
    this.api = api;
    this.request = request;
    this.member = member;
  }

  /// Returns the command of that AWS CLI service and operation.
  static Optional<ProtectedCommand> ofCommand(String service, String operation) {
    String meant = RDS.contains(service) ? "rds" : service;
    return Stream.of(values())
        .filter(each -> each.service.equals(meant) && each.operation.equals(operation))
        .findFirst();
  }

  /// Returns the command for that SDK service and operation.
  static Optional<ProtectedCommand> ofRequest(String service, String operation) {
    return Stream.of(values())
        .filter(each -> each.request.equals(operation))
        .filter(each -> each.api.equals("Rds") || each.api.equalsIgnoreCase(service))
        .findFirst();
  }

  /// Returns whether these words may contain such a command. `rm` alone does not count, since it
  /// is a word of every shell.
  static boolean mayBeAmong(Collection<String> words) {
    return Stream.of(values())
        .anyMatch(
            each ->
                words.contains(each.operation)
                    && (each != REMOVE_OBJECTS || words.contains(each.service)));
  }

  /// Returns the name of the service in the AWS CLI.
  String service() {
    return service;
  }

  /// Returns the member of the request that identifies its target; for `s3 rm`, the argument.
  String member() {
    return member;
  }

  /// Returns the option for the same member.
  String option() {
    return switch (this) {
      case DELETE_SNAPSHOT -> "--snapshot-id";
      case DELETE_VOLUME -> "--volume-id";
      case DELETE_DB_SNAPSHOT -> "--db-snapshot-identifier";
      case DELETE_DB_CLUSTER_SNAPSHOT -> "--db-cluster-snapshot-identifier";
      case DELETE_OBJECT, DELETE_OBJECTS -> "--bucket";
      case REMOVE_OBJECTS -> "";
      case SCHEDULE_KEY_DELETION -> "--key-id";
      case DELETE_STACK -> "--stack-name";
    };
  }

  /// Returns the command's own options, of AWS CLI 1.45.
  List<CliOption> options() {
    var options = new ArrayList<CliOption>();
    switch (this) {
      case DELETE_SNAPSHOT, DELETE_VOLUME -> none(options, "dry-run", "no-dry-run");
      case DELETE_DB_SNAPSHOT, DELETE_DB_CLUSTER_SNAPSHOT -> {}
      case DELETE_OBJECT -> {
        one(options, "key mfa version-id request-payer expected-bucket-owner if-match");
        one(options, "if-match-last-modified-time if-match-size");
        none(options, "bypass-governance-retention", "no-bypass-governance-retention");
      }
      case DELETE_OBJECTS -> {
        one(options, "mfa request-payer expected-bucket-owner checksum-algorithm");
        options.add(new CliOption("--delete", Takes.MANY));
        none(options, "bypass-governance-retention", "no-bypass-governance-retention");
      }
      case REMOVE_OBJECTS -> {
        one(options, "include exclude page-size");
        none(options, "dryrun", "quiet", "recursive", "only-show-errors");
        options.add(new CliOption("--request-payer", Takes.MAYBE));
      }
      case SCHEDULE_KEY_DELETION -> one(options, "pending-window-in-days");
      case DELETE_STACK -> {
        one(options, "role-arn client-request-token deletion-mode");
        options.add(new CliOption("--retain-resources", Takes.MANY));
      }
    }
    if (this != REMOVE_OBJECTS) {
      options.add(new CliOption(option(), Takes.ONE));
      one(options, "cli-input-json cli-input-yaml");
      options.add(new CliOption("--generate-cli-skeleton", Takes.MAYBE));
    }
    return List.copyOf(options);
  }

  private static void one(List<CliOption> options, String names) {
    for (String name : names.split(" ", -1)) {
      options.add(new CliOption("--" + name, Takes.ONE));
    }
  }

  private static void none(List<CliOption> options, String... names) {
    for (String name : names) {
      options.add(new CliOption("--" + name, Takes.NONE));
    }
  }

  @Override
  public String toString() {
    return service + " " + operation;
  }

  /// Returns the noun for the target, for example `snapshot`.
  String noun() {
    return switch (this) {
      case DELETE_SNAPSHOT, DELETE_DB_SNAPSHOT, DELETE_DB_CLUSTER_SNAPSHOT -> "snapshot";
      case DELETE_VOLUME -> "volume";
      case DELETE_OBJECT, DELETE_OBJECTS, REMOVE_OBJECTS -> "bucket";
      case SCHEDULE_KEY_DELETION -> "key";
      case DELETE_STACK -> "stack";
    };
  }
}
