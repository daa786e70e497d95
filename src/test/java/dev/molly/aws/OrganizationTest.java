package dev.molly.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.molly.model.AccountId;
import dev.molly.model.AccountListing;
import dev.molly.model.AccountRef;
import dev.molly.model.AccountSelector;
import dev.molly.model.Gap;
import dev.molly.model.OrganizationScope;
import dev.molly.model.UnscannedAccount;
import dev.molly.model.UnscannedAccount.Reason;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import dev.molly.sim.core.SimCall;
import dev.molly.sim.services.SimOrganizations;
import dev.molly.sim.services.SimOrganizations.SimMember;
import dev.molly.text.Glob;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The accounts of a simulated organization.
class OrganizationTest {
  private static final OrganizationScope ALL =
      new OrganizationScope("molly-scan", Optional.empty(), Optional.empty(), List.of(), List.of());

  private final SimCloud cloud = new SimCloud(Instant.parse("2026-11-22T10:00:00Z"), 1);
  private final SimOrganizations.State organization =
      cloud.account(SimAws.OWN_ACCOUNT).state(SimOrganizations.State.class, "us-east-1");

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsEveryPageWhateverIsOnIt(boolean emptyOnes) {
    IntStream.range(0, 61).forEach(n -> member(n, "web"));
    organization.organizationHasEmptyPages = emptyOnes;

    assertThat(list(ALL).accounts()).hasSize(61).allMatch(AccountRef.Configured::member);
    assertThat(calls()).hasSize(emptyOnes ? 7 : 4);
  }

  @Test
  void tellsTheStatesApartAndScansOnlyActiveAccounts() {
    member(1, "web");
    member(2, "late").in("SUSPENDED");
    member(3, "old").in("PENDING_CLOSURE");
    member(4, "gone").in("CLOSED");
    member(5, "new").in("PENDING_ACTIVATION");

    AccountListing listing = list(ALL);

    assertThat(listing.accounts()).extracting(AccountRef.Configured::name).containsExactly("web");
    assertThat(listing.unscanned())
        .extracting(UnscannedAccount::name, UnscannedAccount::reason)
        .containsExactly(
            tuple("new", Reason.PENDING_ACTIVATION),
            tuple("late", Reason.SUSPENDED),
            tuple("old", Reason.PENDING_CLOSURE),
            tuple("gone", Reason.CLOSED));
    assertThat(listing.gaps()).isEmpty();
  }

  @Test
  void keepsTwoAccountsOfOneName() {
    member(1, "web");
    member(2, "web");

    assertThat(list(ALL).accounts())
        .extracting(account -> account.id().value(), AccountRef.Configured::name)
        .containsExactly(tuple(id(1), "web"), tuple(id(2), "web"));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          id=200000000001,             ,                web
          name=db-*,                   ,                db-1 db-2
          name=DB-*,                   ,
          ou=/,                        ,                web db-1 db-2 tools
          ou=/Work,                    ,                web db-1 db-2
          ou=/Work/Prod,               ,                web db-1
          ou=/*/Prod,                  ,                web db-1
          ou=/Wor,                     ,
          tag=prod,                    ,                web db-1
          tag=pr*,                     ,                web db-1
          ou=/Work/Prod;name=db-*,     ,                db-1
          ,                            ou=/Work,        tools
          ,                            name=db-*,       web tools
          ou=/Work,                    tag=prod,        db-2
          name=db-*,                   id=200000000002, db-2
          """)
  void choosesByWhatTheConfigSays(
      @Nullable String include, @Nullable String exclude, @Nullable String expected) {
    member(1, "web").under("/Work/Prod").tagged("stage", "prod");
    member(2, "db-1").under("/Work/Prod").tagged("stage", "prod");
    member(3, "db-2").under("/Work").tagged("stage", "test");
    member(4, "tools");
    var scope =
        new OrganizationScope(
            "molly-scan",
            Optional.empty(),
            Optional.empty(),
            selectors(include),
            selectors(exclude));

    if (expected == null) {
      assertThat(failure(scope)).contains("no account", "4 excluded");
    } else {
      AccountListing listing = list(scope);
      assertThat(listing.accounts())
          .extracting(AccountRef.Configured::name)
          .containsExactly(expected.split(" ", -1));
      assertThat(listing.unscanned())
          .hasSize(4 - listing.accounts().size())
          .allMatch(each -> each.reason() == Reason.EXCLUDED);
    }
  }

  @Test
  void asksForUnitsAndTagsOnlyIfTheConfigDoes() {
    member(1, "web").tagged("stage", "prod");
    member(2, "db").tagged("stage", "prod");

    list(ALL);
    assertThat(calls()).containsExactly("organizations:ListAccounts");

    list(
        new OrganizationScope(
            "r", Optional.empty(), Optional.empty(), selectors("name=db;tag=prod"), List.of()));
    assertThat(calls())
        .containsExactly(
            "organizations:ListAccounts",
            "organizations:ListAccounts",
            "organizations:ListTagsForResource");
  }

  @Test
  void asksForThePermissionsThatItUses() {
    assertThat(Organization.permissions(ALL)).containsExactly("organizations:ListAccounts");
    assertThat(
            Organization.permissions(
                new OrganizationScope(
                    "r",
                    Optional.empty(),
                    Optional.empty(),
                    selectors("ou=/Work"),
                    selectors("tag=prod"))))
        .containsExactly(
            "organizations:ListAccounts",
            "organizations:ListRoots",
            "organizations:ListAccountsForParent",
            "organizations:ListOrganizationalUnitsForParent",
            "organizations:ListTagsForResource");
  }

  @Test
  void saysWhatToGrantWhenTheListIsDenied() {
    member(1, "web");
    cloud.faults().deny("organizations:ListAccounts");

    assertThat(failure(ALL))
        .contains("could not be listed", "organizations:ListAccounts", "Nothing was scanned")
        .contains("management account", "molly iam scan --organization");
  }

  @Test
  void doesNotPassOffAPartOfTheListAsAll() {
    IntStream.range(0, 61).forEach(n -> member(n, "web"));
    cloud.faults().serverError("organizations:ListAccounts").onCall(3);

    assertThat(failure(ALL)).contains("The 40 that were listed", "not known to be all");
  }

  @Test
  void doesNotGuessTheUnitsThatItMayNotList() {
    member(1, "web").under("/Work");
    cloud.faults().deny("organizations:ListOrganizationalUnitsForParent");
    var scope =
        new OrganizationScope(
            "r", Optional.empty(), Optional.empty(), List.of(), selectors("ou=/Work"));

    assertThat(failure(scope)).contains("organizations:ListOrganizationalUnitsForParent");
  }

  @Test
  void anAccountWhoseTagsCannotBeReadIsAGap() {
    member(1, "web").tagged("stage", "prod");
    member(2, "db").tagged("stage", "prod");
    cloud.faults().deny("organizations:ListTagsForResource").on(id(1));
    var scope =
        new OrganizationScope(
            "r", Optional.empty(), Optional.empty(), selectors("tag=prod"), List.of());

    AccountListing listing = list(scope);

    assertThat(listing.accounts()).extracting(AccountRef.Configured::name).containsExactly("db");
    assertThat(listing.gaps())
        .extracting(Gap::account, Gap::missingPermission)
        .containsExactly(
            tuple(new AccountId(id(1)), Optional.of("organizations:ListTagsForResource")));
  }

  @Test
  void saysWhenThereIsNoOrganization() {
    assertThat(failure(ALL)).contains("not a member of an organization");
  }

  @Test
  void saysWhenTheOrganizationListsNoAccount() {
    member(1, "web");
    organization.organizationListsNoAccount = true;

    assertThat(failure(ALL))
        .contains("no account of the organization can be scanned: AWS lists no account in it");
  }

  private SimMember member(int n, String name) {
    return organization.member(id(n), name);
  }

  private static String id(int n) {
    return String.valueOf(200_000_000_000L + n);
  }

  private AccountListing list(OrganizationScope scope) {
    return new Organization(new SimAws(cloud).session(new AccountRef.Own())).list(scope);
  }

  private String failure(OrganizationScope scope) {
    return String.valueOf(catchThrowableOfType(AwsException.class, () -> list(scope)).getMessage());
  }

  private List<String> calls() {
    return cloud.calls().stream()
        .map(SimCall::api)
        .filter(api -> api.startsWith("organizations:"))
        .toList();
  }

  private static List<AccountSelector> selectors(@Nullable String words) {
    if (words == null) {
      return List.of();
    }
    Optional<AccountId> id = Optional.empty();
    Optional<Glob> name = Optional.empty();
    Optional<String> unit = Optional.empty();
    Map<String, Glob> tags = Map.of();
    for (String word : words.split(";", -1)) {
      String value = word.substring(word.indexOf('=') + 1);
      switch (word.substring(0, word.indexOf('='))) {
        case "id" -> id = Optional.of(new AccountId(value));
        case "name" -> name = Optional.of(new Glob(value));
        case "ou" -> unit = Optional.of(value);
        default -> tags = Map.of("stage", new Glob(value));
      }
    }
    return List.of(new AccountSelector(id, name, unit, tags));
  }
}
