package dev.molly.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.RateLimitConfig.Enforce;
import dev.molly.model.RateLimitConfig.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CallBudgetTest {
  private static final AccountId PROD = new AccountId("111122223333");
  private static final AccountId STAGING = new AccountId("444455556666");
  private static final RegionId IRELAND = new RegionId("eu-west-1");
  private static final RegionId VIRGINIA = new RegionId("us-east-1");
  private static final String FLAGS = "ec2:DescribeInstanceAttribute";

  @Test
  void theFloorIsThatOfTheQuotaThatTakesLongest() {
    var whole = new RateLimitConfig(Enforce.AUTO, 100, Map.of());
    var budget =
        new CallBudget(
            List.of(
                calls(PROD, IRELAND, FLAGS, 12_906),
                calls(PROD, VIRGINIA, FLAGS, 5_000),
                calls(STAGING, IRELAND, FLAGS, 12_000),
                calls(PROD, IRELAND, "ec2:DescribeInstances", 130)),
            whole);

    CallBudget.Floor floor = budget.floor().orElseThrow();

    assertThat(floor.of().account()).contains(PROD);
    assertThat(floor.of().region()).isEqualTo(IRELAND);
    assertThat(floor.time()).isEqualTo(Duration.ofMillis((12_906 - 100) * 1000 / 20));
  }

  @Test
  void theFloorIsAtTheShareThatMayBeUsed() {
    var half = new RateLimitConfig(Enforce.AUTO, 50, Map.of());
    var budget = new CallBudget(List.of(calls(PROD, IRELAND, FLAGS, 1_050)), half);

    assertThat(budget.floor().orElseThrow().time()).isEqualTo(Duration.ofSeconds(100));
  }

  @Test
  void aRateOfTheConfigsOwnHasAFloor() {
    var own = new RateLimitConfig(Enforce.AUTO, 80, Map.of("s3:GetBucketPolicy", new Rate(10, 5)));
    var budget = new CallBudget(List.of(calls(PROD, IRELAND, "s3:GetBucketPolicy", 35)), own);

    assertThat(budget.floor().orElseThrow().time()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void callsWithoutAPublishedQuotaAndThoseOfABurstHaveNoFloor() {
    var budget =
        new CallBudget(
            List.of(
                calls(PROD, IRELAND, "rds:DescribeDBInstances", 1_000_000),
                calls(PROD, IRELAND, FLAGS, 80)),
            RateLimitConfig.DEFAULT);

    assertThat(budget.floor()).isEmpty();
  }

  @Test
  void isByServiceAndPlace() {
    var budget =
        new CallBudget(
            List.of(
                calls(STAGING, IRELAND, "rds:DescribeDBInstances", 1),
                calls(PROD, IRELAND, FLAGS, 3),
                calls(PROD, IRELAND, "ec2:DescribeInstances", 1)),
            RateLimitConfig.DEFAULT);

    assertThat(budget.services()).isEqualTo(Map.of("ec2", 4L, "rds", 1L));
    assertThat(budget.places())
        .containsExactly(
            Map.entry(new CallBudget.Place(Optional.of(PROD), IRELAND), sorted("ec2", 4)),
            Map.entry(new CallBudget.Place(Optional.of(STAGING), IRELAND), sorted("rds", 1)));
  }

  @Test
  void leavesOutWhatWasCalledBefore() {
    var before = new CallBudget(List.of(calls(PROD, IRELAND, FLAGS, 3)), RateLimitConfig.DEFAULT);
    var now =
        new CallBudget(
            List.of(calls(PROD, IRELAND, FLAGS, 3), calls(PROD, VIRGINIA, FLAGS, 2)),
            RateLimitConfig.DEFAULT);

    assertThat(now.since(before).made()).containsExactly(calls(PROD, VIRGINIA, FLAGS, 2));
    assertThat(now.since(now).calls()).isZero();
  }

  private static SortedMap<String, Long> sorted(String service, long calls) {
    return new TreeMap<>(Map.of(service, calls));
  }

  private static ApiCalls calls(AccountId account, RegionId region, String api, long calls) {
    return new ApiCalls(Optional.of(account), region, api, calls, 0);
  }
}
