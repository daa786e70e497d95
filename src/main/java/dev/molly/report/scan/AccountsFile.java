package dev.molly.report.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.model.AccountId;
import dev.molly.model.AccountListing;
import dev.molly.model.AccountRef;
import dev.molly.model.AccountWeights;
import dev.molly.model.Gap;
import dev.molly.model.UnscannedAccount;
import dev.molly.model.UserError;
import dev.molly.plan.Digest;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// A list of the accounts to scan, in a file that is described by `schema/accounts-1.schema.json`
/// in the jar. It is written once and read by every part of the scan, so that all parts divide the
/// same accounts even if the organization changes meanwhile.
///
/// @param names the accounts to scan, and their names
/// @param unscanned the accounts that are not scanned
/// @param gaps the accounts of which it is not known whether the config includes them
/// @param weights how much there is to read in each account to scan
public record AccountsFile(
    SortedMap<AccountId, String> names,
    List<UnscannedAccount> unscanned,
    List<Gap> gaps,
    AccountWeights weights) {
  private static final int SCHEMA_VERSION = 1;
  private static final long MOST_CALLS = 1_000_000_000_000L;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /// Returns the accounts as a listing.
  ///
  /// @param into returns how to enter an account, by its id and name
  public AccountListing listing(BiFunction<AccountId, String, AccountRef.Configured> into) {
    return new AccountListing(
        names.entrySet().stream().map(each -> into.apply(each.getKey(), each.getValue())).toList(),
        unscanned,
        gaps);
  }

  /// Writes the accounts of a listing.
  ///
  /// @param calls the calls that the last scan of an account made, where they are known
  public static void write(AccountListing listing, Map<AccountId, Long> calls, Writer out)
      throws IOException {
    try (JsonGenerator json = ReportJson.indented(out)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", SCHEMA_VERSION);
      json.writeArrayFieldStart("accounts");
      for (AccountRef.Configured each : listing.accounts()) {
        json.writeStartObject();
        json.writeStringField("account", each.id().value());
        json.writeStringField("name", each.name());
        if (calls.containsKey(each.id())) {
          json.writeNumberField("calls", calls.get(each.id()));
        }
        json.writeEndObject();
      }
      ReportJson.unscanned(json, listing.unscanned());
      json.writeEndArray();
      json.writeArrayFieldStart("gaps");
      for (Gap gap : listing.gaps()) {
        json.writeStartObject();
        ReportJson.gap(json, gap);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.write('\n');
    out.flush();
  }

  /// Reads a file.
  ///
  /// @param file its name, for messages
  /// @param command the command that makes such a file, for messages
  /// @throws UserError if it is no list of accounts
  public static AccountsFile read(String file, byte[] content, String command) {
    try {
      String text = new String(content, UTF_8);
      return of(JSON.readTree(text), Digest.of(text).hex());
    } catch (JsonProcessingException e) {
      throw unusable(file, "it is not JSON, or cut off", command, e);
    } catch (IllegalArgumentException e) {
      throw unusable(file, e.getMessage(), command, e);
    }
  }

  private static UserError unusable(
      String file, @Nullable String why, String command, Exception cause) {
    return new UserError(
        "--accounts-from %s is no list of accounts: %s\nMake one: %s".formatted(file, why, command),
        cause);
  }

  private static AccountsFile of(JsonNode json, String digest) {
    if (json.path("schemaVersion").asInt() != SCHEMA_VERSION) {
      throw new IllegalArgumentException("there is no 'schemaVersion' " + SCHEMA_VERSION);
    }
    var names = new TreeMap<AccountId, String>();
    var calls = new TreeMap<AccountId, Long>();
    for (JsonNode each : ScanReportReader.list(json, "accounts", each -> each)) {
      if (each.has("notScanned")) {
        continue;
      }
      AccountId id = ScanReportReader.account(each);
      if (names.put(id, ScanReportReader.text(each, "name")) != null) {
        throw new IllegalArgumentException("account " + id + " is in it twice");
      }
      if (each.has("calls")) {
        calls.put(id, calls(each.path("calls"), id));
      }
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException("it has no account to scan");
    }
    return new AccountsFile(
        names,
        ScanReportReader.accounts(json).unscanned(),
        ScanReportReader.list(json, "gaps", ScanReportReader::gap),
        AccountWeights.of(digest, names.keySet(), calls));
  }

  private static long calls(JsonNode json, AccountId id) {
    if (!json.isIntegralNumber() || json.asLong() < 0 || json.asLong() > MOST_CALLS) {
      throw new IllegalArgumentException("the 'calls' of account " + id + " are no number of them");
    }
    return json.asLong();
  }
}
