package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.AccountRef;
import dev.molly.model.KindId;
import dev.molly.model.RegionSelection;
import dev.molly.model.ScanReport;
import dev.molly.policy.ScanRequest;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Everything that is there is found, once, and where it is.
interface ListingContract extends Contract {
  /// One more than molly asks for on one page of instances.
  int INSTANCES = 1001;

  /// One more than RDS gives on one page.
  int DATABASES = 101;

  /// One more than S3 gives on one page.
  int BUCKETS = 10_001;

  @Test
  default void listsEveryPageOfInstances() {
    List<String> made = createAll(INSTANCES, n -> Seed.instance());

    assertFinds(EC2, "volume-retention", made);
  }

  @Test
  default void listsEveryPageOfDatabases() {
    engine().notOn(EngineDeviation.NO_RDS);
    List<String> made = createAll(DATABASES, n -> Seed.database("db-" + n));

    assertFinds(RDS, "deletion-protection", made);
  }

  @Test
  default void listsEveryPageOfClusters() {
    engine().notOn(EngineDeviation.NO_RDS);
    int many = engine().is(EngineDeviation.CLUSTERS_ON_ONE_PAGE) ? 3 : DATABASES;
    List<String> made = createAll(many, n -> Seed.cluster("cluster-" + n, "aurora-mysql"));

    assertFinds(CLUSTER, "deletion-protection", made);
  }

  @Test
  default void listsEveryPageOfBuckets() {
    int many = engine().is(EngineDeviation.BUCKETS_ON_ONE_PAGE) ? 3 : BUCKETS;
    List<String> made = createAll(many, n -> Seed.bucket("bucket-" + n));

    assertFinds(S3, "versioning", made);
  }

  @Test
  default void findsEachBucketInItsOwnRegion() {
    engine().create(in(IRELAND), Seed.bucket("in-ireland"));
    engine().create(in(VIRGINIA), Seed.bucket("in-virginia"));

    ScanReport report = scan(S3, Rules.only("versioning"), IRELAND, VIRGINIA);

    assertThat(finding(report, S3, "versioning", "in-ireland").resource().id().region())
        .isEqualTo(IRELAND);
    assertThat(finding(report, S3, "versioning", "in-virginia").resource().id().region())
        .isEqualTo(VIRGINIA);
    assertThat(report.findings()).hasSize(2);
  }

  @Test
  default void leavesBucketsOfOtherRegionsAlone() {
    engine().create(in(VIRGINIA), Seed.bucket("in-virginia"));

    assertThat(scan(S3, Rules.only("versioning"), IRELAND).findings()).isEmpty();
  }

  @Test
  default void findsNothingWhereNothingIs() {
    ScanReport report = scan(Rules.everything(), IRELAND, VIRGINIA);

    assertThat(report.findings()).isEmpty();
    assertThat(report.gaps()).isEmpty();
    assertThat(report.targets()).containsExactly(in(IRELAND), in(VIRGINIA));
  }

  @Test
  default void scansEveryRegionThatIsEnabled() {
    String irish = engine().create(in(IRELAND), Seed.instance());
    String virginian = engine().create(in(VIRGINIA), Seed.instance());

    ScanReport report =
        engine()
            .scan(
                new ScanRequest(
                    List.of(new AccountRef.Own()),
                    new RegionSelection.Enabled(),
                    List.of(EC2),
                    Rules.only("volume-retention")));

    assertThat(identifiers(report)).containsExactlyInAnyOrder(irish, virginian);
    assertThat(report.targets().stream().anyMatch(at -> at.region().value().startsWith("cn-")))
        .isEqualTo(engine().is(EngineDeviation.OTHER_PARTITIONS_ENABLED));
  }

  private void assertFinds(KindId kind, String control, List<String> made) {
    ScanReport report = scan(kind, Rules.only(control), IRELAND);

    assertThat(identifiers(report)).containsExactlyInAnyOrderElementsOf(made);
    assertThat(report.resources()).containsEntry(kind, (long) made.size());
    assertThat(report.gaps()).isEmpty();
  }

  /// Side by side, because a thousand calls one after another take their time.
  private List<String> createAll(int many, IntFunction<Seed> seed) {
    List<Future<String>> made;
    try (var threads = Executors.newFixedThreadPool(8)) {
      made =
          IntStream.range(0, many)
              .mapToObj(n -> threads.submit(() -> create(seed.apply(n))))
              .toList();
    }
    return made.stream().map(Future::resultNow).toList();
  }
}
