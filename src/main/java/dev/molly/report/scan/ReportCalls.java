package dev.molly.report.scan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.model.AccountId;
import dev.molly.model.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/// Reads the number of AWS calls in each account from the JSON report of a scan, for machines that
/// keep no scan history.
public final class ReportCalls {
  private static final JsonMapper JSON = new JsonMapper();

  /// Roles are assumed from the caller's own account, for the others.
  private static final String ROLES = "sts";

  private ReportCalls() {}

  /// Returns the number of calls in each account. Reads no further than to them, since the findings
  /// may be many.
  ///
  /// @param file the name of the report, for messages
  /// @throws UserError if it is no JSON report of a scan
  public static Map<AccountId, Long> read(String file, byte[] content) {
    try (JsonParser json = JSON.createParser(content)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean budget = json.currentName().equals("budget");
        json.nextToken();
        if (budget) {
          return calls(JSON.readTree(json));
        }
        json.skipChildren();
      }
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new UserError(file + " is damaged: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("a report in memory can be read", e);
    }
    throw new UserError(file + " is no report of molly scan --format json");
  }

  private static Map<AccountId, Long> calls(JsonNode budget) {
    var calls = new TreeMap<AccountId, Long>();
    for (JsonNode place : budget.path("places")) {
      if (place.has("account")) {
        for (var service : place.path("services").properties()) {
          long made = service.getKey().equals(ROLES) ? 0 : service.getValue().asLong();
          calls.merge(ScanReportReader.account(place), made, Long::sum);
        }
      }
    }
    return calls;
  }
}
