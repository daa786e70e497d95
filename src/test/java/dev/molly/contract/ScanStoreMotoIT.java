package dev.molly.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.aws.AwsAccounts;
import dev.molly.aws.BucketObjects;
import dev.molly.model.AccountRef;
import dev.molly.model.AccountRegion;
import dev.molly.model.ExitCode;
import dev.molly.model.RegionId;
import dev.molly.model.S3Address;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// What scans keep in a bucket, over HTTP. Moto compares the ETags of a conditional write, ignores
/// the expected owner of a bucket, and has no LookupEvents: these two are tested on the simulator.
@Tag(Engine.MOTO)
class ScanStoreMotoIT {
  private static final RegionId REGION = new RegionId("eu-west-1");
  private static final String STORE = "s3://scans-of-molly/nightly";

  @TempDir Path folder = Path.of("");

  private final MotoEngine moto = MotoEngine.orSkip();
  private final AccountRegion here = new AccountRegion(moto.own(), REGION);

  @BeforeEach
  void populate() {
    moto.reset();
    s3().createBucket(
            r ->
                r.bucket("scans-of-molly")
                    .createBucketConfiguration(c -> c.locationConstraint(REGION.value())));
    moto.create(here, Seed.bucket("data-orders"));
  }

  @AfterEach
  void leaveNothing() {
    moto.reset();
  }

  @Test
  void theSecondNightInAnotherContainerHasComparisonEstimateAndTrend() {
    var first = molly("night-1", "scan", "--since", "last");
    moto.create(here, Seed.bucket("data-returns"));
    var estimate = molly("night-2", "scan", "--estimate");
    var second = molly("night-2", "scan", "--since", "last");
    var trend = molly("night-3", "trend");

    assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.FINDINGS.code());
    assertThat(first.out()).contains("This is the first scan");
    assertThat(first.err()).isEmpty();
    assertThat(estimate.out()).containsPattern("the last scan of\\s+this scope made");
    assertThat(second.out()).containsPattern("[1-9]\\d* new,\\s+[1-9]\\d* still\\s+failing");
    assertThat(second.err()).isEmpty();
    assertThat(trend.exitCode()).as(trend.err()).isZero();
    assertThat(keys()).allMatch(key -> key.startsWith("nightly/history/"));
  }

  @Test
  void whatOneContainerReadIsReadFromTheCacheInTheNext() {
    moto.create(here, Seed.instance());

    var first = molly("night-1", "scan", "--cache", "--kind", "ec2-instance");
    var second = molly("night-2", "scan", "--cache", "--kind", "ec2-instance");

    assertThat(first.err()).isEmpty();
    assertThat(keys())
        .contains("nightly/cache/%s/eu-west-1-ec2-instance.jsonl".formatted(moto.own()));
    assertThat(second.out())
        .contains("1 setting from earlier scans", "cloudtrail 1")
        .doesNotContain("was read in full");
    assertThat(second.err()).isEmpty();
  }

  @Test
  void anObjectThatIsDamagedIsSaidAndReplaced() {
    molly("night-1", "scan");
    String last =
        keys().stream().filter(key -> key.endsWith("last.jsonl")).findFirst().orElseThrow();
    s3().putObject(r -> r.bucket("scans-of-molly").key(last), RequestBody.fromString("{}"));

    var damaged = molly("night-2", "scan", "--since", "last");
    var after = molly("night-3", "scan", "--since", "last");

    assertThat(damaged.exitCode()).isEqualTo(ExitCode.FINDINGS.code());
    assertThat(damaged.err())
        .contains("s3://scans-of-molly/" + last + " is not used: it is damaged");
    assertThat(after.err()).isEmpty();
    assertThat(after.out()).contains("still failing");
  }

  @Test
  void ofTwoScansAtOnceTheSecondDoesNotReplaceTheFirst() {
    LiveScan.with(
        moto.aws().uri(),
        moto.caller(),
        aws -> {
          BucketObjects one = objects(aws);
          BucketObjects other = objects(aws);
          assertThat(one.read("last")).isEmpty();
          assertThat(other.read("last")).isEmpty();

          assertThat(one.replace("last", bytes("one"))).isTrue();
          assertThat(other.replace("last", bytes("other"))).isFalse();

          one.read("last");
          assertThat(other.replace("last", bytes("other, read again"))).isTrue();
          assertThat(one.replace("last", bytes("one"))).isFalse();
          assertThat(one.create("last", bytes("one"))).isFalse();
          assertThat(one.read("last"))
              .hasValueSatisfying(now -> assertThat(new String(now, UTF_8)).endsWith("read again"));
          return null;
        });
  }

  @Test
  void thePrintedPolicyIsEnough() {
    moto.allowOnly(molly("any", "iam", "scan").out());

    var first = molly("night-1", "scan", "--since", "last");
    var second = molly("night-2", "scan", "--since", "last");

    assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.FINDINGS.code());
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).contains("0 new,", "still failing");
  }

  @Test
  void reportsAreObjectsWithTheTypeOfTheirFormatAndThePrintedPolicyIsEnough() {
    String page = "s3://scans-of-molly/pages/today.html";
    String json = "s3://scans-of-molly/today.json";
    moto.allowOnly(molly("any", "iam", "scan", "--output", json, "--report", "html=" + page).out());

    Supplier<MollyProcess.Result> scan =
        () ->
            molly(
                "night-1",
                "scan",
                "--format",
                "json",
                "--output",
                json,
                "--report",
                "html=" + page);

    var ran = scan.get();
    var again = scan.get();

    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.FINDINGS.code());
    assertThat(ran.out() + ran.err() + again.out() + again.err()).isEmpty();
    moto.allowEverything();
    assertThat(type("pages/today.html")).isEqualTo("text/html; charset=utf-8");
    assertThat(type("today.json")).isEqualTo("application/json");
    assertThat(
            s3().getObjectAsBytes(r -> r.bucket("scans-of-molly").key("today.json")).asUtf8String())
        .contains("data-orders");
  }

  private String type(String key) {
    return s3().headObject(r -> r.bucket("scans-of-molly").key(key)).contentType();
  }

  @Test
  void withoutThePermissionsTheReportIsThereAndSaysWhatIsMissing() {
    moto.deny("s3:GetObject");

    var ran = molly("night-1", "scan", "--since", "last");

    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.FINDINGS.code());
    assertThat(ran.out()).contains("data-orders").doesNotContain("This is the first scan");
    assertThat(ran.err()).contains("cannot be read: access denied", "s3:GetObject");
  }

  private BucketObjects objects(AwsAccounts aws) {
    return new BucketObjects(
        () -> aws.session(new AccountRef.Own()), moto::own, REGION, S3Address.parse(STORE));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /// Each machine has a folder of its own.
  private MollyProcess.Result molly(String machine, String... words) {
    Stream<String> place =
        words[0].equals("scan") && !List.of(words).contains("--kind")
            ? Stream.of("--region", REGION.value(), "--kind", "s3-bucket")
            : words[0].equals("scan") ? Stream.of("--region", REGION.value()) : Stream.of();
    return new MollyHere(folder.resolve(machine))
        .on(moto.aws().uri(), moto.caller())
        .run(
            Stream.of(Stream.of(words), place, Stream.of("--scan-store", STORE, "--quiet"))
                .flatMap(each -> each)
                .toArray(String[]::new));
  }

  private List<String> keys() {
    return s3().listObjectsV2(r -> r.bucket("scans-of-molly")).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  private S3Client s3() {
    return moto.aws().s3(here);
  }
}
