package dev.molly.history;

import static dev.molly.history.SampleScans.RULES;
import static dev.molly.history.SampleScans.SCOPE;
import static dev.molly.history.SampleScans.day;
import static dev.molly.history.SampleScans.finding;
import static dev.molly.history.SampleScans.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.aws.BucketObjects;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.FindingStatus;
import dev.molly.model.RegionId;
import dev.molly.model.S3Address;
import dev.molly.model.ScanReport;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import dev.molly.sim.s3.SimBucket;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The history in a bucket, where several scans of a scope may write.
class StateBucketTest {
  private final SimCloud cloud = new SimCloud(day(0), 1);
  private final SimBucket bucket =
      cloud.account(SimAws.OWN_ACCOUNT).createBucket("eu-west-1", "scans", _ -> {});

  @Test
  void ofTwoScansAtOnceTheSecondSaysSoAndKeepsTheFirst() {
    keep(history(), day(0));
    ScanHistory one = history();
    ScanHistory other = history();
    LastScan before = one.last(SCOPE);
    assertThat(other.last(SCOPE)).isEqualTo(before);

    Optional<String> first = keep(one, before, report(day(1), finding("one", FindingStatus.FAIL)));
    Optional<String> second =
        keep(other, before, report(day(2), finding("other", FindingStatus.FAIL)));

    assertThat(first).isEmpty();
    assertThat(second)
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .startsWith("The history of this scan was not kept: another scan has written ")
                    .contains("s3://scans/molly/history/", "last.jsonl since this one read it"));
    assertThat(started()).isEqualTo(day(1));
    assertThat(history().scans(SCOPE.id()).totals()).hasSize(3);
  }

  @Test
  void onlySoManyScansAreInTheTrendAndNothingIsDeleted() {
    IntStream.range(0, 3).forEach(day -> keep(history(), day(day)));
    var store = new StateBucket(objects());
    for (int i = 0; i < 4; i++) {
      String name = ScanHistory.file(SCOPE.id(), "9%d.totals.jsonl".formatted(i));
      store.add(name, new byte[0], ".totals.jsonl", 5);
    }

    assertThat(store.list("history/" + SCOPE.id())).hasSize(5);
    assertThat(bucket.contents()).hasSize(3 + 4 + 1 + 2);
  }

  @Test
  void aTotalThatALifecycleRuleHasDeletedIsPassedOver() {
    IntStream.range(0, 3).forEach(day -> keep(history(), day(day)));
    String oldest =
        bucket.contents().keySet().stream()
            .filter(key -> key.endsWith(".totals.jsonl"))
            .findFirst()
            .orElseThrow();
    bucket.delete(oldest);

    ScanHistory.Scans scans = history().scans(SCOPE.id());

    assertThat(scans.totals()).hasSize(2);
    assertThat(scans.unreadable()).isEmpty();
    assertThat(history().scopes()).containsExactly(SCOPE.id());
  }

  /// Otherwise a minute without S3 would end what is known of the age of all findings.
  @Test
  void aHistoryThatCouldNotBeReadForAWhileIsNotReplaced() {
    keep(history(), day(0));
    cloud.faults().serverError("s3:GetObject");
    ScanHistory history = history();
    LastScan before = history.last(SCOPE);
    assertThat(before).isInstanceOf(LastScan.Unusable.class);

    Optional<String> kept =
        keep(history, before, report(day(1), finding("orders", FindingStatus.FAIL)));

    assertThat(kept)
        .hasValueSatisfying(
            why -> assertThat(why).endsWith("last.jsonl can be read again, and stays"));
    assertThat(started()).isEqualTo(day(0));
    assertThat(history().scans(SCOPE.id()).totals()).hasSize(2);
  }

  private Instant started() {
    return ((LastScan.Known) history().last(SCOPE)).snapshot().startedAt();
  }

  private static void keep(ScanHistory history, Instant at) {
    assertThat(
            keep(history, history.last(SCOPE), report(at, finding("orders", FindingStatus.FAIL))))
        .isEmpty();
  }

  private static Optional<String> keep(ScanHistory history, LastScan before, ScanReport report) {
    ScanComparison compared = ScanComparison.of(report, RULES, before);
    return history.keep(
        compared.snapshot(SCOPE, report, RULES), ScanTotals.of(SCOPE, report, compared), before);
  }

  private ScanHistory history() {
    return new ScanHistory(new StateBucket(objects()));
  }

  private BucketObjects objects() {
    var aws = new SimAws(cloud);
    return new BucketObjects(
        () -> aws.session(new AccountRef.Own()),
        () -> new AccountId(SimAws.OWN_ACCOUNT),
        new RegionId("eu-west-1"),
        S3Address.parse("s3://scans/molly"));
  }
}
