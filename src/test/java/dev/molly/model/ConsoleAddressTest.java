package dev.molly.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleAddressTest {
  private static final ConsoleAddress DATABASES =
      new ConsoleAddress("rds/home?region={region}#database:id={id}");

  @ParameterizedTest
  @CsvSource({
    "aws, eu-west-1, https://console.aws.amazon.com/rds/home?region=eu-west-1#database:id=orders",
    "aws-cn, cn-north-1,"
        + " https://console.amazonaws.cn/rds/home?region=cn-north-1#database:id=orders",
    "aws-us-gov, us-gov-west-1,"
        + " https://console.amazonaws-us-gov.com/rds/home?region=us-gov-west-1#database:id=orders"
  })
  void isOnTheHostOfThePartition(String partition, String region, String address) {
    assertThat(DATABASES.of(resource("arn:" + partition + ":rds:x", region, "orders")))
        .contains(address);
  }

  @Test
  void isNotKnownInAnotherPartitionOrWithoutAnArn() {
    assertThat(DATABASES.of(resource("arn:aws-iso:rds:x", "us-iso-east-1", "orders"))).isEmpty();
    assertThat(DATABASES.of(resource("orders", "eu-west-1", "orders"))).isEmpty();
    assertThat(ConsoleAddress.NONE.of(resource("arn:aws:rds:x", "eu-west-1", "orders"))).isEmpty();
  }

  @Test
  void holdsAnIdentifierAsAValueAndNeverAsAPartOfTheAddress() {
    assertThat(DATABASES.of(resource("arn:aws:rds:x", "eu-west-1", "a&b=c#\"<script> \u00e9")))
        .contains(
            "https://console.aws.amazon.com/rds/home?region=eu-west-1"
                + "#database:id=a%26b%3Dc%23%22%3Cscript%3E%20%C3%A9");
  }

  @Test
  void encodesALogGroupAsCloudWatchDoes() {
    var logs =
        new ConsoleAddress("cloudwatch/home?region={region}#logsV2:log-groups/log-group/{id$}");

    assertThat(logs.of(resource("arn:aws:logs:x", "eu-west-1", "/aws/lambda/[a]")))
        .contains(
            "https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1"
                + "#logsV2:log-groups/log-group/$252Faws$252Flambda$252F$255Ba$255D");
  }

  private static ResourceRef resource(String arn, String region, String id) {
    return new ResourceRef(
        new ResourceId(
            new KindId("rds-instance"),
            new AccountId("111122223333"),
            new RegionId(region),
            "db-1"),
        id,
        id,
        arn);
  }
}
