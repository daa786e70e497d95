package dev.molly.kind.switches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.Protection;
import dev.molly.model.Tags;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.Tag;

/// What every kind of switches does is in the contract: this is of this kind alone.
class DynamoDbTableKindTest {
  private final DynamoDbTableKind kind = new DynamoDbTableKind();
  private final SwitchTestAccount home = new SwitchTestAccount(kind);

  @Test
  void anAnswerWithoutTheFlagIsUnknown() {
    home.create("orders", true);
    home.answers(
        DescribeTableResponse.class,
        answer ->
            answer.toBuilder()
                .table(answer.table().copy(to -> to.deletionProtectionEnabled(null)))
                .build());

    assertThat(home.protection())
        .isEqualTo(
            new Protection.Unknown(
                "AWS's answer does not say what DeletionProtectionEnabled is", ""));
  }

  @Test
  void readsTheTagsOfAllPages() {
    List<Tag> tags =
        IntStream.range(0, 25)
            .mapToObj(n -> Tag.builder().key("k" + n).value("v").build())
            .toList();
    home.client(DynamoDbClient.class).createTable(r -> r.tableName("orders").tags(tags));

    assertThat(home.read().tags())
        .isInstanceOfSatisfying(Tags.Known.class, known -> assertThat(known.values()).hasSize(25));
  }

  @Test
  void aTableWithoutAnIdIsKnownByItsName() {
    home.create("orders");
    home.answers(
        DescribeTableResponse.class,
        answer -> answer.toBuilder().table(answer.table().copy(to -> to.tableId(null))).build());

    assertThat(home.listed().getFirst().id().uid()).isEqualTo("orders");
  }
}
