package dev.molly.report;

import dev.molly.model.AccountId;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.plan.Digest;
import dev.molly.plan.Goal;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RecordTags;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Plans to show: small ones, large ones, and one with everything that has ever broken a report in
/// it.
public final class SamplePlans {
  public static final Instant NOW = Instant.parse("2026-11-23T09:30:15Z");

  static final AccountId PROD = new AccountId("111122223333");
  static final AccountId STAGING = new AccountId("444455556666");
  private static final RegionId IRELAND = new RegionId("eu-west-1");
  private static final RegionId VIRGINIA = new RegionId("us-east-1");

  private static final String DENY_DELETE =
      """
      {"Sid":"MollyDenyDeleteBucket","Effect":"Deny","Principal":"*","Action":"s3:DeleteBucket",\
      "Resource":"arn:aws:s3:::orders-archive"}\
      """;
  private static final String OTHER =
      """
      {"Sid":"ReadByFinance","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},\
      "Action":"s3:GetObject","Resource":"arn:aws:s3:::orders-archive/*"}\
      """;

  private SamplePlans() {}

  /// One of each kind.
  public static Plan small() {
    return plan(
        412,
        instance(PROD, IRELAND, "i-0a11111111111111a", "web-01", "termination-protection"),
        instance(PROD, IRELAND, "i-0a22222222222222b", "web-02 (canary)", "termination-protection"),
        database(PROD, IRELAND, "orders", "7", "35"),
        database(PROD, IRELAND, "reviews", "0", "7"),
        bucket("orders-archive", policy(OTHER), policy(OTHER, DENY_DELETE)));
  }

  /// One instance of that name.
  public static Plan named(String name) {
    return plan(1, instance(PROD, IRELAND, "i-0a11111111111111a", name, "stop-protection"));
  }

  public static Plan empty() {
    return plan(412);
  }

  /// Nothing to do is not the same as clean.
  public static Plan emptyForGaps() {
    return new Plan(Operation.PROTECT, List.of(), 3, gaps(), left());
  }

  /// Everything that has ever broken a report.
  public static Plan nasty() {
    List<PlannedChange> steps =
        List.of(
            instance(PROD, IRELAND, "i-0a00000000000000a", SampleReports.ANSI, "stop-protection"),
            instance(
                PROD, IRELAND, "i-0a00000000000000b", SampleReports.NEWLINE, "stop-protection"),
            instance(PROD, IRELAND, "i-0a00000000000000c", SampleReports.TURNED, "stop-protection"),
            instance(PROD, IRELAND, "i-0a00000000000000d", SampleReports.EMOJI, "stop-protection"),
            instance(PROD, IRELAND, "i-0a00000000000000e", SampleReports.LONG, "stop-protection"),
            instance(PROD, IRELAND, "i-0a00000000000000f", "fake  off -> on", "stop-protection"),
            database(STAGING, VIRGINIA, "a".repeat(63), "0", "7"),
            bucket("b".repeat(63), "", policy(DENY_DELETE)),
            bucket("lines", policy(OTHER) + "\n", policy(OTHER) + "\n\n"),
            bucket("not-a-policy", "x".repeat(100), "y".repeat(200)),
            bucket(
                "replaced",
                policy(OTHER, DENY_DELETE),
                policy(OTHER.replace("Allow", "Deny")).replace("2012-10-17", "2008-10-17")));
    return new Plan(Operation.PROTECT, steps, 100, gaps(), left());
  }

  /// Instances in two regions, and buckets.
  public static Plan fleet(int size) {
    var steps = new ArrayList<PlannedChange>();
    for (int i = 0; i < size; i++) {
      RegionId region = i % 3 == 0 ? VIRGINIA : IRELAND;
      String name = "worker-%s-%03d".formatted(i % 7 == 0 ? "batch" : "web", i);
      steps.add(
          i % 10 == 9
              ? bucket("logs-%03d".formatted(i), "", policy(DENY_DELETE))
              : instance(PROD, region, "i-%017x".formatted(i), name, "termination-protection"));
    }
    return new Plan(Operation.PROTECT, steps, 3_000, List.of(), List.of());
  }

  private static List<String> gaps() {
    return List.of(
        "111122223333 ap-south-1 rds-instance: access denied: " + SampleReports.ANSI,
        "999900001111: the role " + SampleReports.LONG + " cannot be assumed");
  }

  private static List<String> left() {
    return List.of(
        "i-0d00000000000000d termination-protection: Auto Scaling group web terminates its members"
            + " regardless; protect it from scale-in there",
        "legacy" + SampleReports.NEWLINE + " deny-delete: the bucket policy is not valid JSON");
  }

  /// The staged deletion of one instance.
  public static Plan retire() {
    var instance =
        new ResourceRef(
            new ResourceId(new KindId("ec2-instance"), PROD, IRELAND, "i-0a11111111111111a"),
            "i-0a11111111111111a",
            "web-01",
            "arn:aws:ec2:eu-west-1:111122223333:instance/i-0a11111111111111a");
    var record =
        new RetirementRecord(
            "i-0a11111111111111a",
            Goal.RETIRED,
            "arn:aws:iam::111122223333:user/ada",
            "moved to the new cluster",
            NOW,
            NOW.plus(Duration.ofDays(14)),
            Optional.of("web-01"),
            "running",
            new TreeMap<>(),
            new TreeSet<>(),
            Optional.empty());
    String tags = RecordTags.text(RetirementRecordCodec.write(record));
    return new Plan(
        Operation.RETIRE,
        List.of(
            climb(instance, LifecycleAttributes.RETIREMENT, "", tags, ""),
            climb(instance, LifecycleAttributes.RUN_STATE, "running", "stopped", ""),
            climb(
                instance,
                LifecycleAttributes.FINAL_COPY,
                "",
                record.copyLabel(),
                "snapshots are stored"),
            climb(instance, LifecycleAttributes.NAME, "web-01", "web-01_deleted_20261123", "")),
        412,
        List.of(),
        List.of());
  }

  private static PlannedChange climb(
      ResourceRef resource, ControlId attribute, String from, String to, String cost) {
    String api = "ec2:" + attribute.value();
    var call =
        new ApiCall(api, api, resource.arn(), "aws ec2 " + attribute + " --region eu-west-1", cost);
    return new PlannedChange(
        new Change(resource, attribute, from, to),
        from.isEmpty() ? "f".repeat(64) : "",
        call,
        "moved to the new cluster",
        Optional.of(Goal.RETIRED));
  }

  /// One of its resources cannot be retired.
  static Plan retireRefused() {
    var no = new Refusal("preflight", "i-0a2: it is a spot instance", "cancel the spot request");
    return new Plan(Operation.RETIRE, List.of(), 412, List.of(), List.of(), List.of(no));
  }

  private static Plan plan(long seen, PlannedChange... steps) {
    return new Plan(Operation.PROTECT, List.of(steps), seen, List.of(), List.of());
  }

  private static PlannedChange instance(
      AccountId account, RegionId region, String id, String name, String control) {
    String flag = control.equals("stop-protection") ? "stop" : "termination";
    return step(
        ref("ec2-instance", account, region, id, name),
        control,
        "off",
        "on",
        "ec2:ModifyInstanceAttribute",
        "aws ec2 modify-instance-attribute --region %s --instance-id %s --disable-api-%s"
            .formatted(region, id, flag),
        "",
        "ec2-" + control);
  }

  private static PlannedChange database(
      AccountId account, RegionId region, String id, String from, String to) {
    return step(
        ref("rds-instance", account, region, id, id),
        "backup-retention",
        from,
        to,
        "rds:ModifyDBInstance",
        "aws rds modify-db-instance --region %s --db-instance-identifier %s --backup-retention-period %s"
            .formatted(region, id, to),
        from.equals("0")
            ? "a short pause of input and output while the first backup is made; backup storage"
            : "backup storage for " + to + " days",
        "rds-backup-retention");
  }

  private static PlannedChange bucket(String name, String from, String to) {
    return step(
        ref("s3-bucket", PROD, IRELAND, name, name),
        "deny-delete",
        from,
        to,
        "s3:PutBucketPolicy",
        "aws s3api put-bucket-policy --region eu-west-1 --bucket %s --policy '%s'"
            .formatted(name, to),
        "",
        "s3-deny-delete");
  }

  private static String policy(String... statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }

  private static PlannedChange step(
      ResourceRef resource,
      String control,
      String from,
      String to,
      String api,
      String command,
      String cost,
      String why) {
    return new PlannedChange(
        new Change(resource, new ControlId(control), from, to),
        new Digest.Builder().add(resource.identifier()).add(from).build().hex(),
        new ApiCall(api, api, resource.arn(), command, cost),
        why);
  }

  private static ResourceRef ref(
      String kind, AccountId account, RegionId region, String id, String name) {
    return new ResourceRef(
        new ResourceId(new KindId(kind), account, region, "uid-" + id),
        id,
        name,
        "arn:aws:test:" + region + ":" + account + ":" + kind + "/" + id);
  }
}
