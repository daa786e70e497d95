package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs last (see `junit-platform.properties`), and knows what ran before it: an engine or a tool
/// that is required and on which nothing ran, because somebody renamed a class, fails the build.
@Order(Integer.MAX_VALUE)
@Tag(DeepTests.EVERY_RUN)
class EnginesRanIT {
  @ParameterizedTest
  @ValueSource(strings = {Engine.MOTO, Engine.LOCALSTACK, Required.TERRAFORM, Required.CHROMIUM})
  void testsRanOnEachEngineAndToolThatIsRequired(String name) {
    if (Required.names().contains(name)) {
      assertThat(EngineCount.ran(name)).as("tests that ran on " + name).isPositive();
    }
  }
}
