package dev.molly.aws.session;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableResponse;

/// One session's calls of a shared client.
public record SessionDynamoDbClient(DynamoDbClient shared, RequestIdentity identity)
    implements DynamoDbClient {
  @Override
  public DescribeTableResponse describeTable(DescribeTableRequest request) {
    return shared.describeTable(identity.on(request));
  }

  @Override
  public ListTablesResponse listTables(ListTablesRequest request) {
    return shared.listTables(identity.on(request));
  }

  @Override
  public ListTagsOfResourceResponse listTagsOfResource(ListTagsOfResourceRequest request) {
    return shared.listTagsOfResource(identity.on(request));
  }

  @Override
  public UpdateTableResponse updateTable(UpdateTableRequest request) {
    return shared.updateTable(identity.on(request));
  }

  @Override
  public String serviceName() {
    return shared.serviceName();
  }

  /// The shared client stays open.
  @Override
  public void close() {}
}
