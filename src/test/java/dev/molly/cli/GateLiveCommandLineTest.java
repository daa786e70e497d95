package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.molly.cli.CommandRunner.Ran;
import dev.molly.gate.SamplePlan;
import dev.molly.report.gate.GateFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `molly gate --live`, on the sandbox: two instances and a bucket.
class GateLiveCommandLineTest {
  private static final String WEB = "aws_instance.web";
  private static final String BUCKET = "aws_s3_bucket.logs";

  @TempDir private Path folder;
  private CommandRunner typed;
  private Path plan;
  private String id = "";

  @BeforeEach
  void launch() {
    typed = new CommandRunner(folder);
    plan = folder.resolve("plan.json");
    typed.inAccount(
        account -> {
          id =
              account
                  .launch(
                      "eu-west-1",
                      one ->
                          one.named("web-01")
                              .protectedFromTermination()
                              .launchedAgo(Duration.ofDays(30)))
                  .id();
          account.launch("eu-west-1", one -> one.named("web-02"));
          account.createBucket("eu-west-1", "acme-logs", _ -> {});
        });
  }

  private static String before(String arn) {
    return "{'id':'x','arn':'%s'}".formatted(arn);
  }

  private String instance(String account) {
    return before("arn:aws:ec2:eu-west-1:" + account + ":instance/" + id);
  }

  private Ran gate(SamplePlan document, String... more) throws IOException {
    Files.writeString(plan, document.json());
    var words = new ArrayList<>(List.of("gate", plan + "", "--live", "--sandbox"));
    words.addAll(List.of(more));
    return typed.molly(words.toArray(String[]::new));
  }

  private JsonNode json(SamplePlan document) throws IOException {
    return new ObjectMapper().readTree(gate(document, "--format", "json").out());
  }

  @Test
  void theReviewerSeesWhatAwsSaysOfWhatIsDestroyed() throws IOException {
    Ran ran = gate(SamplePlan.of(WEB, "delete", instance("111122223333"), "null"));

    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
    assertThat(ran.oneLine())
        .contains("In AWS now: aws_instance.web")
        .contains("protection: termination-protection: DisableApiTermination is on")
        .contains("protection: stop-protection: DisableApiStop is off")
        .contains("30 days ago")
        .contains("use: CPU over 14 days")
        .contains("refers: in no Auto Scaling group");
  }

  @Test
  void theFactsAreInJsonAsTheSchemaSays() throws IOException {
    JsonNode document =
        json(
            SamplePlan.of(WEB, "delete,create", instance("111122223333"), "{}")
                .with(BUCKET, "delete", before("arn:aws:s3:::acme-logs"), "null"));

    var schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("src/main/resources/schema/gate-1.schema.json")));
    assertThat(schema.validate(document)).isEmpty();
    assertThat(document.path("live").findValuesAsText("address"))
        .containsExactlyInAnyOrder(WEB, BUCKET);
    for (JsonNode each : document.path("live")) {
      assertThat(each.path("known").asBoolean()).isTrue();
      assertThat(each.at("/facts").findValuesAsText("topic")).contains("protection");
    }
  }

  @Test
  void ofAPlanOfAnotherAccountNothingIsAsked() throws IOException {
    JsonNode document =
        json(
            SamplePlan.of(WEB, "delete", instance("999999999999"), "null")
                .with(BUCKET, "delete", before("arn:aws:s3:::acme-logs"), "null"));

    assertThat(document.path("exitCode").asInt()).isEqualTo(4);
    for (JsonNode each : document.path("live")) {
      assertThat(each.path("known").asBoolean(true)).isFalse();
      assertThat(each.path("facts")).hasSize(1);
      assertThat(each.at("/facts/0/sentence").asText())
          .isEqualTo(
              "not known: the plan is about account 999999999999, and these credentials are for"
                  + " 111122223333: AWS was not asked");
    }
  }

  @Test
  void askingWritesNothing() throws IOException {
    String before = Files.readString(folder.resolve("sandbox.json"));

    Ran ran = gate(SamplePlan.of(WEB, "delete", instance("111122223333"), "null"));

    assertThat(ran.out()).contains("In AWS now");
    assertThat(Files.readString(folder.resolve("sandbox.json"))).isEqualTo(before);
  }

  @Test
  void whatCannotBeReadIsNotKnownAndNeverFine() throws IOException {
    typed.inCloud(cloud -> cloud.faults().deny("ec2:DescribeInstances"));

    Ran ran = gate(SamplePlan.of(WEB, "delete", instance("111122223333"), "null"));

    assertThat(ran.exitCode()).isEqualTo(4);
    assertThat(ran.oneLine()).contains("what: not known:", "ec2:DescribeInstances");
  }

  @Test
  void aProtectionThatCannotBeReadIsUnknown() throws IOException {
    typed.inCloud(cloud -> cloud.faults().deny("ec2:DescribeInstanceAttribute"));

    Ran ran = gate(SamplePlan.of(WEB, "delete", instance("111122223333"), "null"));

    assertThat(ran.oneLine())
        .contains("protection: termination-protection: not known: ")
        .contains("missing permission: ec2:DescribeInstanceAttribute")
        .doesNotContain("termination-protection: Disable");
  }

  /// Its setting is `on`, and it does not help.
  @Test
  void aProtectionWithoutEffectIsReportedAsOne() throws IOException {
    typed.inAccount(
        account ->
            id =
                account
                    .launch(
                        "eu-west-1", one -> one.protectedFromTermination().terminatesOnShutdown())
                    .id());

    Ran ran = gate(SamplePlan.of(WEB, "delete", instance("111122223333"), "null"));

    assertThat(ran.oneLine())
        .contains("termination-protection: on, but a shutdown from inside terminates it");
  }

  /// The ARN of a bucket names no account, which may be another one than that of the credentials.
  @Test
  void aBucketThatTheAccountDoesNotHaveIsNotKnown() throws IOException {
    Ran ran = gate(SamplePlan.of(BUCKET, "delete", before("arn:aws:s3:::acme-other"), "null"));

    assertThat(ran.exitCode()).isEqualTo(4);
    assertThat(ran.oneLine()).contains("the plan is old, or is about another account");
  }

  /// Nothing else stops this plan.
  @ParameterizedTest
  @EnumSource
  void noFormatPassesAPlanThatAwsCouldNotBeAskedAbout(GateFormat format) throws IOException {
    Path policy =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            version: 1
            applies-to: plans
            name: own
            severities: { gate-delete: low }
            """);

    Ran ran =
        gate(
            SamplePlan.of(WEB, "delete", instance("999999999999"), "null"),
            "--format=" + format.word(),
            "--policy=" + policy);

    assertThat(ran.exitCode()).isEqualTo(4);
    assertThat(ran.oneLine())
        .contains("aws_instance.web in AWS: not known: the plan is about account 999999999999")
        .doesNotContain("Passed", "\"executionSuccessful\" : true", "errors=\"0\"");
  }

  @Test
  void whatIsGoneAndWhatMollyDoesNotReadIsSaid() throws IOException {
    JsonNode unread = json(SamplePlan.of("aws_instance.other", "delete", "{'id':'i-1'}", "null"));
    Ran ran =
        gate(
            SamplePlan.of(
                    WEB,
                    "delete",
                    before("arn:aws:ec2:eu-west-1:111122223333:instance/i-00000000000000001"),
                    "null")
                .with(
                    "aws_kms_key.main",
                    "delete",
                    before("arn:aws:kms:eu-west-1:111122223333:key/x"),
                    "null")
                .with("aws_instance.other", "delete", "{'id':'i-1'}", "null"));

    assertThat(ran.exitCode()).isEqualTo(1);
    Ran odd = gate(SamplePlan.of(WEB, "delete", "{'id':'arn:aws:x'}", "null"));
    assertThat(odd.exitCode()).as(odd.err()).isEqualTo(1);
    assertThat(ran.oneLine())
        .contains("AWS has no such resource: the plan is old")
        .contains("not known: molly reads no resources of this type")
        .contains("not known: the plan has no ARN of it");
    assertThat(unread.at("/live/0/known").asBoolean(true)).isFalse();
    assertThat(unread.path("exitCode").asInt()).isEqualTo(1);
  }

  @Test
  void aPlanThatDestroysNothingAsksNothing() throws IOException {
    typed.inCloud(cloud -> cloud.faults().deny("sts:GetCallerIdentity"));

    Ran ran = gate(SamplePlan.of(WEB, "create", "null", "{}"));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }
}
