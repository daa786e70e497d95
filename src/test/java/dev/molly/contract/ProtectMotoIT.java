package dev.molly.contract;

import static dev.molly.contract.Seed.BucketTrait.VERSIONED;
import static dev.molly.contract.Seed.BucketTrait.VERSIONING_SUSPENDED;
import static dev.molly.contract.Seed.InstanceTrait.LOSES_DATA_VOLUME;
import static dev.molly.contract.Seed.InstanceTrait.TERMINATION_PROTECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.guard.Phrase;
import dev.molly.model.AccountId;
import dev.molly.model.RegionId;
import dev.molly.model.Target;
import dev.molly.report.PlanJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Protection turned on and taken back as a user would, on an AWS that is asked itself what holds.
class ProtectMotoIT {
  private static final AccountId OTHER = new AccountId("444455556666");
  private static final List<RegionId> REGIONS =
      List.of(new RegionId("eu-west-1"), new RegionId("us-east-1"));

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

  private static final Pattern PHRASE = Pattern.compile("--confirm \"([^\"]+)\"");
  private static final Pattern RUN = Pattern.compile(", run ([^: ]+): ");

  @TempDir Path folder = Path.of("");

  private final MotoEngine moto = MotoEngine.orSkip();

  /// What must fail before anything is protected, as `rule id`.
  private final List<String> failing = new ArrayList<>();

  @BeforeEach
  void writeFiles() throws IOException {
    moto.reset();
    Files.writeString(folder.resolve("all.yaml"), POLICY);
    Files.writeString(folder.resolve("narrow.yaml"), CONFIG);
    Files.writeString(folder.resolve("molly.yaml"), WIDE);
  }

  @AfterEach
  void leaveNothing() {
    moto.reset();
  }

  @Test
  void aFleetIsProtectedAndTakenBack() throws Exception {
    for (RegionId region : REGIONS) {
      plantMany(new Target(moto.own(), region));
    }
    assertThat(scanFailures("before", 1)).containsExactlyInAnyOrderElementsOf(failing);
    Map<String, String> before = settings();
    assertThat(before.keySet().stream().map(key -> key.replaceFirst(" [^ ]+$", "")).distinct())
        .hasSize(196);

    var narrow = molly("protect", "--config", "narrow.yaml", "--region", "eu-west-1");
    assertThat(narrow.exitCode()).isEqualTo(3);
    narrow.assertSaysClearly("");
    assertThat(narrow.out()).contains("blast-radius: ").doesNotContain("--confirm");
    var dry = molly("protect", "--config", "molly.yaml");
    assertThat(dry.exitCode()).isZero();
    List<String> fixable = failing.stream().filter(each -> !each.startsWith("lock ")).toList();
    assertThat(dry.out()).contains("would make " + fixable.size() + " writes to ");
    assertThat(settings()).isEqualTo(before);
    assertThat(folder.resolve("state")).doesNotExist();

    var applied = apply(phrase(dry));
    assertThat(applied.exitCode()).as(applied.out() + applied.err()).isZero();
    assertTheEngineRefuses();
    assertThat(scanFailures("after", 1))
        .hasSize(REGIONS.size())
        .allMatch(each -> each.startsWith("lock "));
    assertThat(molly("journal", "verify").exitCode()).isZero();
    assertVerifyFindsOneChangedByte();

    var undone = molly("undo", run(applied), "--config", "molly.yaml");
    assertThat(undone.exitCode()).as(undone.out() + undone.err()).isZero();
    assertThat(settings()).isEqualTo(asFarAsS3LetsGo(before));
    assertThat(molly("journal", "verify").exitCode()).isZero();
    assertTheEngineAccepts();
  }

  @Test
  void withoutTheRightPhraseNothingIsWritten() throws Exception {
    plantFew();
    Map<String, String> before = settings();
    var dry = molly("protect", "--config", "molly.yaml", "--out", "plan.json");
    String right = phrase(dry);
    String other = phrase(molly("protect", "--config", "molly.yaml", "--kind", "s3-bucket"));
    String older =
        Phrase.of(
            PlanJson.read(folder.resolve("plan.json")), Instant.now().minus(Duration.ofHours(2)));
    String later = right.substring(0, right.lastIndexOf(' ') + 1) + "20991231T235959Z";

    assertNotConfirmed("nobody confirmed it");
    assertNotConfirmed("is not for this plan", "--confirm", other);
    assertNotConfirmed("is not for this plan", "--confirm", later);
    assertNotConfirmed("has expired", "--confirm", older);

    assertThat(settings()).isEqualTo(before);
    assertThat(apply(right).exitCode()).isZero();
    assertThat(settings()).isNotEqualTo(before);
  }

  private void assertNotConfirmed(String why, String... more) throws Exception {
    var arguments = new ArrayList<>(List.of("protect", "--config", "molly.yaml", "--apply"));
    arguments.addAll(List.of(more));
    var result = molly(arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as(why).isEqualTo(3);
    assertThat(oneLine(result)).contains("Nothing was written", why);
    assertThat(journals()).isEmpty();
  }

  @Test
  void aSavedPlanIsCarriedOutOnce() throws Exception {
    plantFew();
    String phrase = save();

    var applied = molly("apply", "plan.json", "--config", "molly.yaml", "--confirm", phrase);

    assertThat(applied.exitCode()).as(applied.out() + applied.err()).isZero();
    assertThat(scanFailures("after", 0)).isEmpty();
    assertRefused(
        molly("apply", "plan.json", "--config", "molly.yaml", "--confirm", phrase), "drift: ");
  }

  @Test
  void aSavedPlanIsRefusedAfterSomebodyChangedOneResource() throws Exception {
    String id = plantFew();
    String phrase = save();
    ec2().modifyInstanceAttribute(r -> r.instanceId(id).disableApiTermination(v -> v.value(true)));
    Map<String, String> before = settings();

    var result = molly("apply", "plan.json", "--config", "molly.yaml", "--confirm", phrase);

    assertRefused(result, "drift: " + id, "no longer what the plan saw");
    assertThat(settings()).isEqualTo(before);
    assertThat(journals()).isEmpty();
  }

  @Test
  void aSavedPlanThatWasEditedIsRefused() throws Exception {
    plantFew();
    String phrase = save();
    Map<String, String> before = settings();
    Path plan = folder.resolve("plan.json");
    String text = Files.readString(plan);
    String edited = text.replaceFirst("\"to\": \"7\"", "\"to\": \"8\"");
    assertThat(edited).isNotEqualTo(text);
    Files.writeString(plan, edited);

    var result = molly("apply", "plan.json", "--config", "molly.yaml", "--confirm", phrase);

    assertThat(result.exitCode()).isEqualTo(2);
    result.assertSaysClearly("its digest is not that of what it holds");
    assertThat(settings()).isEqualTo(before);
  }

  @Test
  void aSavedPlanIsRefusedInAnotherAccount() throws Exception {
    plantFew();
    String phrase = save();
    Map<String, String> before = settings();
    var keys = (AwsSessionCredentials) moto.aws().credentials(OTHER);

    var result =
        process()
            .with("AWS_ACCESS_KEY_ID", keys.accessKeyId())
            .with("AWS_SECRET_ACCESS_KEY", keys.secretAccessKey())
            .with("AWS_SESSION_TOKEN", keys.sessionToken())
            .run("apply", "plan.json", "--config", "molly.yaml", "--confirm", phrase);

    assertRefused(result, "identity: ", moto.own().value());
    assertThat(settings()).isEqualTo(before);
    assertThat(journals()).isEmpty();
  }

  @Test
  void whatIamPrintsIsEnough() throws Exception {
    plantFew();
    Map<String, String> before = settings();
    moto.allowOnly(molly("iam", "scan").out());
    assertThat(scanFailures("before", 1)).containsExactlyInAnyOrderElementsOf(failing);

    moto.allowOnly(molly("iam", "protect").out());
    var applied = apply(phrase(molly("protect", "--config", "molly.yaml")));
    assertThat(applied.exitCode()).as(applied.out() + applied.err()).isZero();
    assertThat(scanFailures("after", 0)).isEmpty();
    var undone = molly("undo", run(applied), "--config", "molly.yaml");
    assertThat(undone.exitCode()).as(undone.out() + undone.err()).isZero();

    moto.allowEverything();
    assertThat(settings()).isEqualTo(asFarAsS3LetsGo(before));
  }

  /// One of each service; the denial contract has the others.
  @ParameterizedTest
  @ValueSource(
      strings = {"ec2:DescribeInstanceAttribute", "rds:DescribeDBClusters", "s3:ListAllMyBuckets"})
  void withoutOneReadTheScanIsIncomplete(String action) throws Exception {
    plantFew();
    moto.allowOnly(without(action, molly("iam", "protect").out()));

    var scanned = molly("scan", "--config", "molly.yaml");

    assertThat(scanned.exitCode()).isEqualTo(4);
    assertThat(scanned.out()).contains(action);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ec2:ModifyInstanceAttribute",
        "rds:ModifyDBCluster",
        "rds:ModifyDBInstance",
        "s3:PutBucketPolicy",
        "s3:PutBucketVersioning"
      })
  void withoutOneWriteTheRestIsDoneOrLeftAsItWas(String action) throws Exception {
    plantFew();
    Map<String, String> before = settings();
    moto.allowOnly(without(action, molly("iam", "protect").out()));

    var applied = apply(phrase(molly("protect", "--config", "molly.yaml")));

    assertThat(applied.exitCode()).as(applied.out() + applied.err()).isEqualTo(5);
    applied.assertSaysClearly("");
    assertThat(afterThePlan(applied)).contains("access denied: ", action);
    assertThat(molly("journal", "verify").exitCode()).isZero();
    var undone = molly("undo", run(applied), "--config", "molly.yaml");
    moto.allowEverything();
    assertThat(undone.exitCode()).as(undone.out() + undone.err()).isZero();
    assertThat(settings()).isEqualTo(asFarAsS3LetsGo(before, settings()));
  }

  /// Only the way back needs it: a bucket that had no policy has none again.
  @Test
  void withoutTheRightToDeleteAPolicyAnUndoSaysSoAndCanBeFinishedWithIt() throws Exception {
    plantFew();
    Map<String, String> before = settings();
    moto.allowOnly(without("s3:DeleteBucketPolicy", molly("iam", "protect").out()));
    var applied = apply(phrase(molly("protect", "--config", "molly.yaml")));
    assertThat(applied.exitCode()).as(applied.out() + applied.err()).isZero();

    var undone = molly("undo", run(applied), "--config", "molly.yaml");

    assertThat(undone.exitCode()).as(undone.out() + undone.err()).isEqualTo(5);
    assertThat(oneLine(undone)).contains("access denied", "bare delete-denied: removes statement");
    moto.allowOnly(molly("iam", "protect").out());
    var rest = molly("undo", run(applied), "--config", "molly.yaml");
    assertThat(rest.exitCode()).as(rest.out() + rest.err()).isZero();
    moto.allowEverything();
    assertThat(settings()).isEqualTo(asFarAsS3LetsGo(before));
  }

  /// The plan itself names every permission.
  private static String afterThePlan(MollyProcess.Result applied) {
    String said = oneLine(applied);
    return said.substring(said.indexOf("PAUSED ("));
  }

  private static String without(String action, String policy) {
    String less = policy.replaceFirst("\"" + action + "\", |, \"" + action + "\"", "");
    assertThat(less).doesNotContain("\"" + action + "\"").isNotEqualTo(policy);
    return less;
  }

  /// 98 resources, of which some are as they should be.
  private void plantMany(Target where) {
    for (int n = 0; n < 70; n++) {
      var traits = new ArrayList<Seed.InstanceTrait>();
      if (n % 4 == 0) {
        traits.add(TERMINATION_PROTECTED);
      }
      if (n % 10 == 5) {
        traits.add(LOSES_DATA_VOLUME);
      }
      var plain = Seed.instance(traits.toArray(Seed.InstanceTrait[]::new)).tagged("Name", "w" + n);
      String id = moto.create(where, n % 10 == 3 ? plain.tagged("env", "prod") : plain);
      failsIf(n % 4 != 0, "termination", id);
      failsIf(n % 10 == 3, "stop", id);
      failsIf(n % 10 == 5, "volumes", id);
    }
    for (int n = 0; n < 10; n++) {
      var plain = Seed.database("db-" + n).keepingBackups(n % 3 == 0 ? 0 : 7);
      var seed = n % 2 == 0 ? plain.protectedFromDeletion() : plain.copyingTags();
      String id = moto.create(where, seed);
      failsIf(n % 2 != 0, "db-deletion", id);
      failsIf(n % 2 == 0, "db-tags", id);
      failsIf(n % 3 == 0, "db-backups", id);
    }
    for (int n = 0; n < 3; n++) {
      var plain = Seed.cluster("cluster-" + n, "aurora-mysql").keepingBackups(n == 1 ? 1 : 7);
      String id = moto.create(where, n == 2 ? plain.protectedFromDeletion() : plain);
      failsIf(n != 2, "cluster-deletion", id);
      failsIf(n == 1, "cluster-backups", id);
    }
    for (int n = 0; n < 15; n++) {
      String id = moto.create(where, bucket("b-" + where.region() + "-" + n, n));
      failsIf(n % 5 != 1, "versioning", id);
      failsIf(n % 5 != 4, "denied", id);
      failsIf(n == 0, "lock", id);
    }
  }

  private static Seed.Bucket bucket(String name, int n) {
    var plain = n == 0 ? Seed.bucket(name).tagged("env", "prod") : Seed.bucket(name);
    return switch (n % 5) {
      case 1 -> Seed.bucket(name, VERSIONED);
      case 2 -> Seed.bucket(name, VERSIONING_SUSPENDED);
      case 3 -> new Seed.Bucket(name, Set.of(), Optional.of(readable(name)), Map.of());
      case 4 -> plain.denyingDelete();
      default -> plain;
    };
  }

  /// With white space that a program would not write, and that must come back as it was.
  private static String readable(String bucket) {
    return """
    { "Version": "2012-10-17",
       "Statement": [ {"Sid":"Read","Effect":"Allow",
        "Principal":{"AWS":"arn:aws:iam::123456789012:root"},
        "Action":["s3:GetObject"],  "Resource":"arn:aws:s3:::%s/*"} ] }
    """
        .formatted(bucket);
  }

  /// One of each kind and, in the other region, an instance. Nothing that cannot be fixed.
  private String plantFew() {
    var where = new Target(moto.own(), REGIONS.getFirst());
    String id = moto.create(where, Seed.instance());
    failsIf(true, "termination", id);
    moto.create(where, Seed.database("db").keepingBackups(1).copyingTags());
    failsIf(true, "db-deletion", "db");
    failsIf(true, "db-backups", "db");
    moto.create(where, Seed.cluster("cluster", "aurora-mysql"));
    failsIf(true, "cluster-deletion", "cluster");
    for (String name : List.of("bare", "read")) {
      moto.create(where, bucket(name, name.equals("read") ? 3 : 5));
      failsIf(true, "versioning", name);
      failsIf(true, "denied", name);
    }
    String far = moto.create(new Target(moto.own(), REGIONS.getLast()), Seed.instance());
    failsIf(true, "termination", far);
    return id;
  }

  private void failsIf(boolean fails, String rule, String id) {
    if (fails) {
      failing.add(rule + " " + id);
    }
  }

  /// What the engine itself says of every setting, by `region kind id setting`.
  private Map<String, String> settings() {
    var all = new TreeMap<String, String>();
    for (RegionId region : REGIONS) {
      var where = new Target(moto.own(), region);
      instances(where).forEach(one -> instance(moto.ec2(where), region + " ec2 ", one, all));
      for (var db : moto.rds(where).describeDBInstances().dbInstances()) {
        String key = region + " db " + db.dbInstanceIdentifier();
        all.put(key + " deletion", String.valueOf(db.deletionProtection()));
        all.put(key + " backups", String.valueOf(db.backupRetentionPeriod()));
        all.put(key + " tags", String.valueOf(db.copyTagsToSnapshot()));
      }
      for (var cluster : moto.rds(where).describeDBClusters().dbClusters()) {
        String key = region + " cluster " + cluster.dbClusterIdentifier();
        all.put(key + " deletion", String.valueOf(cluster.deletionProtection()));
        all.put(key + " backups", String.valueOf(cluster.backupRetentionPeriod()));
      }
    }
    S3Client s3 = moto.s3(new Target(moto.own(), REGIONS.getLast()));
    for (var bucket : s3.listBuckets().buckets()) {
      String key = "anywhere s3 " + bucket.name();
      var versioning = s3.getBucketVersioning(r -> r.bucket(bucket.name())).statusAsString();
      all.put(key + " versioning", String.valueOf(versioning));
      all.put(key + " policy", policy(s3, bucket.name()));
    }
    return all;
  }

  private List<Instance> instances(Target where) {
    return moto.ec2(where).describeInstancesPaginator().reservations().stream()
        .flatMap(reservation -> reservation.instances().stream())
        .toList();
  }

  private static void instance(
      Ec2Client ec2, String place, Instance one, Map<String, String> settings) {
    String id = one.instanceId();
    var termination =
        ec2.describeInstanceAttribute(
            r -> r.instanceId(id).attribute(InstanceAttributeName.DISABLE_API_TERMINATION));
    var stop =
        ec2.describeInstanceAttribute(
            r -> r.instanceId(id).attribute(InstanceAttributeName.DISABLE_API_STOP));
    settings.put(place + id + " termination", termination.disableApiTermination().toString());
    settings.put(place + id + " stop", stop.disableApiStop().toString());
    one.blockDeviceMappings()
        .forEach(
            device ->
                settings.put(
                    place + id + " " + device.deviceName(),
                    String.valueOf(device.ebs().deleteOnTermination())));
  }

  private static String policy(S3Client s3, String bucket) {
    try {
      return s3.getBucketPolicy(r -> r.bucket(bucket)).policy();
    } catch (S3Exception none) {
      assertThat(none.awsErrorDetails().errorCode()).isEqualTo("NoSuchBucketPolicy");
      return "none";
    }
  }

  /// A bucket that ever had versioning can only suspend it.
  private static Map<String, String> asFarAsS3LetsGo(Map<String, String> before) {
    var after = new TreeMap<>(before);
    after.replaceAll(
        (key, value) -> key.endsWith(" versioning") && value.equals("null") ? "Suspended" : value);
    return after;
  }

  /// The same, where only some buckets had it turned on.
  private static Map<String, String> asFarAsS3LetsGo(
      Map<String, String> before, Map<String, String> now) {
    var after = asFarAsS3LetsGo(before);
    before.forEach(
        (key, value) -> {
          if (key.endsWith(" versioning") && value.equals(now.get(key))) {
            after.put(key, value);
          }
        });
    return after;
  }

  private Ec2Client ec2() {
    return moto.ec2(new Target(moto.own(), REGIONS.getFirst()));
  }

  /// Samples in both regions. Moto does not ask a bucket's policy whether it may be deleted.
  private void assertTheEngineRefuses() {
    for (RegionId region : REGIONS) {
      var where = new Target(moto.own(), region);
      var instances = instances(where);
      for (Instance one : List.of(instances.getFirst(), instances.get(41), instances.getLast())) {
        assertThatThrownBy(
                () -> moto.ec2(where).terminateInstances(r -> r.instanceIds(one.instanceId())))
            .isInstanceOf(Ec2Exception.class)
            .hasMessageContaining("disableApiTermination");
      }
      RdsClient rds = moto.rds(where);
      for (int n : List.of(0, 1, 9)) {
        assertThatThrownBy(
                () ->
                    rds.deleteDBInstance(
                        r -> r.dbInstanceIdentifier("db-" + n).skipFinalSnapshot(true)))
            .isInstanceOf(RdsException.class)
            .hasMessageContaining("Cannot delete protected");
      }
      for (int n = 0; n < 3; n++) {
        String id = "cluster-" + n;
        assertThatThrownBy(
                () -> rds.deleteDBCluster(r -> r.dbClusterIdentifier(id).skipFinalSnapshot(true)))
            .isInstanceOf(RdsException.class)
            .hasMessageContaining("Cannot delete protected");
      }
    }
  }

  /// Of what was not protected before.
  private void assertTheEngineAccepts() {
    for (RegionId region : REGIONS) {
      var where = new Target(moto.own(), region);
      String id =
          failing.stream()
              .filter(each -> each.startsWith("termination "))
              .map(each -> each.substring("termination ".length()))
              .filter(each -> isIn(where, each))
              .findFirst()
              .orElseThrow();
      moto.ec2(where).terminateInstances(r -> r.instanceIds(id));
      moto.rds(where).deleteDBInstance(r -> r.dbInstanceIdentifier("db-1").skipFinalSnapshot(true));
      moto.rds(where)
          .deleteDBCluster(r -> r.dbClusterIdentifier("cluster-0").skipFinalSnapshot(true));
    }
  }

  private boolean isIn(Target where, String id) {
    return instances(where).stream().anyMatch(one -> one.instanceId().equals(id));
  }

  /// One byte in the middle of a copy of the record.
  private void assertVerifyFindsOneChangedByte() throws Exception {
    Path copy = folder.resolve("copy");
    Files.createDirectories(copy.resolve("journal"));
    List<Path> files = journals();
    assertThat(files).hasSize(1);
    byte[] bytes = Files.readAllBytes(files.getFirst());
    int middle = bytes.length / 2;
    bytes[middle] ^= 1;
    int line = 1;
    for (int i = 0; i < middle; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    Path name = files.getFirst().getFileName();
    assertThat(name).isNotNull();
    Files.write(copy.resolve("journal").resolve(String.valueOf(name)), bytes);

    var result = molly("journal", "verify", "--state", "copy");

    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(oneLine(result)).contains("line " + line);
  }

  private List<Path> journals() throws IOException {
    Path journal = folder.resolve("state").resolve("molly").resolve("journal");
    if (Files.notExists(journal)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(journal)) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).toList();
    }
  }

  private List<String> scanFailures(String name, int exitCode) throws Exception {
    var result = molly("scan", "--config", "molly.yaml", "--report", "csv=" + name + ".csv");
    assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(exitCode);
    return ReportRows.of("csv", folder.resolve(name + ".csv")).stream()
        .filter(row -> row.status().equals("fail"))
        .map(row -> row.rule() + " " + row.id())
        .toList();
  }

  private String save() throws Exception {
    return phrase(molly("protect", "--config", "molly.yaml", "--out", "plan.json"));
  }

  private MollyProcess.Result apply(String phrase) throws Exception {
    return molly("protect", "--config", "molly.yaml", "--apply", "--confirm", phrase);
  }

  private static void assertRefused(MollyProcess.Result result, String... words) {
    assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(3);
    assertThat(oneLine(result)).contains(words);
    result.assertSaysClearly("");
  }

  private static String phrase(MollyProcess.Result dry) {
    return found(PHRASE, dry);
  }

  private static String run(MollyProcess.Result applied) {
    return found(RUN, applied);
  }

  private static String found(Pattern what, MollyProcess.Result in) {
    Matcher matcher = what.matcher(in.out());
    assertThat(matcher.find()).as(what + " in " + in.out() + in.err()).isTrue();
    return matcher.group(1);
  }

  /// Without the breaks that its width asked for.
  private static String oneLine(MollyProcess.Result result) {
    return result.out().replaceAll("\\s+", " ");
  }

  private MollyProcess.Result molly(String... arguments) throws IOException, InterruptedException {
    return process().run(arguments);
  }

  private MollyProcess process() {
    return new MollyProcess(folder)
        .on(moto.aws().uri(), moto.caller())
        .with("XDG_STATE_HOME", folder.resolve("state").toString());
  }
}
