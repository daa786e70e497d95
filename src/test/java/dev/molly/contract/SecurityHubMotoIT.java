package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.Molly;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.AccountRegion;
import dev.molly.model.HubFinding;
import dev.molly.model.HubFinding.Status;
import dev.molly.model.HubImport;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.RuleId;
import dev.molly.model.Severity;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;

/// Findings go to the Security Hub of their account and region, and are updated there.
@Tag(Engine.MOTO)
class SecurityHubMotoIT {
  private static final AccountId OTHER = new AccountId("444455556666");
  private static final RegionId IRELAND = new RegionId("eu-west-1");
  private static final Instant FIRST = Instant.parse("2026-11-18T04:00:00Z");

  private final MotoEngine moto = MotoEngine.orSkip();

  @BeforeEach
  @AfterEach
  void leaveNothing() {
    moto.reset();
  }

  @Test
  void eachFindingIsInItsOwnAccountAndIsUpdatedThereWhenItIsFixedOrGone() {
    HubImport first =
        imported(
            Stream.concat(
                IntStream.range(0, 150)
                    .mapToObj(i -> finding(moto.own(), "i-" + i, Status.FAILED, false)),
                Stream.of(finding(OTHER, "i-other", Status.FAILED, false))));

    HubImport second =
        imported(
            Stream.of(
                finding(moto.own(), "i-0", Status.PASSED, false),
                finding(moto.own(), "i-1", Status.NOT_AVAILABLE, true)));

    assertThat(first).isEqualTo(new HubImport(151, 0, List.of()));
    assertThat(second).isEqualTo(new HubImport(2, 0, List.of()));
    assertThat(in(OTHER)).extracting(AwsSecurityFinding::id).containsExactly("molly/i-other");
    List<AwsSecurityFinding> own = in(moto.own());
    assertThat(own).hasSize(150);
    assertThat(one(own, "molly/i-0").compliance().statusAsString()).isEqualTo("PASSED");
    assertThat(one(own, "molly/i-1").recordStateAsString()).isEqualTo("ARCHIVED");
    assertThat(one(own, "molly/i-2").compliance().statusAsString()).isEqualTo("FAILED");
  }

  private HubImport imported(Stream<HubFinding> findings) {
    List<AccountRef> accounts =
        List.of(
            new AccountRef.Own(),
            new AccountRef.Configured(
                OTHER,
                "other",
                Optional.of("arn:aws:iam::" + OTHER + ":role/molly"),
                Optional.empty(),
                Optional.empty(),
                false));
    return LiveScan.with(
        moto.aws().uri(),
        moto.caller(),
        aws ->
            Molly.builder()
                .aws(aws)
                .clock(Clock.systemUTC())
                .build()
                .importFindings(accounts, findings));
  }

  private List<AwsSecurityFinding> in(AccountId account) {
    try (var hub =
        moto.aws().client(SecurityHubClient.class, new AccountRegion(account, IRELAND))) {
      return hub.getFindingsPaginator(r -> r.maxResults(100)).findings().stream().toList();
    }
  }

  private static AwsSecurityFinding one(List<AwsSecurityFinding> all, String id) {
    return all.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  private static HubFinding finding(AccountId account, String id, Status status, boolean archived) {
    var resource =
        new ResourceRef(
            new ResourceId(new KindId("ec2-instance"), account, IRELAND, id),
            id,
            id,
            "arn:aws:ec2:%s:%s:instance/%s".formatted(IRELAND, account, id));
    return new HubFinding(
        id,
        new RuleId("ec2-termination-protection"),
        resource,
        Severity.HIGH,
        status,
        archived,
        FIRST,
        FIRST.plusSeconds(60),
        "it is off",
        "molly protect --id " + id,
        "https://docs.aws.amazon.com/ec2/");
  }
}
