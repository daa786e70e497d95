package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.molly.kind.TestKinds;
import dev.molly.model.AccountRegion;
import dev.molly.model.RegionId;
import dev.molly.plan.IamGrant;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.report.change.PlanJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// A plan is carried out with credentials that are good for nothing else.
///
/// Moto takes the session policy of an assumed role, keeps it, and does not enforce it; and of the
/// services molly writes to, it holds only S3's calls against the resources of a policy. So the
/// whole way goes through a role while permissions are enforced, the documents that were sent are
/// read back from moto, and those documents are enforced as the only policy of a user, for S3.
@Tag(Engine.MOTO)
class PlanScopeMotoIT {
  private static final RegionId REGION = new RegionId("eu-west-1");
  private static final String ROLE = "molly-change";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder = Path.of("");

  private final MotoEngine moto = MotoEngine.orSkip();
  private final List<String> buckets = new ArrayList<>();

  @BeforeEach
  void plant() throws IOException {
    moto.reset();
    moto.createRole(moto.own(), ROLE);
    var where = new AccountRegion(moto.own(), REGION);
    for (int n = 0; n < 12; n++) {
      moto.create(where, Seed.instance());
      buckets.add(moto.create(where, Seed.bucket("scope-" + n)));
    }
    moto.create(where, Seed.bucket("left-alone", Seed.BucketTrait.VERSIONED).denyingDelete());
    moto.create(where, Seed.database("db").keepingBackups(7).copyingTags());
    moto.create(where, Seed.cluster("cluster", "aurora-mysql"));
    Files.writeString(
        folder.resolve("policy.yaml"),
        """
        version: 1
        name: some
        rules:
          - { id: a, kind: ec2-instance, require: termination-protection, severity: high }
          - { id: b, kind: rds-instance, require: deletion-protection, severity: high }
          - { id: c, kind: rds-cluster, require: deletion-protection, severity: high }
          - { id: d, kind: s3-bucket, require: versioning, severity: high }
          - { id: e, kind: s3-bucket, require: delete-denied, severity: high }
        """);
    Files.writeString(
        folder.resolve("molly.yaml"),
        """
        version: 1
        accounts:
          - { id: "%s", name: it, role: %s }
        regions: [%s]
        policies: [policy.yaml]
        limits: { resources: 100 }
        waves: { pause: 0s }
        """
            .formatted(moto.own(), ROLE, REGION));
    moto.allowOnly(
        """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}
        """);
  }

  @AfterEach
  void leaveNothing() {
    moto.reset();
  }

  @Test
  void aRunGoesThroughRoleSessionsThatMayDoExactlyThePlanAndTakeItBack() throws Exception {
    moto.record();
    var dry = molly("protect", "--config", "molly.yaml", "--out", "plan.json");
    assertThat(dry.exitCode()).as(dry.out() + dry.err()).isZero();
    assertThat(moto.sessionPolicies()).isEmpty();
    Plan plan = PlanJson.read(folder.resolve("plan.json"));

    moto.record();
    var applied = molly("protect", "--config", "molly.yaml", "--apply", "--confirm", dry.phrase());

    assertThat(applied.exitCode()).as(applied.out() + applied.err()).isZero();
    List<String> sent = moto.sessionPolicies();
    assertThat(sent).hasSizeGreaterThan(1).doesNotHaveDuplicates();
    assertThat(sent).allSatisfy(each -> assertThat(each).hasSizeLessThanOrEqualTo(2_048));
    List<IamGrant> granted = sent.stream().flatMap(each -> grants(each).stream()).toList();
    assertThat(granted).containsExactlyInAnyOrderElementsOf(needed(plan));

    moto.record();
    var undone = molly("undo", applied.run(), "--config", "molly.yaml");
    assertThat(undone.exitCode()).as(undone.out() + undone.err()).isZero();
    assertThat(moto.sessionPolicies().stream().flatMap(each -> grants(each).stream()))
        .containsExactlyInAnyOrderElementsOf(granted);
  }

  @Test
  void whatASessionWasGivenIsEnoughForItsWritesAndForNoOther() throws Exception {
    var dry = molly("protect", "--config", "molly.yaml", "--kind", "s3-bucket");
    moto.record();
    var applied =
        molly(
            "protect",
            "--config",
            "molly.yaml",
            "--kind",
            "s3-bucket",
            "--apply",
            "--confirm",
            dry.phrase());
    assertThat(applied.exitCode()).as(applied.out() + applied.err()).isZero();
    List<String> sent = moto.sessionPolicies();
    String policy = sent.getFirst();
    assertThat(buckets).allMatch(bucket -> mayTurnOnVersioning(sent, bucket));

    moto.allowOnly(policy);

    try (S3Client s3 = asMolly()) {
      for (String bucket : buckets) {
        if (mayTurnOnVersioning(List.of(policy), bucket)) {
          turnOnVersioning(s3, bucket);
        } else {
          assertDenied(() -> turnOnVersioning(s3, bucket));
        }
      }
      assertDenied(() -> turnOnVersioning(s3, "left-alone"));
      assertDenied(() -> s3.deleteBucketPolicy(r -> r.bucket("left-alone")));
      assertDenied(() -> s3.deleteBucket(r -> r.bucket(buckets.getFirst())));
      assertDenied(() -> s3.deleteBucketCors(r -> r.bucket(buckets.getFirst())));
      assertThat(s3.getBucketVersioning(r -> r.bucket("left-alone")).status())
          .isEqualTo(BucketVersioningStatus.ENABLED);
    }
    assertThat(buckets).anyMatch(bucket -> mayTurnOnVersioning(List.of(policy), bucket));
  }

  private static boolean mayTurnOnVersioning(List<String> policies, String bucket) {
    var grant = new IamGrant("s3:PutBucketVersioning", "arn:aws:s3:::" + bucket);
    return policies.stream().anyMatch(policy -> grants(policy).contains(grant));
  }

  private static void turnOnVersioning(S3Client s3, String bucket) {
    s3.putBucketVersioning(r -> r.bucket(bucket).versioningConfiguration(v -> v.status("Enabled")));
  }

  private static void assertDenied(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
  }

  /// What the plan does, and what taking it back does.
  private static Set<IamGrant> needed(Plan plan) {
    var needed = new HashSet<IamGrant>();
    for (PlannedChange step : plan.steps()) {
      String arn = step.change().resource().arn();
      needed.add(new IamGrant(step.call().permission(), arn));
      if (step.call().permission().equals("s3:PutBucketPolicy")) {
        needed.add(new IamGrant("s3:DeleteBucketPolicy", arn));
      }
    }
    return needed;
  }

  /// What a policy allows beside reading, which it allows on everything; it is nothing but Allows.
  private static List<IamGrant> grants(String policy) {
    var grants = new ArrayList<IamGrant>();
    var reads = new HashSet<String>();
    for (JsonNode statement : json(policy).get("Statement")) {
      assertThat(statement.fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder("Effect", "Action", "Resource");
      assertThat(statement.get("Effect").textValue()).isEqualTo("Allow");
      List<String> resources = texts(statement.get("Resource"));
      for (String action : texts(statement.get("Action"))) {
        if (resources.equals(List.of("*"))) {
          reads.add(action);
        } else {
          resources.forEach(arn -> grants.add(new IamGrant(action, arn)));
        }
      }
    }
    assertThat(reads)
        .isNotEmpty()
        .isSubsetOf(TestKinds.ALL.only(Seed.KINDS).reads())
        .doesNotContainAnyElementsOf(TestKinds.ALL.writes());
    return grants;
  }

  private static List<String> texts(JsonNode value) {
    return value.isTextual()
        ? List.of(value.textValue())
        : value.valueStream().map(JsonNode::textValue).toList();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  private S3Client asMolly() {
    return S3Client.builder()
        .endpointOverride(moto.aws().uri())
        .region(Region.of(REGION.value()))
        .forcePathStyle(true)
        .credentialsProvider(StaticCredentialsProvider.create(moto.caller()))
        .build();
  }

  private MollyProcess.Result molly(String... arguments) {
    return new MollyHere(folder).on(moto.aws().uri(), moto.caller()).run(arguments);
  }
}
