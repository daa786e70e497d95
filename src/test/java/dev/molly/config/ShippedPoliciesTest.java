package dev.molly.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.Control;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.Severity;
import dev.molly.policy.Policy;
import dev.molly.policy.Requirement;
import dev.molly.policy.ResourceSelector;
import dev.molly.policy.Rule;
import dev.molly.text.Glob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedPoliciesTest {
  private static final PolicyLoader LOADER = new PolicyLoader(SampleCatalogue.CATALOGUE);

  /// What the issue allows to be cited, by what it is about. Anything else would be made up.
  private static final Map<String, List<String>> CITABLE =
      Map.ofEntries(
          cite(
              "rds-instance deletion-protection",
              "SecurityHub RDS.8",
              "Checkov CKV_AWS_293",
              "Prowler rds_instance_deletion_protection"),
          cite("rds-instance backup-retention", "SecurityHub RDS.11", "Checkov CKV_AWS_133"),
          cite(
              "rds-cluster deletion-protection",
              "SecurityHub RDS.7",
              "Checkov CKV_AWS_139",
              "Prowler rds_cluster_deletion_protection"),
          cite(
              "s3-bucket versioning",
              "SecurityHub S3.14",
              "Checkov CKV_AWS_21",
              "Prowler s3_bucket_object_versioning"),
          cite("s3-bucket object-lock", "SecurityHub S3.15", "Prowler s3_bucket_object_lock"),
          cite("s3-bucket mfa-delete", "SecurityHub S3.20", "Prowler s3_bucket_no_mfa_delete"),
          cite(
              "dynamodb-table deletion-protection",
              "SecurityHub DynamoDB.6",
              "Prowler dynamodb_table_deletion_protection_enabled"),
          cite(
              "cloudformation-stack termination-protection",
              "Prowler cloudformation_stacks_termination_protection_enabled"),
          cite(
              "eks-cluster deletion-protection", "Prowler eks_cluster_deletion_protection_enabled"),
          cite(
              "load-balancer deletion-protection",
              "SecurityHub ELB.6",
              "Checkov CKV_AWS_150",
              "Prowler elbv2_deletion_protection"),
          cite(
              "cognito-user-pool deletion-protection",
              "Prowler cognito_user_pool_deletion_protection_enabled"));

  private static Map.Entry<String, List<String>> cite(String subject, String... references) {
    return Map.entry(subject, List.of(references));
  }

  @Test
  void thePolicyOfTheTerraformSandboxHasTheRulesOfWhichItExpectsFindings() throws IOException {
    Path sandbox = Path.of("terraform-examples/sandbox");
    Policy policy =
        LOADER.loadAll(List.of(new PolicySource.Files(sandbox.resolve("policy.yaml")))).getFirst();

    assertThat(policy.rules().stream().map(rule -> rule.id().value()))
        .hasSize(13)
        .containsAll(
            Pattern.compile("(?m)^ {8}([a-z0-9]+(?:-[a-z0-9]+)+) +=")
                .matcher(Files.readString(sandbox.resolve("expected.tf")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet()));
  }

  @Test
  void loadTogetherBecauseTheirRuleIdsAreUnique() {
    List<PolicySource> all = List.of(PolicySource.Shipped.values());

    assertThat(LOADER.loadAll(all))
        .extracting(Policy::name)
        .containsExactly("baseline", "strict", "production");
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseline", "strict", "production"})
  void areTheFilesOfTheRepository(String name) {
    assertThat(LOADER.load(List.of(Path.of("policies", name + ".yaml"))))
        .containsExactly(LOADER.shipped(name));
  }

  @ParameterizedTest
  @CsvSource({
    "ec2-termination-protection, HIGH",
    "ec2-shutdown-behavior, MEDIUM",
    "ec2-volume-retention, MEDIUM",
    "rds-instance-deletion-protection, HIGH",
    "rds-instance-backup-retention, MEDIUM",
    "rds-instance-copy-tags, LOW",
    "rds-cluster-deletion-protection, HIGH",
    "rds-cluster-backup-retention, MEDIUM",
    "s3-versioning, HIGH",
    "s3-delete-denied, LOW",
    "dynamodb-deletion-protection, HIGH",
    "cloudformation-termination-protection, MEDIUM",
    "logs-deletion-protection, LOW",
    "eks-deletion-protection, HIGH",
    "load-balancer-deletion-protection, MEDIUM",
    "cognito-deletion-protection, HIGH",
    "ec2-deregistration-protection, LOW"
  })
  void baselineHasTheRule(String id, Severity severity) {
    Rule rule = rule("baseline", id);

    assertThat(rule.severity()).isEqualTo(severity);
    assertThat(rule.where()).isEqualTo(ResourceSelector.EVERYTHING);
    assertThat(control(rule).page()).isEqualTo(id);
  }

  @Test
  void baselineHasARuleForEveryKindAndNoneTwice() {
    List<Rule> rules = LOADER.shipped("baseline").rules();

    assertThat(rules).extracting(ShippedPoliciesTest::subject).doesNotHaveDuplicates();
    assertThat(rules)
        .extracting(Rule::kind)
        .containsAll(SampleCatalogue.CATALOGUE.kinds())
        .hasSizeGreaterThanOrEqualTo(17);
    assertThat(rules)
        .allSatisfy(
            rule -> {
              assertThat(rule.id().value()).isEqualTo(control(rule).page());
              assertThat(rule.where()).isEqualTo(ResourceSelector.EVERYTHING);
            });
  }

  @Test
  void baselineAsksForAWeekOfBackupsAndTheOthersForTwo() {
    assertThat(backups("baseline")).containsOnly(Duration.ofDays(7)).hasSize(2);
    assertThat(backups("strict")).containsOnly(Duration.ofDays(14)).hasSize(2);
    assertThat(backups("production")).containsOnly(Duration.ofDays(14)).hasSize(2);
  }

  @Test
  void strictAsksForEveryControlThereIs() {
    Set<String> asked =
        LOADER.shipped("strict").rules().stream()
            .map(ShippedPoliciesTest::subject)
            .collect(Collectors.toSet());

    assertThat(asked).isEqualTo(everyControl());
  }

  @Test
  void productionIsAboutWhatIsTaggedAsProductionOnly() {
    var production = Stream.of("prod", "production", "prd").map(Glob::new).toList();
    var where = new ResourceSelector(List.of(), List.of(), List.of(), Map.of("env", production));

    assertThat(LOADER.shipped("production").rules()).extracting(Rule::where).containsOnly(where);
  }

  @ParameterizedTest
  @ValueSource(strings = {"strict", "production"})
  void rulesAreNamedAfterTheirPolicyAndPage(String name) {
    assertThat(LOADER.shipped(name).rules())
        .allSatisfy(
            rule -> assertThat(rule.id().value()).isEqualTo(name + "-" + control(rule).page()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseline", "strict", "production"})
  void rulesSayWhyAndCiteOnlyWhatExists(String name) {
    assertThat(LOADER.shipped(name).rules())
        .allSatisfy(
            rule -> {
              assertThat(rule.why()).endsWith(".");
              assertThat(rule.references())
                  .isEqualTo(CITABLE.getOrDefault(subject(rule), List.of()));
            });
  }

  private static Rule rule(String policy, String id) {
    return LOADER.shipped(policy).rules().stream()
        .filter(rule -> rule.id().value().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<Duration> backups(String policy) {
    return LOADER.shipped(policy).rules().stream()
        .map(Rule::require)
        .flatMap(r -> r instanceof Requirement.AtLeast wanted ? Stream.of(wanted.length()) : null)
        .toList();
  }

  private static Set<String> everyControl() {
    return SampleCatalogue.CATALOGUE.kinds().stream()
        .flatMap(kind -> controls(kind).map(control -> kind + " " + control.id()))
        .collect(Collectors.toSet());
  }

  private static Stream<Control> controls(KindId kind) {
    return SampleCatalogue.CATALOGUE.controls().getOrDefault(kind, List.of()).stream();
  }

  private static Control control(Rule rule) {
    ControlId id = rule.require().control();
    return SampleCatalogue.CATALOGUE.find(rule.kind(), id).orElseThrow();
  }

  private static String subject(Rule rule) {
    return rule.kind() + " " + rule.require().control();
  }
}
