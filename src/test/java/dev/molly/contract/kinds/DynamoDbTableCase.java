package dev.molly.contract.kinds;

import dev.molly.kind.switches.DynamoDbTableKind;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Tag;

record DynamoDbTableCase() implements SwitchCase {
  @Override
  public DynamoDbTableKind kind() {
    return new DynamoDbTableKind();
  }

  @Override
  public String create(Clients aws, String name, boolean on) {
    return aws.client(DynamoDbClient.class)
        .createTable(
            r ->
                r.tableName(name)
                    .attributeDefinitions(
                        AttributeDefinition.builder()
                            .attributeName("id")
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .keySchema(
                        KeySchemaElement.builder()
                            .attributeName("id")
                            .keyType(KeyType.HASH)
                            .build())
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .tags(Tag.builder().key("team").value("web").build())
                    .deletionProtectionEnabled(on))
        .tableDescription()
        .tableName();
  }

  @Override
  public void delete(Clients aws, String table) {
    aws.client(DynamoDbClient.class).deleteTable(r -> r.tableName(table));
  }

  @Override
  public String request(String identifier, boolean on) {
    return "POST / DynamoDB_20120810.UpdateTable DeletionProtectionEnabled=%s TableName=%s"
        .formatted(on, identifier);
  }

  @Override
  public String listing() {
    return "dynamodb:ListTables";
  }

  @Override
  public String reading() {
    return "dynamodb:DescribeTable";
  }
}
