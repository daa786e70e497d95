package dev.molly.gate;

import static dev.molly.gate.SamplePlan.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.config.GatePolicyLoader;
import dev.molly.gate.GatePolicy.BlastRadius;
import dev.molly.model.AccountId;
import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.model.Severity;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
  private static final String ORDERS =
      "{'id':'orders','arn':'arn:aws:rds:eu-west-1:111122223333:db:orders',"
          + "'deletion_protection':true,'skip_final_snapshot':false,'backup_retention_period':7}";

  @Test
  void aDeleteOfADatabaseStopsThePlanAndSaysTheSaferWay() {
    GateReport report = SamplePlan.of("aws_db_instance.orders", "delete", ORDERS, "null").checked();

    assertThat(report.exitCode()).isEqualTo(ExitCode.FINDINGS);
    GateFinding finding = report.findings().getFirst();
    assertThat(finding.rule()).isEqualTo(GateRule.GATE_DELETE);
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.resource()).isEqualTo("arn:aws:rds:eu-west-1:111122223333:db:orders");
    assertThat(finding.steps().stream().flatMap(step -> step.code().stream()))
        .contains(
            "molly retire arn:aws:rds:eu-west-1:111122223333:db:orders --why 'no longer used'",
            "  from = aws_db_instance.orders",
            "    destroy = false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"delete,create", "create,delete"})
  void aReplaceInEitherOrderDestroysToo(String actions) {
    GateReport report =
        SamplePlan.of("aws_db_instance.orders", actions, ORDERS, ORDERS)
            .but("replace_paths", "[['storage_encrypted']]")
            .checked();

    assertThat(rules(report)).containsExactly("gate-replace");
    assertThat(report.findings().getFirst().what().toString()).contains("storage_encrypted");
    // The one in use is not to be stopped before there is another.
    assertThat(report.findings().getFirst().steps().toString()).doesNotContain("molly retire");
  }

  @ParameterizedTest
  @CsvSource({
    "aws_instance.x, 'delete,create', ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0",
    "aws_cognito_user_pool.x, delete, cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_a",
  })
  void protectionThatWouldStopNothingIsNotTheSaferWay(String address, String actions, String arn) {
    GateReport report =
        SamplePlan.of(address, actions, "{'arn':'arn:aws:%s'}".formatted(arn), "null").checked();

    assertThat(report.findings()).isNotEmpty();
    assertThat(report.findings().getFirst().steps().toString()).doesNotContain("molly protect");
  }

  /// A lease of any other kind is refused.
  @ParameterizedTest
  @CsvSource({
    "aws_db_instance.x, deletion_protection, rds:eu-west-1:111122223333:db:x, true",
    "aws_rds_cluster.x, deletion_protection, rds:eu-west-1:111122223333:cluster:x, true",
    "aws_dynamodb_table.x, deletion_protection_enabled, dynamodb:eu-west-1:111122223333:table/x,"
        + " false",
  })
  void aLeaseIsOfferedForTheKindsThatHaveOne(
      String address, String attribute, String arn, boolean offered) {
    String before = "{'arn':'arn:aws:%s','%s':true}".formatted(arn, attribute);

    GateReport report =
        SamplePlan.of(address, "update", before, before.replace("true", "false")).checked();

    assertThat(rules(report)).containsExactly("gate-protection-off");
    assertThat(report.findings().getFirst().steps().toString().contains("molly lease"))
        .isEqualTo(offered);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-op", "read", "create", "forget", "create,forget"})
  void whatDestroysNothingPasses(String actions) {
    GateReport report = SamplePlan.of("aws_db_instance.orders", actions, ORDERS, ORDERS).checked();

    assertThat(report.findings()).isEmpty();
    assertThat(report.exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void anUpdateThatKeepsEveryProtectionPasses() {
    GateReport report =
        SamplePlan.of("aws_db_instance.orders", "update", ORDERS, ORDERS.replace("7", "14"))
            .checked();

    assertThat(report.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(report.changes()).containsExactly(Map.entry(PlanAction.UPDATE, 1));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "aws_db_instance,{'deletion_protection':true},{'deletion_protection':false},gate-protection-off",
        "aws_db_instance,{'deletion_protection':true},{'deletion_protection':null},gate-protection-off",
        "aws_db_instance,{'deletion_protection':true},{},gate-protection-off",
        "aws_cognito_user_pool,{'deletion_protection':'ACTIVE'},{'deletion_protection':'INACTIVE'},gate-protection-off",
        "aws_dynamodb_table,{'deletion_protection_enabled':true},{'deletion_protection_enabled':false},gate-protection-off",
        "aws_lb,{'enable_deletion_protection':true},{'enable_deletion_protection':false},gate-protection-off",
        "aws_instance,{'disable_api_termination':true},{'disable_api_termination':false},gate-protection-off",
        "aws_instance,{'disable_api_stop':true},{'disable_api_stop':false},gate-protection-off",
        "aws_instance,{'root_block_device':[{'delete_on_termination':false}]},{'root_block_device':[{'delete_on_termination':true}]},gate-protection-off",
        "aws_emr_cluster,{'termination_protection':true},{'termination_protection':false},gate-protection-off",
        "aws_unheard_of,{'deletion_protection':true},{'deletion_protection':false},gate-protection-off",
        "aws_s3_bucket,{'force_destroy':false},{'force_destroy':true},gate-force-delete",
        "aws_rds_cluster,{'skip_final_snapshot':false},{'skip_final_snapshot':true},gate-force-delete",
        "aws_secretsmanager_secret,{'recovery_window_in_days':30},{'recovery_window_in_days':0},gate-force-delete",
        "aws_db_instance,{'backup_retention_period':7},{'backup_retention_period':0},gate-backup-off",
        "aws_dynamodb_table,{'point_in_time_recovery':[{'enabled':true}]},{'point_in_time_recovery':[{'enabled':false}]},gate-backup-off",
        "aws_s3_bucket_versioning,{'versioning_configuration':[{'status':'Enabled'}]},{'versioning_configuration':[{'status':'Suspended'}]},gate-backup-off",
        "aws_s3_bucket_versioning,{'versioning_configuration':[{'status':'Enabled'}]},{'versioning_configuration':[]},gate-backup-off"
      })
  void aProtectionThatIsSwitchedOffStopsThePlan(
      String type, String before, String after, String rule) {
    assertThat(rules(SamplePlan.of(type + ".it", "update", before, after).checked()))
        .containsExactly(rule);
    assertThat(rules(SamplePlan.of(type + ".it", "update", after, before).checked())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "aws_cloudwatch_log_group,{'retention_in_days':0},{'retention_in_days':30}",
        "aws_cloudwatch_log_group,{'retention_in_days':365},{'retention_in_days':30}",
        "aws_db_instance,{'backup_retention_period':30},{'backup_retention_period':7}",
        "aws_sqs_queue,{'message_retention_seconds':1209600},{'message_retention_seconds':60}",
        "aws_kinesis_stream,{'retention_period':168},{'retention_period':24}",
        "aws_dynamodb_table,{'ttl':[{'enabled':false}]},{'ttl':[{'enabled':true}]}",
        "aws_s3_bucket_lifecycle_configuration,{'rule':[]},{'rule':[{'expiration':[{'days':30}]}]}",
        "aws_s3_bucket,{'lifecycle_rule':[{'expiration':[{'days':90}]}]},{'lifecycle_rule':[{'expiration':[{'days':9}]}]}",
        "aws_s3_bucket_lifecycle_configuration,{'rule':[{'expiration':[{'days':1}]}]},\"{'rule':[{'expiration':[{'days':1}]},{'expiration':[{'days':400}]}]}\"",
        "aws_s3_bucket_lifecycle_configuration,\"{'rule':[{'status':'Disabled','expiration':[{'days':1}]}]}\",\"{'rule':[{'status':'Enabled','expiration':[{'days':1}]}]}\"",
        "aws_s3_bucket_lifecycle_configuration,{'rule':[]},{'rule':[{'noncurrent_version_expiration':[{'noncurrent_days':3}]}]}",
        "aws_s3_bucket_lifecycle_configuration,{'rule':[]},{'rule':[{'expiration':[{'date':'2027-01-01T00:00:00Z'}]}]}"
      })
  void whatAwsDeletesByItselfSoonerThanBeforeStopsThePlan(
      String type, String before, String after) {
    assertThat(rules(SamplePlan.of(type + ".it", "update", before, after).checked()))
        .containsExactly("gate-expiry");
    assertThat(rules(SamplePlan.of(type + ".it", "update", after, before).checked())).isEmpty();
  }

  /// Its name is known only if there is a bucket already.
  @Test
  void aFirstLifecycleOfABucketThatThereIsStopsThePlanAndOneOfANewBucketDoesNot() {
    String rule = "'rule':[{'status':'Enabled','expiration':[{'days':30}]}]";
    SamplePlan there =
        SamplePlan.of(
            "aws_s3_bucket_lifecycle_configuration.it",
            "create",
            "null",
            "{'bucket':'orders'," + rule + "}");
    SamplePlan made =
        SamplePlan.of(
                "aws_s3_bucket_lifecycle_configuration.it", "create", "null", "{" + rule + "}")
            .but("after_unknown", "{'bucket':true}");

    assertThat(rules(there.checked())).containsExactly("gate-expiry");
    assertThat(there.checked().findings().getFirst().what().toString())
        .contains("It sets expiration.days");
    assertThat(rules(made.checked())).isEmpty();
    assertThat(
            rules(
                SamplePlan.of(
                        "aws_cloudwatch_log_group.new",
                        "create",
                        "null",
                        "{'retention_in_days':30}")
                    .checked()))
        .isEmpty();
  }

  @Test
  void aRetentionThatIsKnownOnlyWhenThePlanIsAppliedIsUnclear() {
    GateReport report =
        SamplePlan.of("aws_cloudwatch_log_group.it", "update", "{'retention_in_days':365}", "{}")
            .but("after_unknown", "{'retention_in_days':true}")
            .checked();

    assertThat(report.findings()).isEmpty();
    assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
  }

  /// A block has no identity: the order of two is not a change.
  @Test
  void twoBlocksInAnotherOrderAreNoChange() {
    GateReport report =
        SamplePlan.of(
                "aws_instance.web",
                "update",
                "{'ebs_block_device':[{'delete_on_termination':false},{'delete_on_termination':true}]}",
                "{'ebs_block_device':[{'delete_on_termination':true},{'delete_on_termination':false}]}")
            .checked();

    assertThat(report.exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void aProtectionThatIsKnownOnlyWhenAppliedIsNeitherKeptNorTakenAway() {
    GateReport report =
        SamplePlan.of("aws_db_instance.orders", "update", ORDERS, "{}")
            .but(
                "after_unknown",
                "{'deletion_protection':true,'backup_retention_period':true,'skip_final_snapshot':true}")
            .checked();

    assertThat(report.findings()).isEmpty();
    assertThat(report.unclear()).hasSize(3).allMatch(each -> each.contains("known only when"));
    assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
  }

  @Test
  void aDenyThatGoesOutOfABucketPolicyStopsThePlan() {
    String deny = "{'Sid':'NoDelete','Effect':'Deny','Action':'s3:DeleteBucket'}";
    String allow = "{'Sid':'Read','Effect':'Allow','Action':'s3:GetObject'}";

    GateReport removed =
        SamplePlan.of("aws_s3_bucket_policy.b", "update", escaped(deny, allow), escaped(allow))
            .checked();

    assertThat(rules(removed)).containsExactly("gate-deny-removed");
    assertThat(removed.findings().getFirst().what().toString()).contains("NoDelete");
    assertThat(
            rules(
                SamplePlan.of(
                        "aws_s3_bucket_policy.b", "update", escaped(deny, allow), escaped(deny))
                    .checked()))
        .isEmpty();
    assertThat(
            rules(
                SamplePlan.of("aws_s3_bucket_policy.b", "delete", escaped(deny), "null").checked()))
        .containsExactly("gate-deny-removed");
  }

  @Test
  void aBlockThatIsUnknownAsAWholeIsUnclear() {
    GateReport report =
        SamplePlan.of(
                "aws_s3_bucket_versioning.b",
                "update",
                "{'versioning_configuration':[{'status':'Enabled'}]}",
                "{}")
            .but("after_unknown", "{'versioning_configuration':true}")
            .checked();

    assertThat(report.findings()).isEmpty();
    assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
  }

  @Test
  void whatIsNotSetOfANewResourceIsNotUnclear() {
    GateReport report =
        SamplePlan.of("aws_db_instance.orders", "delete,create", ORDERS, "{}")
            .but("after_unknown", "{'deletion_protection':true}")
            .checked();

    assertThat(rules(report)).contains("gate-replace").doesNotContain("gate-protection-off");
    assertThat(report.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  private static String escaped(String... statements) {
    String document = "{'Statement':[" + String.join(",", statements) + "]}";
    return "{'policy':'" + document.replace("'", "\\'") + "'}";
  }

  @Test
  void aTypeThatMollyDoesNotKnowIsJudgedByItsAttributesAndSaysSo() {
    GateReport report =
        SamplePlan.of("aws_new_store.x", "delete", "{'id':'x','kms_key_id':'k'}", "null")
            .with("aws_new_rule.x", "delete", "{'id':'x'}", "null")
            .checked();

    assertThat(rules(report)).containsExactly("gate-unsure");
    assertThat(report.findings().getFirst().what().toString())
        .contains("not sure")
        .contains("kms_key_id");
  }

  /// The plan shows the template, and not what a new one replaces or deletes.
  @ParameterizedTest
  @CsvSource({
    "aws_cloudformation_stack.x, template_body, INCOMPLETE",
    "aws_cloudformation_stack.x, parameters, INCOMPLETE",
    "aws_cloudformation_stack_set.x, template_url, INCOMPLETE",
    "aws_cloudformation_stack.x, tags, CLEAN",
    "aws_cloudformation_type.x, template_body, CLEAN"
  })
  void aStackWithAnotherTemplateIsUnclear(String address, String attribute, ExitCode expected) {
    GateReport report =
        SamplePlan.of(
                address,
                "update",
                "{'%s':'a'}".formatted(attribute),
                "{'%s':'b'}".formatted(attribute))
            .checked();

    assertThat(report.exitCode()).isEqualTo(expected);
  }

  @Test
  void whatTerraformLeavesInAwsIsNotDeleted() {
    GateReport report =
        SamplePlan.of("aws_cloudwatch_log_group.x", "delete", "{'skip_destroy':true}", "null")
            .checked();

    assertThat(report.exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void aDeleteOfAProtectionIsAProtectionSwitchedOff() {
    GateReport report =
        SamplePlan.of("aws_s3_bucket_versioning.b", "delete", "{'bucket':'b'}", "null").checked();

    assertThat(rules(report)).containsExactly("gate-backup-off");
  }

  @Test
  void aRemovedBlockNoLongerPreventsItsDestroy() {
    GateReport report =
        SamplePlan.of("aws_db_instance.orders", "delete", ORDERS, "null")
            .around("action_reason", "delete_because_no_resource_config")
            .checked();

    assertThat(report.findings().getFirst().what().toString()).contains("prevent_destroy");
  }

  @Test
  void anAddressWithAKeyIsForgottenByACommandThatAShellTakes() {
    GateReport report =
        SamplePlan.of("module.db.aws_db_instance.orders[\"e'u\"]", "delete", ORDERS, "null")
            .checked();

    assertThat(report.findings().getFirst().steps().getLast().code())
        .containsExactly("terraform state rm 'module.db.aws_db_instance.orders[\"e'\\''u\"]'");
  }

  @Test
  void aSecretOfThePlanIsNowhereInTheReport() {
    GateReport report =
        SamplePlan.of(
                "aws_db_instance.orders",
                "delete",
                "{'id':'hunter2','password':'hunter2','user_data':'hunter2'}",
                "null")
            .but("before_sensitive", "{'id':true}")
            .checked();

    assertThat(report.findings()).hasSize(1);
    assertThat(report.toString()).doesNotContain("hunter2");
  }

  @Test
  void manySmallChangesTogetherAreTooMany() {
    var plan = new SamplePlan();
    for (int i = 0; i < 21; i++) {
      plan.with("aws_sns_topic_subscription.s%d".formatted(i), "delete", "{}", "null");
    }

    GateReport report = plan.checked();

    assertThat(rules(report)).containsExactly("gate-blast-radius");
    assertThat(report.weight()).isEqualTo(105);
  }

  @Test
  void theWeightOfATypeCountsInsteadOfTheWeightOfItsAction() {
    var radius =
        new BlastRadius(
            9,
            Map.of(PlanAction.DELETE, 1),
            Map.of("aws_vpc", Map.of(PlanAction.DELETE, 10, PlanAction.UPDATE, 0)));

    assertThat(radius.weight("aws_vpc", PlanAction.DELETE)).isEqualTo(10);
    assertThat(radius.weight("aws_vpc", PlanAction.REPLACE)).isZero();
    assertThat(radius.weight("aws_eip", PlanAction.DELETE)).isEqualTo(1);
  }

  @Test
  void otherProvidersAreCountedAndNotChecked() {
    GateReport report =
        SamplePlan.of("google_sql_database_instance.x", "delete", "{}", "null").checked();

    assertThat(report.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(report.others()).isEqualTo(1);
  }

  @Test
  void anAllowanceIsForOneAddressOneRuleAndUntilADay() {
    SamplePlan plan = SamplePlan.of("aws_db_instance.orders", "delete", ORDERS, "null");

    assertThat(plan.checked(allowing("aws_db_instance.orders", SamplePlan.TODAY)).exitCode())
        .isEqualTo(ExitCode.CLEAN);
    GateReport lapsed =
        plan.checked(allowing("aws_db_instance.orders", SamplePlan.TODAY.minusDays(1)));
    assertThat(lapsed.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(lapsed.findings().getFirst().lapsed()).contains("expired on 2026-11-29");
    assertThat(plan.checked(allowing("aws_db_instance.*", SamplePlan.TODAY)).exitCode())
        .isEqualTo(ExitCode.FINDINGS);
    assertThat(
            SamplePlan.of("aws_db_instance.orders", "delete,create", ORDERS, ORDERS)
                .checked(allowing("aws_db_instance.orders", SamplePlan.TODAY))
                .exitCode())
        .isEqualTo(ExitCode.FINDINGS);
  }

  private static GatePolicy allowing(String address, LocalDate until) {
    return allowing(new Allowance(GateRule.GATE_DELETE, address, "moved", Optional.empty(), until));
  }

  private static GatePolicy allowing(Allowance allowance) {
    GatePolicy shipped = GatePolicyLoader.load(null);
    return new GatePolicy(
        "own", shipped.failOn(), Map.of(), shipped.blastRadius(), List.of(allowance));
  }

  @Test
  void anAllowanceOfAnEnvironmentIsNotForThePlanOfAnotherAccount() {
    SamplePlan plan = SamplePlan.of("aws_db_instance.orders", "delete", ORDERS, "null");
    GatePolicy policy =
        allowing(
            new Allowance(
                GateRule.GATE_DELETE,
                "aws_db_instance.orders",
                "moved",
                Optional.of("staging"),
                SamplePlan.TODAY));
    Environment right = Environment.of(Set.of(new AccountId("111122223333")));
    Environment wrong = Environment.of(Set.of(new AccountId("444455556666")));

    assertThat(plan.checked(policy).exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(plan.checked(policy, "staging", right).exitCode()).isEqualTo(ExitCode.CLEAN);
    GateReport elsewhere = plan.checked(policy, "staging", wrong);
    assertThat(elsewhere.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(elsewhere.findings().getFirst().lapsed()).contains("111122223333");
  }

  @Test
  void aRulesSeverityIsThePolicysAndBelowFailOnItDoesNotStop() {
    GatePolicy shipped = GatePolicyLoader.load(null);
    var policy =
        new GatePolicy(
            "own",
            Severity.HIGH,
            Map.of(GateRule.GATE_DELETE, Severity.LOW),
            shipped.blastRadius(),
            List.of());

    GateReport report =
        SamplePlan.of("aws_db_instance.orders", "delete", ORDERS, "null").checked(policy);

    assertThat(report.findings().getFirst().severity()).isEqualTo(Severity.LOW);
    assertThat(report.exitCode()).isEqualTo(ExitCode.CLEAN);
  }
}
