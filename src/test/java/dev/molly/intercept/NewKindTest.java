package dev.molly.intercept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.kind.DeleteCommand;
import dev.molly.kind.DeleteOperation;
import dev.molly.kind.DeleteOption;
import dev.molly.kind.DeleteTarget;
import dev.molly.kind.KindRegistry;
import dev.molly.kind.Retirable;
import dev.molly.model.KindId;
import dev.molly.plan.Goal;
import dev.molly.retire.RecordSchema;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A kind that this package has never heard of: everything it needs is what the kind declares.
class NewKindTest {
  private static final Instant NOW = Instant.parse("2020-01-02T00:00:00Z");
  private static final Instant DUE = Instant.parse("2020-01-01T00:00:00Z");
  private static final KindId TABLE = new KindId("test-table");

  private RecordingAws aws;

  @BeforeEach
  void start() throws Exception {
    aws = new RecordingAws();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dynamodb delete-table --table-name orders --region eu-west-1",
        "dynamodb delete-table --cli-input-json {\"TableName\":\"orders\"} --region eu-west-1",
        "ddb rm ddb://orders --region eu-west-1"
      })
  void theAwsCliRetiresIt(String line) {
    assertThat(read(line))
        .isInstanceOfSatisfying(
            InterceptDecision.Stage.class,
            stage ->
                assertThat(stage.request().retireArguments())
                    .containsExactly(
                        "orders", "--kind", "test-table", "--region", "eu-west-1", "--apply"));
  }

  @Test
  void anOptionMeansWhatTheKindSays() {
    assertThat(read("dynamodb delete-table --table-name orders --purge --endpoint-url http://x:1"))
        .isInstanceOfSatisfying(
            InterceptDecision.Stage.class,
            stage -> {
              assertThat(stage.request().notes()).containsExactly("backups are kept");
              assertThat(stage.request().endpointProperties())
                  .containsOnlyKeys("aws.endpointUrl", "aws.endpointUrlDynamoDb");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dynamodb delete-table --table-name orders --mystery",
        "dynamodb delete-table --cli-input-json {\"TableName\":\"orders\",\"Mystery\":1}",
        "dynamodb delete-table",
        "dynamodb delete-table --table-name o:rders",
        "--mystery dynamodb delete-table --table-name orders",
        "keyspaces delete-table --table-name orders",
        "cloudcontrol delete-resource --type-name AWS::DynamoDB::Table --identifier orders",
      })
  void everythingElseAboutItIsRefused(String line) {
    assertThat(read(line)).isInstanceOf(InterceptDecision.Refuse.class);
  }

  @Test
  void kindsThatAreNotInTheRegistryPass() {
    assertThat(read("ec2 terminate-instances --instance-ids i-12345678"))
        .isEqualTo(new InterceptDecision.PassThrough());
  }

  @Test
  void theSdkSendsNoDeleteBeforeItIsDue() {
    assertThatThrownBy(() -> deleteTable(Map.of()))
        .isInstanceOf(DeleteRefusedException.class)
        .hasMessageContaining("test-table orders was not retired")
        .hasMessageEndingWith(
            "molly retire orders --kind test-table --region eu-west-1 --why \"...\"");

    assertThat(aws.asked()).isEmpty();
  }

  @Test
  void theSdkSendsItOnceItIsDue() {
    deleteTable(Records.of("t-1", Goal.RETIRED, DUE));

    assertThat(aws.asked()).containsExactly("POST /");
  }

  private void deleteTable(Map<String, String> tags) {
    KindRegistry kinds = kinds(tags);
    var guard = new DeleteGuardInterceptor(kinds, new TagDueCheck(kinds, InstantSource.fixed(NOW)));
    try (DynamoDbClient client =
        DynamoDbClient.builder()
            .endpointOverride(aws.uri())
            .region(Region.EU_WEST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("caller", "secret")))
            .overrideConfiguration(c -> c.addExecutionInterceptor(guard))
            .build()) {
      client.deleteTable(r -> r.tableName("orders"));
    }
  }

  private static InterceptDecision read(String line) {
    return AwsArguments.read(
        kinds(Map.of()),
        List.of(line.split(" ")),
        new CliEnvironment(
            Map.of(), CliAliases.none(), file -> Optional.empty(), profile -> Optional.empty()));
  }

  private static KindRegistry kinds(Map<String, String> tags) {
    Pattern name = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");
    var delete =
        new DeleteOperation(
            "DynamoDb",
            "DeleteTable",
            "TableName",
            "AWS::DynamoDB::Table",
            Set.of("keyspaces"),
            List.of(
                new DeleteCommand(
                    "dynamodb",
                    "delete-table",
                    new DeleteCommand.Target.Option("--table-name", false, false),
                    name,
                    List.of(DeleteOption.switched("--purge", "Purge", "backups are kept"))),
                new DeleteCommand(
                    "ddb",
                    "rm",
                    new DeleteCommand.Target.Url("ddb://", "one table"),
                    name,
                    List.of())),
            (origin, identifier) -> Optional.of(new DeleteTarget(tags, "t-1", NOW)));
    return new KindRegistry(List.of(kind(delete)));
  }

  /// Throws on every other question: nothing else is to be asked.
  private static Retirable kind(DeleteOperation delete) {
    return (Retirable)
        Proxy.newProxyInstance(
            NewKindTest.class.getClassLoader(),
            new Class<?>[] {Retirable.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "id" -> TABLE;
                  case "controls" -> List.of();
                  case "deleteOperation" -> delete;
                  case "recordSchema" ->
                      new RecordSchema(
                          Map.of(), Set.of("exists"), Pattern.compile(""), Set.of(), Map.of());
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
