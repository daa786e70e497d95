package dev.molly.report.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.AccountDirectory;
import dev.molly.model.AccountId;
import dev.molly.model.ApiCalls;
import dev.molly.model.CallBudget;
import dev.molly.model.Gap;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RegionId;
import dev.molly.model.ScanEstimate;
import dev.molly.model.ScanEstimate.PastScan;
import dev.molly.report.Rendered;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EstimateTextTest {
  static final AccountId ACCOUNT = new AccountId("111122223333");
  private static final Instant AT = Instant.parse("2026-11-20T01:00:00Z");
  private static final Gap GAP =
      new Gap(
          ACCOUNT,
          Optional.of(new RegionId("us-east-1")),
          Optional.empty(),
          "it could not be listed",
          Optional.empty());

  @Test
  void thePlaceWithTheMostCallsIsFirstAndAGapBeforeAll() throws IOException {
    String text = text(new ScanEstimate(AT, budget(2), Optional.empty(), List.of(GAP), 7));

    assertThat(text)
        .containsSubsequence(
            "it could not be listed",
            "111122223333 (prod)/eu-west-2: 2 (ec2 2)",
            "111122223333 (prod)/eu-west-1: 1 (ec2 1)",
            "by the listings, just now, with 7 AWS calls");
  }

  @Test
  void theScanThatItCountsByIsNamed() throws IOException {
    var past = new PastScan(AT, Duration.ofMinutes(3), false);

    assertThat(text(new ScanEstimate(AT, budget(1), Optional.of(past), List.of(), 0)))
        .contains("as many as the last scan of this scope made", "could not read everything");
  }

  @Test
  void ofVeryManyPlacesThoseWithFewCallsAreLeftToJson() throws IOException {
    assertThat(text(new ScanEstimate(AT, budget(53), Optional.empty(), List.of(), 0)))
        .contains("eu-west-53:", "eu-west-4:", "3 more with fewer calls are in --format json.")
        .doesNotContain("eu-west-3:");
  }

  /// One region for each, with as many calls as its number.
  static CallBudget budget(int regions) {
    return new CallBudget(
        IntStream.rangeClosed(1, regions)
            .mapToObj(
                n ->
                    new ApiCalls(
                        Optional.of(ACCOUNT), new RegionId("eu-west-" + n), "ec2:Describe", n, 0))
            .toList(),
        RateLimitConfig.DEFAULT);
  }

  private static String text(ScanEstimate estimate) throws IOException {
    var out = new StringWriter();
    new EstimateText(Rendered.PLAIN)
        .render(estimate, new AccountDirectory(Map.of(ACCOUNT, "prod"), List.of()), out);
    return out.toString().replaceAll("\\s+", " ");
  }
}
