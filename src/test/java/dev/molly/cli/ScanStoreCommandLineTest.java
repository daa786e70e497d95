package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.molly.cli.CommandRunner.Ran;
import dev.molly.sim.s3.SimBucket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scans that keep in a bucket what the next one needs: each has a state folder of its own, as on
/// a machine without a disk that stays.
class ScanStoreCommandLineTest {
  private static final String STORE = "s3://scans/molly";

  private final Path folder;
  private final CommandRunner typed;

  ScanStoreCommandLineTest(@TempDir Path folder) {
    this.folder = folder;
    typed = new CommandRunner(folder);
  }

  @BeforeEach
  void populate() {
    typed.inAccount(
        account -> {
          account.launch("eu-west-1", one -> one.protectedFromTermination().protectedFromStop());
          account.launch("eu-west-1", one -> {});
          account.createBucket("eu-west-1", "scans", bucket -> {});
        });
  }

  @Test
  void theSecondNightOnAnotherMachineHasComparisonCacheAndTrend() {
    Ran first = scan("--cache", "--since", "last");
    nextNight();
    typed.inAccount(account -> account.launch("eu-west-1", one -> {}));
    Ran second = scan("--cache", "--since", "last");
    nextNight();
    Ran trend = typed.molly("trend", "--sandbox", "--scan-store", STORE);

    assertThat(first.oneLine()).contains("This is the first scan", "0 settings from earlier scans");
    assertThat(first.err()).isEmpty();
    assertThat(second.oneLine())
        .contains(" new, ", " still failing", "settings from earlier scans (the oldest of")
        .doesNotContain("first scan");
    assertThat(second.err()).isEmpty();
    assertThat(trend.exitCode()).as(trend.err()).isZero();
    assertThat(contents().keySet())
        .allMatch(key -> key.startsWith("molly/"))
        .contains("molly/cache/111122223333/eu-west-1-ec2-instance.jsonl")
        .contains("molly/history/index.jsonl");
    assertThat(Files.exists(folder.resolve("sandbox/history"))).isFalse();
  }

  @Test
  void theEstimateOfTheSecondNightIsByTheFirst() {
    scan();
    nextNight();

    Ran estimate = scan("--estimate");
    Ran fresh = typed.molly("scan", "--sandbox", "--region", "eu-west-1", "--estimate");

    assertThat(estimate.oneLine()).as(estimate.err()).contains("the last scan of this scope made");
    assertThat(fresh.oneLine()).doesNotContain("the last scan of this scope");
  }

  @Test
  void anObjectThatIsDamagedIsSaidAndTheScanGoesOn() {
    scan("--cache");
    nextNight();
    for (String key : contents().keySet()) {
      byte[] whole = contents().get(key);
      inBucket(bucket -> bucket.put(key, Arrays.copyOf(whole, whole.length - 3)));
    }

    Ran damaged = scan("--cache", "--since", "last");
    Ran after = scan("--cache", "--since", "last");

    assertThat(damaged.exitCode()).isEqualTo(1);
    assertThat(damaged.err()).contains("s3://scans/molly/history/", "last.jsonl is not used: it");
    assertThat(damaged.oneLine())
        .contains("read in full: s3://scans/molly/cache/", "it is damaged", "0 settings from");
    assertThat(after.oneLine()).contains(" 0 new, ", "settings from earlier scans (the oldest");
    assertThat(after.err()).isEmpty();
  }

  /// S3 says "access denied" of a missing object to callers that may not list.
  @Test
  void accessDeniedIsNotTakenForNothingKept() {
    inBucket(SimBucket::hidingMissingObjects);

    Ran first = scan("--cache", "--since", "last");
    Ran second = scan("--cache", "--since", "last");

    assertThat(first.err())
        .containsOnlyOnce("cannot be read")
        .contains("last.jsonl cannot be read: access denied");
    assertThat(first.oneLine()).contains("read in full: s3://", "access denied");
    assertThat(first.oneLine()).doesNotContain("This is the first scan");
    assertThat(second.err()).isEmpty();
    assertThat(second.oneLine()).contains(" 0 new, ", "settings from earlier scans (the oldest");
  }

  @Test
  void whatMayNotBeReadIsNotReplaced() {
    scan();
    nextNight();
    Map<String, byte[]> before = contents();
    typed.inCloud(cloud -> cloud.faults().deny("s3:GetObject"));

    Ran ran = scan("--since", "last");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("cannot be read: access denied", "was not kept");
    before.forEach((key, content) -> assertThat(contents().get(key)).as(key).isEqualTo(content));
  }

  @Test
  void anEstimateSaysThatItMayNotReadTheLastScan() {
    scan();
    typed.inCloud(cloud -> cloud.faults().deny("s3:GetObject"));

    Ran ran = scan("--estimate");

    assertThat(ran.err()).contains("calls.jsonl cannot be read: access denied");
    assertThat(ran.oneLine()).doesNotContain("the last scan of this scope");
  }

  @Test
  void aStoreThatCannotBeWrittenStopsNoScan() {
    typed.inCloud(cloud -> cloud.faults().deny("s3:PutObject"));

    Ran ran = scan("--since", "last");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains("termination-protection");
    assertThat(ran.err())
        .contains("The history of this scan was not kept", "s3:PutObject", "The calls were not");
    assertThat(contents()).isEmpty();
  }

  @Test
  void aBucketOfAnotherAccountIsNeitherReadNorWritten() {
    typed.inCloud(
        cloud ->
            cloud.account("444455556666").createBucket("us-east-1", "theirs", SimBucket::shared));

    Ran ran = scan("s3://theirs/molly", List.of("--since", "last"));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("the bucket is not of account 111122223333");
    typed.inCloud(
        cloud -> assertThat(cloud.account("444455556666").bucket("theirs").contents()).isEmpty());
  }

  @Test
  void aBucketOfTheAccountThatTheConfigNamesIsUsed() throws Exception {
    typed.inCloud(
        cloud ->
            cloud.account("444455556666").createBucket("us-east-1", "theirs", SimBucket::shared));
    Path config = folder.resolve("molly.yaml");
    Files.writeString(
        config, "version: 1\nscan-store: s3://theirs/molly\nbucket-owner: 444455556666\n");

    var words = new ArrayList<>(List.of("scan", "--sandbox", "--region", "eu-west-1"));
    words.addAll(List.of("--config", config.toString(), "--since", "last"));
    Ran first = typed.molly(words.toArray(String[]::new));
    nextNight();
    Ran second = typed.molly(words.toArray(String[]::new));
    Ran trend = typed.molly("trend", "--sandbox", "--config", config.toString());

    assertThat(first.err()).isEqualTo("config: " + config + "\n");
    assertThat(second.oneLine()).contains(" 0 new, ");
    assertThat(trend.exitCode()).as(trend.err()).isZero();
  }

  @Test
  void aBucketThatIsNotThereIsNotOneWithoutAHistory() {
    Ran ran = scan("s3://nowhere-at-all/molly", List.of("--since", "last"));

    assertThat(ran.err()).contains("s3://nowhere-at-all/molly/history/", "does not exist");
    assertThat(ran.oneLine()).doesNotContain("This is the first scan");
  }

  @Test
  void anAddressThatIsNoneIsRefused() {
    for (String wrong :
        List.of(
            "scans",
            "s3://",
            "s3://Scans/x",
            "s3://scans/a//b",
            "s3://scans/../x",
            "s3://scans/*")) {
      Ran ran = scan(wrong, List.of());

      assertThat(ran.exitCode()).as(wrong).isEqualTo(2);
      assertThat(ran.err()).contains("--scan-store", "s3://bucket/molly");
    }
  }

  /// The page and the policy are the same statement.
  @Test
  void itsPermissionsAreTwoOnThisPrefix() throws Exception {
    Ran policy = typed.molly("iam", "scan", "--scan-store", "s3://bucket/prefix");
    String page = typed.molly("explain", "permissions").out();

    JsonNode statements = new ObjectMapper().readTree(policy.out()).get("Statement");
    String explained =
        page.lines()
            .dropWhile(line -> !line.contains("--scan-store"))
            .dropWhile(line -> !line.contains("{"))
            .takeWhile(line -> !line.isBlank())
            .collect(Collectors.joining());
    assertThat(statements).hasSize(2);
    assertThat(statements.get(1))
        .isEqualTo(
            new ObjectMapper()
                .readTree(explained.replace("BUCKET", "bucket").replace("PREFIX", "prefix")));
    assertThat(typed.molly("iam", "scan").out()).doesNotContain("s3:GetObject", "s3:PutObject");
  }

  @Test
  void theVariableNamesTheStore() {
    typed.with("MOLLY_SCAN_STORE", STORE).molly("scan", "--sandbox", "--region", "eu-west-1");

    assertThat(contents()).isNotEmpty();
  }

  /// A new container.
  private void nextNight() {
    typed.molly("sandbox", "advance", "1d");
  }

  private Ran scan(String... options) {
    return scan(STORE, List.of(options));
  }

  private Ran scan(String store, List<String> options) {
    var words = new ArrayList<>(List.of("scan", "--sandbox", "--region", "eu-west-1"));
    words.addAll(List.of("--kind", "ec2-instance", "--scan-store", store));
    words.addAll(options);
    return typed.molly(words.toArray(String[]::new));
  }

  private Map<String, byte[]> contents() {
    var contents = new TreeMap<String, byte[]>();
    inBucket(bucket -> contents.putAll(bucket.contents()));
    return contents;
  }

  private void inBucket(Consumer<SimBucket> change) {
    typed.inAccount(account -> change.accept(account.bucket("scans")));
  }
}
