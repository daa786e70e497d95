package dev.molly.kind.switches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.Protection;
import dev.molly.model.Resource;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;

/// What every kind of switches does is in the contract: this is of this kind alone.
class LogGroupKindTest {
  private final LogGroupKind kind = new LogGroupKind();
  private final SwitchTestAccount home = new SwitchTestAccount(kind);

  @Test
  void aGroupWhoseNameOnlyBeginsTheSameIsAnotherOneInWhateverOrder() {
    home.create("orders");
    Resource first = home.listed().getFirst();
    home.create("orders-audit", true);
    home.answers(
        DescribeLogGroupsResponse.class,
        page -> page.toBuilder().logGroups(page.logGroups().reversed()).build());
    assertThat(home.found(first)).isPresent();

    home.delete("orders");

    assertThat(home.found(first)).isEmpty();
  }

  @Test
  void anOlderArnLosesItsStar() {
    home.create("orders");
    String arn = home.listed().getFirst().ref().arn();
    each(group -> group.logGroupArn(null));

    assertThat(home.listed().getFirst().ref().arn()).isEqualTo(arn).endsWith(":log-group:orders");
  }

  @Test
  void anAnswerWithoutTheFlagIsOffAsByDefault() {
    home.create("orders", true);
    assertThat(home.protection()).isInstanceOf(Protection.On.class);

    each(group -> group.deletionProtectionEnabled(null));

    assertThat(home.protection()).isInstanceOf(Protection.Off.class);
  }

  private void each(UnaryOperator<LogGroup.Builder> edit) {
    home.answers(
        DescribeLogGroupsResponse.class,
        page ->
            page.toBuilder()
                .logGroups(
                    page.logGroups().stream()
                        .map(group -> edit.apply(group.toBuilder()).build())
                        .toList())
                .build());
  }
}
