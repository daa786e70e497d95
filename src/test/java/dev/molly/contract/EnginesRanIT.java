package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs last: in the Maven build as an execution of its own, elsewhere by its order (see
/// `junit-platform.properties`). It says what ran, and an engine or a tool that is required and on
/// which nothing ran, because a class was renamed, fails the build.
@Order(Integer.MAX_VALUE)
@Tag(DeepTests.EVERY_RUN)
class EnginesRanIT {
  private static final EngineTotals TOTALS = EngineCount.totals();

  @AfterAll
  static void sayWhatRan() {
    EngineCount.OF_THE_BUILD.ifPresent(folder -> TOTALS.lines().forEach(System.out::println));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Engine.MOTO,
        Engine.LOCALSTACK,
        Engine.CEPH,
        Required.TERRAFORM,
        Required.CHROMIUM,
        Required.AWS_CLI_2
      })
  void testsRanOnEachEngineAndToolThatIsRequired(String name) {
    if (Required.names().contains(name)) {
      assertThat(TOTALS.ran()).containsKey(name);
      assertThat(TOTALS.ran().get(name)).as("tests that ran on " + name).isPositive();
    }
  }
}
