package dev.molly.intercept;

import dev.molly.intercept.CliOption.Takes;
import dev.molly.model.KindId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The commands of the AWS CLI that destroy resources of the kinds that molly knows, with all
/// their options.
enum DestructiveCommand {
  TERMINATE_INSTANCES(
      "ec2",
      "terminate-instances",
      "ec2-instance",
      "InstanceIds",
      Pattern.compile("i-[0-9a-f]{8}([0-9a-f]{9})?")),
  DELETE_DB_INSTANCE(
      "rds", "delete-db-instance", "rds-instance", "DBInstanceIdentifier", Shapes.DATABASE),
  DELETE_DB_CLUSTER(
      "rds", "delete-db-cluster", "rds-cluster", "DBClusterIdentifier", Shapes.DATABASE),
  DELETE_BUCKET("s3api", "delete-bucket", "s3-bucket", "Bucket", Shapes.BUCKET),
  REMOVE_BUCKET("s3", "rb", "s3-bucket", "path", Shapes.BUCKET);

  /// Neptune and DocumentDB are the RDS API under other names: their `delete-db-instance` also
  /// deletes an RDS database.
  private static final Set<String> RDS_BY_ANOTHER_NAME = Set.of("neptune", "docdb");

  /// The options of every command that is a single request.
  private static final List<CliOption> INPUT =
      List.of(
          new CliOption("--cli-input-json", Takes.ONE),
          new CliOption("--cli-input-yaml", Takes.ONE),
          new CliOption("--generate-cli-skeleton", Takes.MAYBE));

  private final String service;
  private final String operation;
  private final String kind;
  private final String member;
  private final Pattern identifier;

  DestructiveCommand(
      String service, String operation, String kind, String member, Pattern identifier) {
    this.service = service;
    this.operation = operation;
    this.kind = kind;
    this.member = member;
    this.identifier = identifier;
  }

  /// Returns the command of that service and operation.
  static Optional<DestructiveCommand> of(String service, String operation) {
    return Stream.of(values())
        .filter(each -> each.service.equals(service) && each.operation.equals(operation))
        .findFirst();
  }

  /// Returns whether the operation is one of these requests under the name of another service.
  static boolean byAnotherName(String service, String operation) {
    return RDS_BY_ANOTHER_NAME.contains(service) && of("rds", operation).isPresent();
  }

  /// Returns the words of which every command that destroys a known resource contains at least
  /// one.
  static Set<String> words() {
    return Stream.concat(
            Stream.of(values()).map(each -> each.operation), Stream.of(CloudControl.OPERATION))
        .collect(Collectors.toUnmodifiableSet());
  }

  String service() {
    return service;
  }

  String operation() {
    return operation;
  }

  KindId kind() {
    return new KindId(kind);
  }

  /// Returns the member of the request that identifies its target; for `s3 rb`, which is not a
  /// single request, the argument.
  String member() {
    return member;
  }

  /// Returns whether a word is a possible AWS identifier.
  boolean fits(String word) {
    return identifier.matcher(word).matches();
  }

  /// Returns the command's own options, without the global ones.
  List<CliOption> options() {
    List<CliOption> own =
        switch (this) {
          case TERMINATE_INSTANCES ->
              Stream.concat(
                      Stream.of(new CliOption("--instance-ids", Takes.MANY)),
                      switches("dry-run", "force", "skip-os-shutdown"))
                  .toList();
          case DELETE_DB_INSTANCE -> database("--db-instance-identifier");
          case DELETE_DB_CLUSTER -> database("--db-cluster-identifier");
          case DELETE_BUCKET ->
              List.of(
                  new CliOption("--bucket", Takes.ONE),
                  new CliOption("--expected-bucket-owner", Takes.ONE));
          case REMOVE_BUCKET -> List.of(new CliOption("--force", Takes.NONE));
        };
    return takesInput() ? Stream.concat(own.stream(), INPUT.stream()).toList() : own;
  }

  private static List<CliOption> database(String identifier) {
    var texts =
        Stream.of(identifier, "--final-db-snapshot-identifier")
            .map(name -> new CliOption(name, Takes.ONE));
    return Stream.concat(texts, switches("skip-final-snapshot", "delete-automated-backups"))
        .toList();
  }

  private static Stream<CliOption> switches(String... names) {
    return Stream.of(names)
        .flatMap(name -> Stream.of("--" + name, "--no-" + name))
        .map(name -> new CliOption(name, Takes.NONE));
  }

  /// Returns whether the command is a single request, which JSON can describe.
  boolean takesInput() {
    return this != REMOVE_BUCKET;
  }

  @Override
  public String toString() {
    return service + " " + operation;
  }

  /// The patterns of identifiers.
  private static final class Shapes {
    private static final Pattern DATABASE = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,62}");

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  }
}
