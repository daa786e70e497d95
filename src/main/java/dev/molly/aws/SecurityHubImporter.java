package dev.molly.aws;

import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.Arn;
import dev.molly.model.HubFinding;
import dev.molly.model.HubImport;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.BatchImportFindingsResponse;
import software.amazon.awssdk.services.securityhub.model.ComplianceStatus;
import software.amazon.awssdk.services.securityhub.model.RecordState;
import software.amazon.awssdk.services.securityhub.model.Resource;
import software.amazon.awssdk.services.securityhub.model.SeverityLabel;

/// Imports findings into Security Hub, as a custom integration by the account's default product.
/// Security Hub takes a finding only from its own account, so each is imported by the session of
/// its account, in its region. An import is repeated without harm: the id is the same.
///
/// Source: Security Hub API Reference, BatchImportFindings (the caller's account is the finding's
/// `AwsAccountId`; 100 findings a call; 240 KB a finding); Partner Guide, "Guidelines for using the
/// BatchImportFindings API" (6 MB a call); User Guide, "Required top-level ASFF attributes" for the
/// lengths of texts.
public final class SecurityHubImporter {
  public static final String PERMISSION = "securityhub:BatchImportFindings";

  static final int BATCH = 100;
  private static final int TITLE = 256;
  private static final int DESCRIPTION = 1_024;
  private static final int REMEDIATION = 512;

  /// The number of problems that are reported.
  private static final int PROBLEMS = 10;

  private static final String TYPE =
      "Software and Configuration Checks/AWS Security Best Practices";

  /// Source: Security Hub User Guide, "Resources ASFF object".
  private static final Map<String, String> TYPES =
      Map.of(
          "ec2-instance", "AwsEc2Instance",
          "rds-instance", "AwsRdsDbInstance",
          "rds-cluster", "AwsRdsDbCluster",
          "s3-bucket", "AwsS3Bucket",
          "dynamodb-table", "AwsDynamoDbTable",
          "eks-cluster", "AwsEksCluster",
          "load-balancer", "AwsElbv2LoadBalancer",
          "cloudformation-stack", "AwsCloudFormationStack");

  private final Function<AccountId, AccountSession> sessions;
  private final List<HubFinding> batch = new ArrayList<>();
  private final Set<AccountRegion> refused = new HashSet<>();
  private final List<String> problems = new ArrayList<>();
  private long imported;
  private long failed;

  /// @param sessions returns the session of an account
  public SecurityHubImporter(Function<AccountId, AccountSession> sessions) {
    this.sessions = sessions;
  }

  /// Imports a finding, with others of the same account and region that follow it.
  public void add(HubFinding finding) {
    if (!batch.isEmpty()
        && (batch.size() == BATCH || !batch.getFirst().place().equals(finding.place()))) {
      send();
    }
    batch.add(finding);
  }

  /// Imports the last findings, and returns the result of the whole import.
  public HubImport end() {
    if (!batch.isEmpty()) {
      send();
    }
    return new HubImport(imported, failed, problems);
  }

  /// After a call that failed, for example because Security Hub is not enabled there, the other
  /// findings of that account and region count as failed and are not sent.
  private void send() {
    AccountRegion place = batch.getFirst().place();
    List<HubFinding> findings = List.copyOf(batch);
    batch.clear();
    if (refused.contains(place)) {
      failed += findings.size();
      return;
    }
    try {
      BatchImportFindingsResponse answer = imported(place, findings);
      int accepted = answer.successCount() == null ? 0 : answer.successCount();
      imported += accepted;
      int missing = findings.size() - accepted;
      failed += missing;
      if (missing > 0) {
        problem(place, missing + " of " + findings.size() + " findings: " + first(answer));
      }
    } catch (AwsException e) {
      failed += findings.size();
      refused.add(place);
      problem(place, e.getMessage());
    }
  }

  private BatchImportFindingsResponse imported(AccountRegion place, List<HubFinding> findings) {
    SecurityHubClient hub =
        sessions.apply(place.account()).client(SecurityHubClient.class, place.region());
    List<AwsSecurityFinding> asff = findings.stream().map(SecurityHubImporter::asff).toList();
    return AwsCalls.call(PERMISSION, () -> hub.batchImportFindings(r -> r.findings(asff)));
  }

  private static String first(BatchImportFindingsResponse answer) {
    return answer.failedFindings().stream()
        .findFirst()
        .map(each -> "%s: %s: %s".formatted(each.id(), each.errorCode(), each.errorMessage()))
        .orElse("the answer does not say why");
  }

  private void problem(AccountRegion place, String why) {
    if (problems.size() < PROBLEMS) {
      problems.add(place + ": " + why);
    }
  }

  static AwsSecurityFinding asff(HubFinding finding) {
    AccountRegion place = finding.place();
    String arn = finding.resource().arn();
    String partition = Arn.isOne(arn) ? Arn.parse(arn).partition() : "aws";
    String kind = finding.resource().id().kind().value();
    var asff =
        AwsSecurityFinding.builder()
            .schemaVersion("2018-10-08")
            .id("molly/" + finding.id())
            .productArn(
                "arn:%s:securityhub:%s:%s:product/%s/default"
                    .formatted(partition, place.region(), place.account(), place.account()))
            .productName("molly")
            .generatorId("molly/" + finding.rule())
            .awsAccountId(place.account().value())
            .region(place.region().value())
            .createdAt(time(finding.createdAt()))
            .firstObservedAt(time(finding.createdAt()))
            .updatedAt(time(finding.updatedAt()))
            .lastObservedAt(time(finding.updatedAt()))
            .title(cut(finding.rule() + ": " + finding.resource().identifier(), TITLE))
            .description(cut(finding.description(), DESCRIPTION))
            .findingProviderFields(
                provider ->
                    provider
                        .severity(
                            severity ->
                                severity.label(label(finding)).original(finding.severity().word()))
                        .types(TYPE))
            .compliance(compliance -> compliance.status(status(finding)))
            .recordState(finding.archived() ? RecordState.ARCHIVED : RecordState.ACTIVE)
            .resources(
                Resource.builder()
                    .type(TYPES.getOrDefault(kind, "Other"))
                    .id(arn)
                    .partition(partition)
                    .region(place.region().value())
                    .build());
    if (!finding.remediation().isEmpty()) {
      asff.remediation(
          remediation ->
              remediation.recommendation(
                  recommendation ->
                      recommendation
                          .text(cut(finding.remediation(), REMEDIATION))
                          .url(orNull(finding.documentation()))));
    }
    return asff.build();
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 3) + "...";
  }

  private static ComplianceStatus status(HubFinding finding) {
    return switch (finding.status()) {
      case PASSED -> ComplianceStatus.PASSED;
      case FAILED -> ComplianceStatus.FAILED;
      case NOT_AVAILABLE -> ComplianceStatus.NOT_AVAILABLE;
    };
  }

  private static SeverityLabel label(HubFinding finding) {
    if (finding.status() == HubFinding.Status.PASSED) {
      return SeverityLabel.INFORMATIONAL;
    }
    return switch (finding.severity()) {
      case LOW -> SeverityLabel.LOW;
      case MEDIUM -> SeverityLabel.MEDIUM;
      case HIGH -> SeverityLabel.HIGH;
      case CRITICAL -> SeverityLabel.CRITICAL;
    };
  }
}
