package dev.molly.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.AccountId;
import dev.molly.model.HubFinding;
import dev.molly.model.HubImport;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.RuleId;
import dev.molly.model.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.BatchImportFindingsRequest;
import software.amazon.awssdk.services.securityhub.model.BatchImportFindingsResponse;
import software.amazon.awssdk.services.securityhub.model.ImportFindingsError;
import software.amazon.awssdk.services.securityhub.model.InvalidAccessException;

class SecurityHubImporterTest {
  private static final Instant NOW = Instant.parse("2026-11-30T04:00:00Z");

  private final List<String> calls = new ArrayList<>();

  @Test
  void aHundredAtMostGoTogetherAndOnlyThoseOfOneAccountAndRegion() {
    var importer = importer(SecurityHubImporterTest::takesAll);

    for (int i = 0; i < 250; i++) {
      importer.add(finding("111122223333", "eu-west-1", "i-" + i, HubFinding.Status.FAILED));
    }
    importer.add(finding("111122223333", "us-east-1", "i-x", HubFinding.Status.FAILED));
    importer.add(finding("444455556666", "us-east-1", "i-y", HubFinding.Status.FAILED));

    assertThat(importer.end()).isEqualTo(new HubImport(252, 0, List.of()));
    assertThat(calls)
        .containsExactly(
            "111122223333 eu-west-1 100",
            "111122223333 eu-west-1 100",
            "111122223333 eu-west-1 50",
            "111122223333 us-east-1 1",
            "444455556666 us-east-1 1");
  }

  @Test
  void whatIsRefusedInsideAGoodAnswerIsCounted() {
    var importer =
        importer(
            request ->
                BatchImportFindingsResponse.builder()
                    .successCount(1)
                    .failedCount(1)
                    .failedFindings(
                        ImportFindingsError.builder()
                            .id("molly/1")
                            .errorCode("InvalidInput")
                            .errorMessage("too long")
                            .build())
                    .build());
    importer.add(finding("111122223333", "eu-west-1", "i-1", HubFinding.Status.FAILED));
    importer.add(finding("111122223333", "eu-west-1", "i-2", HubFinding.Status.FAILED));

    HubImport done = importer.end();

    assertThat(done.imported()).isEqualTo(1);
    assertThat(done.failed()).isEqualTo(1);
    assertThat(done.problems())
        .containsExactly(
            "111122223333/eu-west-1: 1 of 2 findings: molly/1: InvalidInput: too long");
  }

  @Test
  void anAnswerThatSaysNothingIsNoImport() {
    var importer = importer(_ -> BatchImportFindingsResponse.builder().build());
    importer.add(finding("111122223333", "eu-west-1", "i-1", HubFinding.Status.FAILED));

    assertThat(importer.end().failed()).isEqualTo(1);
  }

  @Test
  void aPlaceWithoutSecurityHubIsAskedOnceAndTheOthersAreImported() {
    var importer =
        importer(
            request -> {
              if (request.findings().getFirst().region().equals("eu-west-1")) {
                throw InvalidAccessException.builder()
                    .awsErrorDetails(
                        AwsErrorDetails.builder()
                            .errorCode("InvalidAccessException")
                            .errorMessage("Account is not subscribed to AWS Security Hub")
                            .build())
                    .requestId("1")
                    .statusCode(401)
                    .build();
              }
              return takesAll(request);
            });
    for (int i = 0; i < 150; i++) {
      importer.add(finding("111122223333", "eu-west-1", "i-" + i, HubFinding.Status.FAILED));
    }
    importer.add(finding("111122223333", "us-east-1", "i-x", HubFinding.Status.FAILED));

    HubImport done = importer.end();

    assertThat(done.imported()).isEqualTo(1);
    assertThat(done.failed()).isEqualTo(150);
    assertThat(done.problems()).hasSize(1);
    assertThat(done.problems().getFirst())
        .contains("111122223333/eu-west-1: ", "not subscribed to AWS Security Hub");
    assertThat(calls).hasSize(2);
  }

  @Test
  void aFindingIsOfTheDefaultProductOfItsOwnAccountAndRegion() {
    AwsSecurityFinding asff =
        SecurityHubImporter.asff(
            finding("111122223333", "eu-west-1", "i-1", HubFinding.Status.FAILED));

    assertThat(asff.productArn())
        .isEqualTo("arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default");
    assertThat(asff.awsAccountId()).isEqualTo("111122223333");
    assertThat(asff.id()).isEqualTo("molly/i-1");
    assertThat(asff.createdAt()).isEqualTo("2026-11-18T04:00:00Z");
    assertThat(asff.updatedAt()).isEqualTo("2026-11-30T04:00:00.001Z");
    assertThat(asff.compliance().statusAsString()).isEqualTo("FAILED");
    assertThat(asff.recordStateAsString()).isEqualTo("ACTIVE");
    assertThat(asff.resources().getFirst().type()).isEqualTo("AwsEc2Instance");
    assertThat(asff.findingProviderFields().severity().labelAsString()).isEqualTo("HIGH");
    assertThat(asff.remediation().recommendation().url()).isNull();
  }

  @Test
  void whatIsFixedIsInformational() {
    AwsSecurityFinding asff =
        SecurityHubImporter.asff(
            finding("111122223333", "eu-west-1", "i-1", HubFinding.Status.PASSED));

    assertThat(asff.findingProviderFields().severity().labelAsString()).isEqualTo("INFORMATIONAL");
    assertThat(asff.compliance().statusAsString()).isEqualTo("PASSED");
  }

  @Test
  void textsAreAsLongAsSecurityHubTakesThem() {
    AwsSecurityFinding asff =
        SecurityHubImporter.asff(
            finding("111122223333", "eu-west-1", "x".repeat(5_000), HubFinding.Status.FAILED));

    assertThat(asff.title()).hasSize(256).endsWith("...");
    assertThat(asff.description()).hasSizeLessThanOrEqualTo(1_024);
    assertThat(asff.remediation().recommendation().text()).hasSizeLessThanOrEqualTo(512);
  }

  private static BatchImportFindingsResponse takesAll(BatchImportFindingsRequest request) {
    return BatchImportFindingsResponse.builder()
        .successCount(request.findings().size())
        .failedCount(0)
        .build();
  }

  private SecurityHubImporter importer(
      Function<BatchImportFindingsRequest, BatchImportFindingsResponse> hub) {
    return new SecurityHubImporter(
        account -> new ClientSession(region -> client(account + " " + region, hub)));
  }

  private static HubFinding finding(
      String account, String region, String id, HubFinding.Status status) {
    var resource =
        new ResourceRef(
            new ResourceId(
                new KindId("ec2-instance"), new AccountId(account), new RegionId(region), id),
            id,
            id,
            "arn:aws:ec2:%s:%s:instance/%s".formatted(region, account, id));
    return new HubFinding(
        id,
        new RuleId("ec2-termination-protection"),
        resource,
        Severity.HIGH,
        status,
        false,
        NOW.minusSeconds(12 * 86_400),
        NOW.plusNanos(1_234_567),
        "fail: it is off ".repeat(id.length()),
        "molly protect --id " + id,
        "");
  }

  /// A Security Hub in one account and region.
  private SecurityHubClient client(
      String place, Function<BatchImportFindingsRequest, BatchImportFindingsResponse> hub) {
    return new SecurityHubClient() {
      @Override
      public BatchImportFindingsResponse batchImportFindings(BatchImportFindingsRequest request) {
        calls.add("%s %d".formatted(place, request.findings().size()));
        return hub.apply(request);
      }

      @Override
      public String serviceName() {
        return "securityhub";
      }

      @Override
      public void close() {}
    };
  }
}
