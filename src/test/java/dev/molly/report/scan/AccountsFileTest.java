package dev.molly.report.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.molly.model.AccountId;
import dev.molly.model.AccountListing;
import dev.molly.model.AccountRef;
import dev.molly.model.Gap;
import dev.molly.model.UnscannedAccount;
import dev.molly.model.UnscannedAccount.Reason;
import dev.molly.model.UserError;
import dev.molly.report.Schemas;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountsFileTest {
  static final AccountId WEB = new AccountId("200000000001");
  static final AccountId DB = new AccountId("200000000002");
  static final Map<AccountId, Long> CALLS = Map.of(WEB, 1204L);

  /// Two accounts, one that was left out, and one of which nothing is known.
  static AccountListing listing() {
    return new AccountListing(
        List.of(into(DB, "db"), into(WEB, "web")),
        List.of(new UnscannedAccount(new AccountId("300000000000"), "old", Reason.SUSPENDED)),
        List.of(
            new Gap(
                new AccountId("400000000000"),
                Optional.empty(),
                Optional.empty(),
                "whether account 'new' is included is not known",
                Optional.of("organizations:ListTagsForResource"))));
  }

  private static AccountRef.Configured into(AccountId id, String name) {
    return new AccountRef.Configured(
        id, name, Optional.of("scan"), Optional.empty(), Optional.empty(), true);
  }

  @Test
  void whatIsWrittenIsReadBackWithTheRolesOfTheReader() throws IOException {
    String text = text();

    AccountsFile file = read(text);
    AccountListing listing = file.listing(AccountsFileTest::into);

    assertThat(
            Schemas.inJar("schema/accounts-1.schema.json")
                .errors(new ObjectMapper().readTree(text)))
        .isEmpty();
    assertThat(text).doesNotContain("scan\"");
    assertThat(listing.accounts()).containsExactlyInAnyOrderElementsOf(listing().accounts());
    assertThat(listing.unscanned()).isEqualTo(listing().unscanned());
    assertThat(listing.gaps()).isEqualTo(listing().gaps());
    assertThat(file.weights().weights()).containsEntry(WEB, 1204L).containsEntry(DB, 1204L);
  }

  @Test
  void aFileWithAnotherByteIsAnotherList() throws IOException {
    AccountsFile file = read(text());

    assertThat(read(text()).weights()).isEqualTo(file.weights());
    assertThat(read(text() + "\n").weights().digest()).isNotEqualTo(file.weights().digest());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'schemaVersion': 1, 'accounts': [{'acc|it is not JSON, or cut off",
        "{'schemaVersion': 1, 'accounts': [{'account': 'WEB', 'name': 'a'}], 'gaps': []} {|it is"
            + " not JSON, or cut off",
        "{}|there is no 'schemaVersion' 1",
        "{'schemaVersion': 2, 'accounts': [{'account': 'WEB'}]}|there is no 'schemaVersion' 1",
        "{'schemaVersion': 1}|there is no list 'accounts'",
        "{'schemaVersion': 1, 'accounts': []}|it has no account to scan",
        "{'schemaVersion': 1, 'accounts': [{'account': '1'}]}|an account id is twelve digits",
        "{'schemaVersion': 1, 'accounts': [{'account': 'WEB', 'name': 'a'}]}|there is no list"
            + " 'gaps'",
        "{'schemaVersion': 1, 'accounts': [{'account': 'WEB', 'name': 'a'},"
            + " {'account': 'WEB', 'name': 'b'}]}"
            + "|account 200000000001 is in it twice",
        "{'schemaVersion': 1, 'accounts': [{'account': 'WEB', 'name': 'a', 'calls': -1}]}|the"
            + " 'calls' of account",
        "{'schemaVersion': 1, 'accounts': [{'account': 'WEB', 'name': 'a', 'calls': 1.5}]}|the"
            + " 'calls' of account",
        "{'schemaVersion': 1, 'accounts': [{'account': 'WEB', 'name': 'a', 'calls':"
            + " 99999999999999}]}|the 'calls' of account",
      })
  void whatIsNoListOfAccountsIsRefused(String text, String why) {
    assertThatThrownBy(() -> read(text.replace('\'', '"').replace("WEB", WEB.value())))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(why)
        .hasMessageContaining("Make one: molly scan --list-accounts");
  }

  private static String text() throws IOException {
    var out = new StringWriter();
    AccountsFile.write(listing(), CALLS, out);
    return out.toString();
  }

  private static AccountsFile read(String text) {
    return AccountsFile.read("accounts.json", text.getBytes(UTF_8), "molly scan --list-accounts");
  }
}
