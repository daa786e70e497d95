package dev.molly.intercept;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Builds the deletion request of a destructive command from its options and its JSON. As in the
/// AWS CLI, an option takes precedence over the same member of the JSON.
final class DeleteRequestParser {
  private final DestructiveCommand command;
  private final ParsedOptions given;
  private final CliEnvironment around;
  private final InputJson json;
  private final List<String> notes = new ArrayList<>();

  private DeleteRequestParser(
      DestructiveCommand command, ParsedOptions given, CliEnvironment around, InputJson json) {
    this.command = command;
    this.given = given;
    this.around = around;
    this.json = json;
  }

  static DeleteRequest of(DestructiveCommand command, ParsedOptions given, CliEnvironment around)
      throws UnsupportedArgumentsException {
    return new DeleteRequestParser(command, given, around, json(given, around)).destruction();
  }

  /// Returns the identifier of the target of a command that is checked against AWS before it
  /// passes.
  static String identifier(ProtectedCommand command, ParsedOptions given, CliEnvironment around)
      throws UnsupportedArgumentsException {
    if (given.has("--cli-input-yaml")) {
      throw new UnsupportedArgumentsException(
          "YAML is not read here: give it as '--cli-input-json'");
    }
    if (command == ProtectedCommand.REMOVE_OBJECTS) {
      if (given.words().size() != 1 || !given.words().getFirst().startsWith("s3://")) {
        throw new UnsupportedArgumentsException("it takes one path, as in s3://my-bucket/key");
      }
      return given.words().getFirst().substring("s3://".length()).split("/", 2)[0];
    }
    if (!given.words().isEmpty()) {
      throw new UnsupportedArgumentsException(
          "'" + given.words().getFirst() + "' belongs to no option");
    }
    Optional<String> inJson = json(given, around).text(command.member());
    return given
        .value(command.option())
        .or(() -> inJson)
        .orElseThrow(() -> new UnsupportedArgumentsException("it does not say which"));
  }

  private DeleteRequest destruction() throws UnsupportedArgumentsException {
    refuseWhatCannotBeKept();
    List<String> identifiers = identifiers();
    boolean dryRun =
        switch (command) {
          case TERMINATE_INSTANCES -> instances();
          case DELETE_DB_INSTANCE, DELETE_DB_CLUSTER -> database();
          case DELETE_BUCKET -> bucket();
          case REMOVE_BUCKET -> bucketByPath();
        };
    if (given.has("--query") || given.has("--output")) {
      notes.add("--query and --output are AWS's answer's: what is printed is molly's own");
    }
    if (given.has("--no-verify-ssl") || given.has("--ca-bundle")) {
      notes.add("certificates are checked against those that Java trusts");
    }
    var where = new TargetAwsResolver(given, around).of(owner().orElse(""));
    return new DeleteRequest(command.kind(), identifiers, where, dryRun, notes);
  }

  private void refuseWhatCannotBeKept() throws UnsupportedArgumentsException {
    for (String name : List.of("--no-sign-request", "--version", "--cli-auto-prompt")) {
      if (given.has(name)) {
        throw new UnsupportedArgumentsException("'" + name + "' has no place here");
      }
    }
    if (given.has("--cli-input-yaml")) {
      throw new UnsupportedArgumentsException(
          "YAML is not read here: give it as '--cli-input-json'");
    }
  }

  private boolean instances() throws UnsupportedArgumentsException {
    json.allow(List.of(command.member(), "DryRun", "Force", "SkipOsShutdown"));
    if (flag("--force", "Force") || flag("--skip-os-shutdown", "SkipOsShutdown")) {
      notes.add("instances are shut down in the usual way, not by force");
    }
    return flag("--dry-run", "DryRun");
  }

  private boolean database() throws UnsupportedArgumentsException {
    json.allow(
        List.of(
            command.member(),
            "SkipFinalSnapshot",
            "FinalDBSnapshotIdentifier",
            "DeleteAutomatedBackups"));
    if (flag("--skip-final-snapshot", "SkipFinalSnapshot")) {
      notes.add("a final snapshot is taken all the same");
    }
    Optional<String> snapshot = text("--final-db-snapshot-identifier", "FinalDBSnapshotIdentifier");
    snapshot.ifPresent(
        name -> notes.add("the final snapshot is not called " + name + " but by molly"));
    if (flag("--delete-automated-backups", "DeleteAutomatedBackups")) {
      notes.add("automated backups are kept");
    }
    return false;
  }

  private boolean bucket() throws UnsupportedArgumentsException {
    json.allow(List.of(command.member(), "ExpectedBucketOwner"));
    return false;
  }

  private boolean bucketByPath() {
    if (given.has("--force")) {
      notes.add("the bucket is not emptied: --force would have deleted what is in it");
    }
    return false;
  }

  private Optional<String> owner() throws UnsupportedArgumentsException {
    return command == DestructiveCommand.DELETE_BUCKET
        ? text("--expected-bucket-owner", "ExpectedBucketOwner")
        : Optional.empty();
  }

  private List<String> identifiers() throws UnsupportedArgumentsException {
    boolean stray = command != DestructiveCommand.REMOVE_BUCKET && !given.words().isEmpty();
    if (stray) {
      throw new UnsupportedArgumentsException(
          "'" + given.words().getFirst() + "' belongs to no option");
    }
    List<String> identifiers =
        switch (command) {
          case TERMINATE_INSTANCES -> instanceIds();
          case DELETE_DB_INSTANCE -> one("--db-instance-identifier").map(this::lowerCase).toList();
          case DELETE_DB_CLUSTER -> one("--db-cluster-identifier").map(this::lowerCase).toList();
          case DELETE_BUCKET -> one("--bucket").toList();
          case REMOVE_BUCKET -> List.of(bucketOfPath());
        };
    for (String identifier : identifiers) {
      if (!command.fits(identifier)) {
        throw new UnsupportedArgumentsException(
            "'%s' cannot be the identifier of an %s".formatted(identifier, command.kind()));
      }
    }
    return identifiers;
  }

  private List<String> instanceIds() throws UnsupportedArgumentsException {
    Optional<List<String>> words = given.values("--instance-ids");
    if (words.isPresent()) {
      List<String> ids = words.get();
      return ids.size() == 1 && ids.getFirst().startsWith("[")
          ? someOf(InputJson.list(ids.getFirst()))
          : ids;
    }
    return someOf(json.texts(command.member()).orElse(List.of()));
  }

  private List<String> someOf(List<String> ids) throws UnsupportedArgumentsException {
    if (ids.isEmpty()) {
      throw new UnsupportedArgumentsException("it does not say which");
    }
    return ids;
  }

  private Stream<String> one(String name) throws UnsupportedArgumentsException {
    return someOf(text(name, command.member()).stream().toList()).stream();
  }

  /// RDS stores identifiers in lower case, however they are written.
  private String lowerCase(String identifier) {
    return identifier.toLowerCase(Locale.ROOT);
  }

  private String bucketOfPath() throws UnsupportedArgumentsException {
    if (given.words().size() != 1 || !given.words().getFirst().startsWith("s3://")) {
      throw new UnsupportedArgumentsException("it takes one bucket, as in s3://my-bucket");
    }
    return given.words().getFirst().substring("s3://".length()).replaceFirst("/$", "");
  }

  private boolean flag(String option, String member) throws UnsupportedArgumentsException {
    Optional<Boolean> inJson = json.flag(member);
    return given.flag(option).or(() -> inJson).orElse(false);
  }

  private Optional<String> text(String option, String member) throws UnsupportedArgumentsException {
    Optional<String> inJson = json.text(member);
    return given.value(option).or(() -> inJson);
  }

  private static InputJson json(ParsedOptions given, CliEnvironment around)
      throws UnsupportedArgumentsException {
    Optional<String> input = given.value("--cli-input-json");
    if (input.isEmpty()) {
      return InputJson.none();
    }
    String text = input.get();
    return InputJson.parse(text.startsWith("file://") ? file(text, around) : text);
  }

  private static String file(String url, CliEnvironment around)
      throws UnsupportedArgumentsException {
    try {
      return around
          .file()
          .apply(Path.of(url.substring("file://".length())))
          .orElseThrow(
              () -> new UnsupportedArgumentsException("there is no file " + url + " to be read"));
    } catch (InvalidPathException e) {
      throw new UnsupportedArgumentsException("there can be no file " + url);
    }
  }
}
