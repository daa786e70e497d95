package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.molly.aws.AwsException;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.AccountRegion;
import dev.molly.model.ExitCode;
import dev.molly.model.Gap;
import dev.molly.model.RegionSelection;
import dev.molly.model.ScanReport;
import dev.molly.model.Severity;
import dev.molly.model.UserError;
import dev.molly.policy.ScanRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Several accounts, each entered by a role.
interface AccountContract extends Contract {
  AccountId OTHER = new AccountId("444455556666");

  @Test
  default void readsEachAccountThroughItsRole() {
    String mine = create(Seed.instance());
    String theirs = engine().create(new AccountRegion(OTHER, IRELAND), Seed.instance());

    ScanReport report = scan(List.of(own(), other()));

    assertThat(report.findings())
        .extracting(f -> f.resource().id().account(), f -> f.resource().identifier())
        .containsExactlyInAnyOrder(tuple(engine().own(), mine), tuple(OTHER, theirs));
  }

  @Test
  default void anAccountWhoseRoleCannotBeAssumedIsAGapAndTheOthersAreScanned() {
    engine().notOn(EngineDeviation.NOBODY_DENIED);
    String mine = create(Seed.instance());
    engine().create(new AccountRegion(OTHER, IRELAND), Seed.instance());
    engine().deny("sts:AssumeRole");

    ScanReport report = scan(List.of(own(), other()));

    assertThat(identifiers(report)).containsExactly(mine);
    assertThat(report.gaps()).hasSize(1);
    Gap gap = report.gaps().getFirst();
    assertThat(gap.account()).isEqualTo(OTHER);
    assertThat(gap.region()).isEmpty();
    assertThat(gap.missingPermission()).contains("sts:AssumeRole");
    assertThat(report.exitCode(Severity.CRITICAL)).isEqualTo(ExitCode.INCOMPLETE);
  }

  @Test
  default void whenNoAccountCanBeEnteredThereIsNothingToReport() {
    engine().notOn(EngineDeviation.NOBODY_DENIED);
    engine().deny("sts:AssumeRole");

    assertThatThrownBy(() -> scan(List.of(other())))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no account could be entered")
        .cause()
        .isInstanceOfSatisfying(
            AwsException.class, e -> assertThat(e.missingPermission()).contains("sts:AssumeRole"));
  }

  private AccountRef own() {
    return new AccountRef.Configured(
        engine().own(), "own", Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  private static AccountRef other() {
    var role = "arn:aws:iam::" + OTHER + ":role/molly-scan";
    return new AccountRef.Configured(
        OTHER, "other", Optional.of(role), Optional.empty(), Optional.empty(), false);
  }

  private ScanReport scan(List<AccountRef> accounts) {
    return engine()
        .scan(
            new ScanRequest(
                accounts,
                new RegionSelection.Named(List.of(IRELAND)),
                List.of(EC2),
                Rules.only("volume-retention")));
  }
}
