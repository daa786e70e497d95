package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeedsTest {
  private static final InstantSource STOPPED = InstantSource.fixed(Instant.EPOCH);

  @Test
  void eachSeedRunsOnce() {
    var seeds = new Seeds(100, 50, Optional.empty(), STOPPED);

    assertThat(seeds.run("a test", seed -> seed))
        .containsExactlyInAnyOrderElementsOf(LongStream.range(100, 150).boxed().toList());
  }

  @Test
  void aFailureNamesTheSeedAndNoSeedIsBegunAfterIt() {
    var seeds = new Seeds(1, Long.MAX_VALUE, Optional.empty(), STOPPED);

    assertThatThrownBy(
            () ->
                seeds.run(
                    "a test",
                    seed -> {
                      assertThat(seed).as("a seed").isNotEqualTo(7);
                      return seed;
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a test, seed 7: [a seed]");
  }

  @Test
  void noSeedIsBegunWhenTheTimeIsOver() {
    var asked = new AtomicLong();
    InstantSource minutes = () -> Instant.EPOCH.plus(Duration.ofMinutes(asked.getAndIncrement()));
    var seeds = new Seeds(1, Long.MAX_VALUE, Optional.of(Duration.ofMinutes(5)), minutes);

    assertThat(seeds.run("a test", seed -> seed)).hasSize(4);
  }
}
