package dev.molly.kind.switches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.aws.AwsException.Reason;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.KindTestAccount;
import dev.molly.kind.TestKinds;
import dev.molly.kind.rds.DbInstanceKind;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import java.lang.reflect.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;

class SwitchKindTest {
  private static final RegionId IRELAND = new RegionId(KindTestAccount.REGION);
  private static final RegionId BEIJING = new RegionId("cn-north-1");
  private static final RegionId TAIPEI = new RegionId("ap-east-2");

  private final KindTestAccount home = new KindTestAccount(new DbInstanceKind());

  @Test
  void everyServiceIsOfferedInIreland() {
    assertThat(TestKinds.ALL.all())
        .filteredOn(SwitchKind.class::isInstance)
        .hasSizeGreaterThan(5)
        .allMatch(kind -> ((SwitchKind<?, ?>) kind).regions().isOfferedIn(IRELAND));
  }

  static List<SwitchKind<?, ?>> kindsWithAnIdBesideTheName() {
    return List.of(new DynamoDbTableKind(), new EksClusterKind(), new LogGroupKind());
  }

  @ParameterizedTest
  @MethodSource("kindsWithAnIdBesideTheName")
  void aResourceThatIsMadeAnewUnderTheSameNameIsAnotherOne(SwitchKind<?, ?> kind) {
    var account = new SwitchTestAccount(kind);
    account.create("orders");
    Resource first = account.listed().getFirst();
    account.delete("orders");
    account.cloud.clock().advance(Duration.ofSeconds(1));
    account.create("orders");

    assertThat(account.found(first)).isEmpty();
    assertThat(account.listed().getFirst().id()).isNotEqualTo(first.id());
  }

  @Test
  void userPoolsAreNotOfferedInChina() {
    assertThat(new UserPoolKind().regions().isOfferedIn(BEIJING)).isFalse();
    assertThat(new DynamoDbTableKind().regions().isOfferedIn(BEIJING)).isTrue();
  }

  @Test
  void aServiceThatIsOfferedAndDoesNotAnswerIsAGap() {
    home.cloud.faults().serverError("eks:ListClusters");

    assertThatExceptionOfType(AwsException.class).isThrownBy(this::clusters);
  }

  @Test
  void onlyARegionThatLacksTheServiceMayNotAnswer() {
    var silent = new AwsException(Reason.OTHER, "no page");
    AwsException noHost = new AwsException(Reason.UNREACHABLE, "no such host");
    noHost.initCause(new UnknownHostException("cognito-idp"));
    var pools = new UserPoolKind();
    var ofFewRegions = new ServiceRegions("braket");

    assertThat(pools.regions().isBecauseNotOffered(silent, BEIJING)).isTrue();
    assertThat(ofFewRegions.isBecauseNotOffered(noHost, TAIPEI)).isTrue();
    assertThat(ofFewRegions.isBecauseNotOffered(silent, TAIPEI)).isFalse();
    assertThat(pools.regions().isBecauseNotOffered(noHost, IRELAND)).isFalse();
    assertThat(pools.regions().isBecauseNotOffered(noHost, new RegionId("eu-north-9"))).isFalse();
    assertThat(pools.regions().isBecauseNotOffered(new AwsException(Reason.DENIED, "no"), BEIJING))
        .isFalse();
  }

  @Test
  void aFailureAfterAFirstResourceIsAGapInEveryRegion() {
    home.session
        .client(CognitoIdentityProviderClient.class, IRELAND)
        .createUserPool(r -> r.poolName("people"));
    var found = new ArrayList<Resource>();

    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(
            () ->
                new UserPoolKind()
                    .list(
                        everyRegionIsIreland(),
                        BEIJING,
                        new ControlSelection(Set.of(), false),
                        resource -> {
                          found.add(resource);
                          throw new AwsException(Reason.OTHER, "the second page is missing");
                        }));
    assertThat(found).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "DELETING, true",
    "deleting, true",
    "DELETE_IN_PROGRESS, true",
    "deregistered, true",
    "DELETE_FAILED, false",
    "ACTIVE, false",
    "disabled, false",
    "'', false"
  })
  void countsAStateAsDeletedInTheWordsOfEachService(String state, boolean going) {
    assertThat(SwitchKind.isGoing(state)).isEqualTo(going);
  }

  private AccountSession everyRegionIsIreland() {
    return (AccountSession)
        Proxy.newProxyInstance(
            AccountSession.class.getClassLoader(),
            new Class<?>[] {AccountSession.class},
            (proxy, method, given) ->
                method.invoke(
                    home.session,
                    method.getName().equals("client") ? new Object[] {given[0], IRELAND} : given));
  }

  private List<Resource> clusters() {
    var found = new ArrayList<Resource>();
    new EksClusterKind()
        .list(home.session, IRELAND, new ControlSelection(Set.of(), false), found::add);
    return found;
  }
}
