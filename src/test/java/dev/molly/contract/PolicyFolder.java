package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/// A folder with a policy and two configs in it, and molly run there.
final class PolicyFolder {
  /// Without the shutdown behaviour: moto does not heed a change of it.
  private static final String POLICY =
      """
      version: 1
      name: all
      rules:
        - { id: termination, kind: ec2-instance, require: termination-protection, severity: high }
        - id: stop
          kind: ec2-instance
          require: stop-protection
          severity: medium
          where: { tags: { env: [prod*] } }
        - { id: volumes, kind: ec2-instance, require: volume-retention, severity: critical }
        - { id: db-deletion, kind: rds-instance, require: deletion-protection, severity: high }
        - id: db-backups
          kind: rds-instance
          require: { backup-retention: { at-least: 7d } }
          severity: medium
        - { id: db-tags, kind: rds-instance, require: copy-tags-to-snapshot, severity: low }
        - { id: cluster-deletion, kind: rds-cluster, require: deletion-protection, severity: high }
        - id: cluster-backups
          kind: rds-cluster
          require: { backup-retention: { at-least: 7d } }
          severity: medium
        - { id: versioning, kind: s3-bucket, require: versioning, severity: high }
        - { id: denied, kind: s3-bucket, require: delete-denied, severity: medium }
        - id: lock
          kind: s3-bucket
          require: object-lock
          severity: low
          where: { tags: { env: [prod*] } }
      """;

  private static final String CONFIG =
      """
      version: 1
      regions: [eu-west-1, us-east-1]
      policies: [all.yaml]
      """;

  private static final String WIDE =
      CONFIG
          + """
          limits: { resources: 1000, percent: 100 }
          waves: { pause: 0s }
          """;

  private final Path folder;
  private final HttpEngine aws;

  PolicyFolder(Path folder, HttpEngine aws) throws IOException {
    this.folder = folder;
    this.aws = aws;
    Files.writeString(folder.resolve("all.yaml"), POLICY);
    Files.writeString(folder.resolve("narrow.yaml"), CONFIG);
    Files.writeString(folder.resolve("molly.yaml"), WIDE);
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  MollyProcess.Result molly(String... arguments) {
    return as(aws.caller()).run(arguments);
  }

  /// Molly with other keys.
  MollyHere as(AwsCredentials keys) {
    return new MollyHere(folder).on(aws.aws().uri(), keys);
  }

  /// Protects, with the phrase of a dry run.
  MollyProcess.Result apply(String phrase) {
    return molly("protect", "--config", "molly.yaml", "--apply", "--confirm", phrase);
  }

  /// Writes `plan.json`.
  ///
  /// @return the phrase that confirms it
  String save() {
    return molly("protect", "--config", "molly.yaml", "--out", "plan.json").phrase();
  }

  /// What fails, as `rule id`.
  List<String> scanFailures(String name, int exitCode) throws Exception {
    var result = molly("scan", "--config", "molly.yaml", "--report", "csv=" + name + ".csv");
    assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(exitCode);
    return ReportRows.of("csv", folder.resolve(name + ".csv")).stream()
        .filter(row -> row.status().equals("fail"))
        .map(row -> row.rule() + " " + row.id())
        .toList();
  }

  List<Path> journals() throws IOException {
    Path journal = folder.resolve("state").resolve("molly").resolve("journal");
    if (Files.notExists(journal)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(journal)) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).toList();
    }
  }
}
