package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Retirement, restore and purge where S3 is a real one, which empties a bucket by its own rules
/// while the bucket's policy lets no one read or write.
@Tag(Engine.CEPH)
@Tag(DeepTests.TAG)
@Execution(ExecutionMode.SAME_THREAD)
class RetireCephIT extends RetireMotoIT {
  /// By and by: what is current gets a delete marker, what is old goes, then the marker.
  private static final int RUNS = 100;

  @Override
  HttpEngine engine() {
    return CephEngine.orSkip();
  }

  @Override
  void emptyAsS3Does(RetirableBucket bucket) {
    var ceph = CephEngine.orSkip();
    for (int run = 0; run < RUNS && !bucket.isEmpty(); run++) {
      ceph.applyLifecycle();
    }
    assertThat(bucket.isEmpty()).as("empty after S3 has applied its rules").isTrue();
  }
}
