package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.SupportedKinds;
import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.contract.kinds.SwitchCase;
import dev.molly.contract.kinds.SwitchCase.MotoGap;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.Remediation;
import dev.molly.kind.ResourceKind;
import dev.molly.kind.TestKinds;
import dev.molly.model.AccountRef;
import dev.molly.model.Arn;
import dev.molly.model.ControlId;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.KindId;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.plan.Change;
import dev.molly.retire.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;

/// The part of the contract about kinds that have nothing but switches.
interface SwitchContract extends Contract {
  static List<SwitchCase> cases() {
    return SwitchCase.all();
  }

  @Test
  default void everyKindIsPartOfTheContract() {
    assertThat(
            Stream.concat(
                Seed.KINDS.stream(), SwitchCase.all().stream().map(one -> one.kind().id())))
        .containsExactlyInAnyOrderElementsOf(SupportedKinds.aws().catalog().kinds());
  }

  @ParameterizedTest
  @MethodSource("dev.molly.contract.SwitchContract#cases")
  default void aSwitchIsReadAsItIs(SwitchCase one) {
    notOn(one, MotoGap.NO_SWITCH);
    String on = create(one, "guarded", true);
    String off = create(one, "bare", false);

    List<Finding> findings = findings(one);

    assertThat(findings).hasSize(2);
    assertThat(status(findings, on)).isEqualTo(FindingStatus.PASS);
    assertThat(status(findings, off)).isEqualTo(FindingStatus.FAIL);
  }

  @ParameterizedTest
  @MethodSource("dev.molly.contract.SwitchContract#cases")
  default void whatIsSwitchedOnIsNotDeletedUntilItIsSwitchedOff(SwitchCase one) {
    notOn(one, MotoGap.NO_SWITCH);
    notOn(one, MotoGap.NEVER_SWITCHED);
    String identifier = create(one, "orders", false);
    Resource listed = listed(one).getFirst();
    ControlId control = control(one);
    Remediation fix = session(aws -> one.kind().remediation(aws, listed, control, Duration.ZERO));
    if (fix instanceof Remediation.NotPossible(var why)) {
      assertThat(one.kind().writePermissions()).isEmpty();
      assertThat(why).contains("molly explain");
      return;
    }
    assertThat(fix).isEqualTo(new Remediation.Fix(control, "off", "on"));
    var change = new Change(listed.ref(), control, "off", "on");

    perform(one, change);

    assertThat(status(findings(one), identifier)).isEqualTo(FindingStatus.PASS);
    if (!(engine().name().equals(Engine.MOTO) && one.gap() == MotoGap.DELETES_ALL_THE_SAME)) {
      assertThatThrownBy(() -> one.delete(clients(), identifier))
          .isInstanceOf(AwsServiceException.class);
    }
    perform(one, one.kind().inverse(change).orElseThrow());
    assertThat(status(findings(one), identifier)).isEqualTo(FindingStatus.FAIL);
    one.delete(clients(), identifier);
    assertThat(observed(one, listed)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.molly.contract.SwitchContract#cases")
  default void itsTagsAreRead(SwitchCase one) {
    create(one, "orders", false);
    Resource listed = listed(one).getFirst();

    Resource read =
        session(aws -> one.kind().read(aws, listed, new ControlSelection(Set.of(), true)));

    assertThat(read.tags())
        .isInstanceOfSatisfying(
            Tags.Known.class, known -> assertThat(known.values()).containsEntry("team", "web"));
    assertThat(TestKinds.ALL.all())
        .filteredOn(kind -> kind.owns(Arn.parse(listed.ref().arn())))
        .extracting(ResourceKind::id)
        .containsExactly(one.kind().id());
    Resource found = observed(one, listed).orElseThrow().resource();
    assertThat(found.tags()).isEqualTo(read.tags());
  }

  private Optional<Observation> observed(SwitchCase one, Resource listed) {
    return session(
        aws -> one.kind().observe(aws, listed.ref(), ControlSelection.tagsAnd(), Instant.EPOCH));
  }

  @ParameterizedTest
  @MethodSource("dev.molly.contract.SwitchContract#cases")
  default void aDeniedListingIsAGapThatNamesThePermission(SwitchCase one) {
    create(one, "orders", false);
    engine().deny(one.listing());

    var report = scan(one.kind().id(), Rules.only(control(one).value()), IRELAND);

    assertThat(one.kind().readPermissions()).contains(one.listing(), one.reading());
    assertThat(report.findings()).isEmpty();
    assertThat(report.gaps()).hasSize(1);
    assertThat(report.gaps().getFirst().missingPermission()).contains(one.listing());
  }

  @ParameterizedTest
  @MethodSource("dev.molly.contract.SwitchContract#cases")
  default void aDeniedReadIsUnknownAndNamesThePermission(SwitchCase one) {
    if (one.reading().equals(one.listing())) {
      return;
    }
    create(one, "orders", true);
    engine().deny(one.reading());

    List<Finding> findings = findings(one);

    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().status()).isEqualTo(FindingStatus.UNKNOWN);
    assertThat(findings.getFirst().missingPermission()).contains(one.reading());
  }

  @ParameterizedTest
  @MethodSource("dev.molly.contract.SwitchContract#cases")
  default void aDeniedWriteNamesThePermissionThatThePlanShows(SwitchCase one) {
    notOn(one, MotoGap.NO_SWITCH);
    notOn(one, MotoGap.NEVER_SWITCHED);
    create(one, "orders", false);
    var on = new Change(listed(one).getFirst().ref(), control(one), "off", "on");
    Change off = one.kind().inverse(on).orElseThrow();

    for (Change change :
        one.kind().writePermissions().isEmpty() ? List.<Change>of() : List.of(on, off)) {
      String permission = one.kind().call(change).permission();
      engine().deny(permission);

      assertThat(one.kind().writePermissions()).contains(permission);
      assertThatThrownBy(() -> perform(one, change))
          .isInstanceOfSatisfying(
              AwsException.class, e -> assertThat(e.missingPermission()).contains(permission));
    }
  }

  private void notOn(SwitchCase one, MotoGap gap) {
    if (one.gap() == gap && engine().name().equals(Engine.MOTO)) {
      engine().notOn(EngineDeviation.NO_SWITCH);
    }
  }

  private SwitchCase.Clients clients() {
    return new SwitchCase.Clients() {
      @Override
      public <C extends SdkClient> C client(Class<C> type) {
        return engine().client(type, in(IRELAND));
      }

      @Override
      public String subnet() {
        return engine().subnet(in(IRELAND));
      }
    };
  }

  private String create(SwitchCase one, String name, boolean on) {
    return one.create(clients(), name, on);
  }

  private static ControlId control(SwitchCase one) {
    return one.kind().controls().getFirst().id();
  }

  private List<Finding> findings(SwitchCase one) {
    KindId kind = one.kind().id();
    var report = scan(kind, Rules.only(control(one).value()), IRELAND);
    assertThat(report.gaps()).isEmpty();
    return report.findings();
  }

  private static FindingStatus status(List<Finding> findings, String identifier) {
    return findings.stream()
        .filter(finding -> finding.resource().identifier().equals(identifier))
        .findFirst()
        .orElseThrow()
        .status();
  }

  private List<Resource> listed(SwitchCase one) {
    return session(
        aws -> {
          var found = new ArrayList<Resource>();
          one.kind().list(aws, IRELAND, new ControlSelection(Set.of(), false), found::add);
          return found;
        });
  }

  private void perform(SwitchCase one, Change change) {
    session(
        aws -> {
          one.kind().perform(aws, change);
          return change;
        });
  }

  private <T> T session(Function<AccountSession, T> work) {
    return engine().with(aws -> work.apply(aws.session(new AccountRef.Own())));
  }
}
