package dev.molly.sim.switches;

import dev.molly.sim.core.CommonErrors;
import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimPage;
import dev.molly.sim.core.SimService;
import dev.molly.sim.core.SimState;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableResponse;

/// DynamoDB in one region: tables and their deletion protection. Every other operation throws.
public final class SimDynamoDb implements DynamoDbClient {
  private static final CommonErrors ERRORS =
      CommonErrors.json("dynamodb", "DynamoDb", DynamoDbException::builder, "InternalServerError");

  /// The tables of one region, by name.
  public static final class State implements SimState {
    public TreeMap<String, SimSwitch> tables = new TreeMap<>();
  }

  public static final SimService<DynamoDbClient> SERVICE =
      SimService.of(DynamoDbClient.class, ERRORS, SimDynamoDb::new)
          .inEachRegion(region -> new State());

  private final SimEndpoint at;
  private final TreeMap<String, SimSwitch> tables;

  private SimDynamoDb(SimEndpoint at) {
    this.at = at;
    this.tables = at.state(State.class).tables;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  @Override
  public CreateTableResponse createTable(CreateTableRequest request) {
    SimEndpoint.only(
        request,
        "TableName",
        "DeletionProtectionEnabled",
        "Tags",
        "AttributeDefinitions",
        "KeySchema",
        "BillingMode");
    String name = request.tableName();
    return at.write(
        "CreateTable",
        List.of(name),
        () -> {
          if (tables.containsKey(name)) {
            throw ERRORS.of(400, "ResourceInUseException", "Table already exists: " + name);
          }
          at.changed();
          var table =
              new SimSwitch(
                  at.ids().ec2("table"),
                  name,
                  "arn:aws:dynamodb:%s:%s:table/%s".formatted(at.region(), at.account(), name),
                  at.now(),
                  Boolean.TRUE.equals(request.deletionProtectionEnabled()),
                  request.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
          tables.put(name, table);
          return CreateTableResponse.builder().tableDescription(shape(table)).build();
        });
  }

  @Override
  public ListTablesResponse listTables(ListTablesRequest request) {
    SimEndpoint.only(request, "ExclusiveStartTableName", "Limit");
    return at.read(
        "ListTables",
        List.of(),
        () -> {
          int size = request.limit() == null ? 100 : request.limit();
          String after = request.exclusiveStartTableName();
          List<String> rest =
              List.copyOf(after == null ? tables.keySet() : tables.tailMap(after, false).keySet());
          List<String> page = rest.subList(0, Math.min(size, rest.size()));
          return ListTablesResponse.builder()
              .tableNames(page)
              .lastEvaluatedTableName(page.size() < rest.size() ? page.getLast() : null)
              .build();
        });
  }

  @Override
  public DescribeTableResponse describeTable(DescribeTableRequest request) {
    SimEndpoint.only(request, "TableName");
    return at.read(
        "DescribeTable",
        List.of(request.tableName()),
        () -> DescribeTableResponse.builder().table(shape(table(request.tableName()))).build());
  }

  /// Tags come ten to a page.
  @Override
  public ListTagsOfResourceResponse listTagsOfResource(ListTagsOfResourceRequest request) {
    SimEndpoint.only(request, "ResourceArn", "NextToken");
    String name = request.resourceArn().substring(request.resourceArn().indexOf('/') + 1);
    return at.read(
        "ListTagsOfResource",
        List.of(name),
        () -> {
          SimPage<String> page =
              SimPage.of(
                  List.copyOf(table(name).tags.keySet()),
                  key -> key,
                  request.nextToken(),
                  10,
                  () -> ERRORS.of(400, "ValidationException", "Invalid NextToken"));
          return ListTagsOfResourceResponse.builder()
              .tags(
                  page.items().stream()
                      .map(key -> Tag.builder().key(key).value(table(name).tags.get(key)).build())
                      .toList())
              .nextToken(page.next())
              .build();
        });
  }

  @Override
  public UpdateTableResponse updateTable(UpdateTableRequest request) {
    SimEndpoint.only(request, "TableName", "DeletionProtectionEnabled");
    return at.write(
        "UpdateTable",
        List.of(request.tableName()),
        () -> {
          SimSwitch table = table(request.tableName());
          at.changed();
          table.on = request.deletionProtectionEnabled();
          return UpdateTableResponse.builder().tableDescription(shape(table)).build();
        });
  }

  @Override
  public DeleteTableResponse deleteTable(DeleteTableRequest request) {
    SimEndpoint.only(request, "TableName");
    return at.write(
        "DeleteTable",
        List.of(request.tableName()),
        () -> {
          SimSwitch table = table(request.tableName());
          if (table.on) {
            throw ERRORS.of(
                400,
                "ValidationException",
                "Resource cannot be deleted as it is currently protected against deletion. Disable"
                    + " deletion protection first.");
          }
          at.changed();
          tables.remove(table.name);
          return DeleteTableResponse.builder().tableDescription(shape(table)).build();
        });
  }

  private SimSwitch table(String name) {
    SimSwitch table = tables.get(name);
    if (table == null) {
      throw ERRORS.of(
          ResourceNotFoundException.builder(),
          400,
          "ResourceNotFoundException",
          "Requested resource not found: Table: " + name + " not found");
    }
    return table;
  }

  private static TableDescription shape(SimSwitch table) {
    return TableDescription.builder()
        .tableName(table.name)
        .tableId(table.id)
        .tableArn(table.arn)
        .tableStatus(TableStatus.ACTIVE)
        .creationDateTime(table.createdAt)
        .deletionProtectionEnabled(table.on)
        .build();
  }
}
