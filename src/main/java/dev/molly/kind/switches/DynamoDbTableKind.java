package dev.molly.kind.switches;

import dev.molly.aws.AwsCalls;
import dev.molly.kind.support.AwsPages;
import dev.molly.model.ConsoleAddress;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/// DynamoDB tables.
public final class DynamoDbTableKind extends SwitchKind<DynamoDbClient, TableDescription> {
  public DynamoDbTableKind() {
    super(
        "dynamodb-table",
        DynamoDbClient.class,
        "dynamodb",
        "table/",
        List.of("dynamodb:ListTables", "dynamodb:DescribeTable", "dynamodb:ListTagsOfResource"),
        Toggle.<DynamoDbClient, TableDescription>deletionProtection(
                "dynamodb-deletion-protection", "DeletionProtectionEnabled")
            .documentedAt(
                "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html",
                "aws_dynamodb_table.deletion_protection_enabled = true")
            .describedBy(TableDescription::deletionProtectionEnabled)
            .setBy(
                "dynamodb:UpdateTable",
                (aws, table, on) ->
                    aws.updateTable(r -> r.tableName(table).deletionProtectionEnabled(on)),
                "dynamodb update-table --table-name",
                "--deletion-protection-enabled",
                "--no-deletion-protection-enabled"));
  }

  @Override
  public ConsoleAddress console() {
    return new ConsoleAddress("dynamodbv2/home?region={region}#table?name={id}");
  }

  @Override
  protected void list(DynamoDbClient aws, Found<TableDescription> found) {
    AwsPages.each(
        "dynamodb:ListTables",
        aws.listTablesPaginator(),
        page -> page.tableNames().forEach(found::named));
  }

  @Override
  protected Optional<String> describeApi() {
    return Optional.of("dynamodb:DescribeTable");
  }

  @Override
  protected Optional<String> tagsApi() {
    return Optional.of("dynamodb:ListTagsOfResource");
  }

  @Override
  protected Optional<TableDescription> describe(DynamoDbClient aws, String table) {
    return AwsCalls.callIfExists(
            "dynamodb:DescribeTable", () -> aws.describeTable(r -> r.tableName(table)))
        .map(answer -> answer.table());
  }

  @Override
  protected Described of(TableDescription table) {
    return new Described(
        table.tableName(),
        table.tableName(),
        table.tableId() == null ? table.tableName() : table.tableId(),
        table.tableArn(),
        table.tableStatusAsString(),
        new Tags.Unread());
  }

  @Override
  protected Map<String, String> tags(DynamoDbClient aws, ResourceRef table) {
    var tags = new HashMap<String, String>();
    String next = null;
    do {
      String token = next;
      ListTagsOfResourceResponse page =
          AwsCalls.call(
              "dynamodb:ListTagsOfResource",
              () -> aws.listTagsOfResource(r -> r.resourceArn(table.arn()).nextToken(token)));
      page.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
      next = page.nextToken();
    } while (next != null);
    return tags;
  }
}
