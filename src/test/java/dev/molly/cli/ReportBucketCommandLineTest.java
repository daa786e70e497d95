package dev.molly.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.molly.cli.CommandRunner.Ran;
import dev.molly.sim.SimAws;
import dev.molly.sim.s3.SimBucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reports that go into a bucket.
class ReportBucketCommandLineTest {
  private static final Pattern LEFT = Pattern.compile("The report is in (\\S+)\\.");

  private final Path folder;
  private final CommandRunner typed;

  ReportBucketCommandLineTest(@TempDir Path folder) {
    this.folder = folder;
    typed = new CommandRunner(folder);
  }

  @BeforeEach
  void populate() {
    typed.inCloud(
        cloud -> {
          var account = cloud.account(SimAws.OWN_ACCOUNT);
          account.launch("eu-west-1", one -> {});
          account.createBucket("eu-west-1", "reports", bucket -> {});
        });
  }

  @Test
  void eachReportIsAnObject() {
    Ran ran =
        scan(
            "--format",
            "json",
            "--output",
            "s3://reports/2026/scan.json",
            "--report",
            "html=s3://reports/2026/scan.html");

    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isEmpty();
    assertThat(object("2026/scan.json")).startsWith("{").contains("\"findings\"");
    assertThat(object("2026/scan.html")).startsWith("<!").contains("termination-protection");
  }

  @Test
  void aReportTakesThePlaceOfTheOneBefore() {
    inBucket(bucket -> bucket.put("scan.csv", "yesterday's".getBytes(UTF_8)));

    Ran ran = scan("--format", "csv", "--output", "s3://reports/scan.csv");

    assertThat(ran.err()).isEmpty();
    assertThat(object("scan.csv")).contains("ec2-instance").doesNotContain("yesterday");
  }

  @Test
  void aBucketThatIsNotThereIsAnErrorBeforeTheScan() {
    Ran ran = scan("--output", "s3://nowhere-at-all/scan.txt");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("s3://nowhere-at-all/scan.txt cannot be checked", "not exist");
    assertThat(ran.out()).isEmpty();
    assertThat(Files.exists(folder.resolve("sandbox/history"))).isFalse();
  }

  @Test
  void whatCannotBePutIntoTheBucketIsPrintedOrLeftAsAFile() throws IOException {
    typed.inCloud(cloud -> cloud.faults().deny("s3:PutObject"));

    Ran ran =
        scan(
            "--format",
            "json",
            "--output",
            "s3://reports/scan.json",
            "--report",
            "html=s3://reports/scan.html");

    assertThat(ran.exitCode()).isEqualTo(5);
    assertThat(ran.out()).startsWith("{").contains("\"findings\"");
    assertThat(ran.err())
        .contains("s3://reports/scan.html cannot be written: access denied", "s3:PutObject")
        .contains("s3://reports/scan.json cannot be written", "The report was printed.");
    Matcher left = LEFT.matcher(ran.err());
    assertThat(left.find()).isTrue();
    Path file = Path.of(left.group(1));
    assertThat(file).hasFileName("scan.html");
    assertThat(Files.readString(file)).contains("termination-protection");
    Files.delete(file);
    Files.delete(file.getParent());
    // The next scan shows the same findings as new.
    assertThat(Files.exists(folder.resolve("sandbox/history"))).isFalse();
  }

  @Test
  void aFullDiskCostsOneReportAndNoOther() {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();
    Path csv = folder.resolve("scan.csv");

    Ran ran = scan("--report", "json=" + full, "--report", "csv=" + csv, "--output", full + "");

    assertThat(ran.exitCode()).isEqualTo(5);
    assertThat(ran.err())
        .contains("Cannot write to /dev/full: No space left on device", "The report was printed.");
    assertThat(ran.out()).contains("termination-protection");
    assertThat(csv).content().contains("termination-protection");
  }

  @Test
  void whatWasPrintedDoesNotStayAsAFile() throws IOException {
    typed.inCloud(cloud -> cloud.faults().deny("s3:PutObject"));
    String name = UUID.randomUUID() + ".txt";

    Ran ran = scan("--output", "s3://reports/" + name);

    assertThat(ran.out()).contains("termination-protection");
    try (Stream<Path> folders = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(folders.map(each -> each.resolve(name))).noneMatch(Files::exists);
    }
  }

  @Test
  void anotherAccountsBucketIsSaidBeforeAndNotWritten() {
    typed.inCloud(
        cloud ->
            cloud.account("444455556666").createBucket("eu-west-1", "theirs", SimBucket::shared));

    Ran ran = scan("--output", "s3://theirs/scan.txt");

    assertThat(ran.exitCode()).isEqualTo(5);
    assertThat(ran.err())
        .contains("s3://theirs/scan.txt cannot be checked", "is not of account 111122223333")
        .contains("s3://theirs/scan.txt cannot be written");
    assertThat(ran.out()).contains("termination-protection");
    typed.inCloud(
        cloud -> assertThat(cloud.account("444455556666").bucket("theirs").contents()).isEmpty());
  }

  /// S3 says "access denied" of a missing object to callers that may not list.
  @Test
  void aMissingObjectThatS3HidesIsNoReasonNotToScan() {
    inBucket(SimBucket::hidingMissingObjects);

    Ran ran = scan("--output", "s3://reports/scan.txt");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("s3://reports/scan.txt cannot be checked: access denied");
    assertThat(object("scan.txt")).contains("termination-protection");
  }

  @Test
  void theTrendAndTheReportOfThePartsGoIntoABucketToo() throws IOException {
    Path part = folder.resolve("part.json");
    Path config = folder.resolve("molly.yaml");
    Files.writeString(config, "version: 1\naccounts: [{ id: 111122223333 }]\n");
    scan(
        "--shard",
        "1/1",
        "--config",
        config.toString(),
        "--format",
        "json",
        "--output",
        part.toString());

    Ran trend =
        typed.molly("trend", "--sandbox", "--format", "csv", "--output", "s3://reports/trend.csv");
    Ran merged =
        typed.molly(
            "report",
            "merge",
            part.toString(),
            "--sandbox",
            "--report",
            "sarif=s3://reports/all.sarif");

    assertThat(trend.exitCode()).as(trend.err()).isZero();
    assertThat(trend.out()).isEmpty();
    assertThat(object("trend.csv")).contains("critical");
    assertThat(merged.exitCode()).as(merged.err()).isEqualTo(1);
    assertThat(object("all.sarif")).contains("\"2.1.0\"");
  }

  @Test
  void anEstimateGoesThereToo() {
    Ran ran = scan("--estimate", "--format", "json", "--output", "s3://reports/estimate.json");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(object("estimate.json")).contains("\"calls\"");
  }

  @Test
  void theBucketAloneIsNoPlaceForAReport() {
    Ran ran = scan("--output", "s3://reports");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--output", "s3://reports/report.json");
  }

  @Test
  void thePolicyNamesTheseObjectsAlone() {
    Ran policy =
        typed.molly(
            "iam",
            "scan",
            "--scan-store",
            "s3://reports/kept",
            "--output",
            "s3://reports/2026/scan.json",
            "--report",
            "html=page.html");

    assertThat(policy.out())
        .contains("\"arn:aws:s3:::reports/kept/*\", \"arn:aws:s3:::reports/2026/scan.json\"")
        .contains("s3:PutObject")
        .doesNotContain("page.html");
  }

  private Ran scan(String... options) {
    var words = new ArrayList<>(List.of("scan", "--sandbox", "--region", "eu-west-1"));
    words.addAll(List.of("--kind", "ec2-instance"));
    words.addAll(List.of(options));
    return typed.molly(words.toArray(String[]::new));
  }

  private String object(String key) {
    Map<String, byte[]> contents = new TreeMap<>();
    inBucket(bucket -> contents.putAll(bucket.contents()));
    assertThat(contents).containsKey(key);
    return new String(contents.get(key), UTF_8);
  }

  private void inBucket(Consumer<SimBucket> change) {
    typed.inCloud(cloud -> change.accept(cloud.account(SimAws.OWN_ACCOUNT).bucket("reports")));
  }
}
