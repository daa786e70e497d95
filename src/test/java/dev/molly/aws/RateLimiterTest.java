package dev.molly.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.RateLimitConfig;
import dev.molly.model.RateLimitConfig.Enforce;
import dev.molly.model.RateLimitConfig.Rate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  @Test
  void takesFourFifthsOfWhatAwsGrantsUnlessToldOtherwise() {
    var limits = new RateLimiter(RateLimitConfig.DEFAULT);

    assertThat(tokens(limits, "a/eu-west-1", "ec2:DescribeInstances")).isEqualTo(80);
  }

  @Test
  void takesTheShareThatTheConfigGrants() {
    var limits = new RateLimiter(new RateLimitConfig(Enforce.AUTO, 25, Map.of()));

    assertThat(tokens(limits, "a", "ec2:DescribeInstances")).isEqualTo(25);
  }

  @Test
  void everyApiAccountAndRegionHasABucketOfItsOwn() {
    var limits = new RateLimiter(RateLimitConfig.DEFAULT);

    limits.queue("a/eu-west-1", "ec2:DescribeInstances").orElseThrow().pass();

    assertThat(tokens(limits, "a/eu-west-1", "ec2:DescribeInstances")).isLessThan(80);
    assertThat(tokens(limits, "a/eu-west-1", "ec2:DescribeInstanceAttribute")).isEqualTo(80);
    assertThat(tokens(limits, "a/us-east-1", "ec2:DescribeInstances")).isEqualTo(80);
    assertThat(tokens(limits, "b/eu-west-1", "ec2:DescribeInstances")).isEqualTo(80);
  }

  @Test
  void holdsNoRateThatNobodyPublishesOrConfigures() {
    var limits = new RateLimiter(RateLimitConfig.DEFAULT);

    assertThat(limits.queue("a", "s3:GetBucketPolicy")).isEmpty();
  }

  @Test
  void holdsTheRateThatTheConfigNamesAsItIs() {
    var rates = Map.of("s3:GetBucketPolicy", new Rate(10, 5));
    var limits = new RateLimiter(new RateLimitConfig(Enforce.AUTO, 50, rates));

    assertThat(tokens(limits, "a", "s3:GetBucketPolicy")).isEqualTo(10);
  }

  @Test
  void autoHoldsAgainstAwsAndNotAgainstAnotherEndpoint() {
    assertThat(limits(Enforce.AUTO).holdFor(true)).isTrue();
    assertThat(limits(Enforce.AUTO).holdFor(false)).isFalse();
    assertThat(limits(Enforce.ALWAYS).holdFor(false)).isTrue();
    assertThat(limits(Enforce.NEVER).holdFor(true)).isFalse();
  }

  private static RateLimiter limits(Enforce enforce) {
    return new RateLimiter(new RateLimitConfig(enforce, 80, Map.of()));
  }

  private static long tokens(RateLimiter limits, String where, String api) {
    return limits.queue(where, api).orElseThrow().free();
  }
}
