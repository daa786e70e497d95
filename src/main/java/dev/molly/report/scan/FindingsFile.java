package dev.molly.report.scan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.model.FindingStatus;
import dev.molly.model.ResourceRef;
import dev.molly.model.UserError;
import dev.molly.text.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The resources in a report of `molly scan --format json` that have violations, by the violated
/// rule.
public final class FindingsFile {
  private static final JsonMapper JSON = new JsonMapper();

  private static final Set<String> VIOLATIONS =
      Arrays.stream(FindingStatus.values())
          .filter(FindingStatus::violation)
          .map(FindingStatus::word)
          .collect(Collectors.toSet());

  private FindingsFile() {}

  /// A resource as a report names it.
  public record Found(String kind, String account, String region, String id) {
    public static Found of(ResourceRef ref) {
      return new Found(
          ref.id().kind().value(),
          ref.id().account().value(),
          ref.id().region().value(),
          ref.identifier());
    }

    @Override
    public String toString() {
      return "%s (account %s, %s)".formatted(id, account, region);
    }
  }

  /// Reads a report.
  ///
  /// @return the resources that violate each rule; rules without violations are absent
  /// @throws UserError when the file cannot be read, or is not a report
  public static SortedMap<String, List<Found>> read(Path file) {
    try {
      JsonNode report = JSON.readTree(Files.readAllBytes(file));
      if (report.path("schemaVersion").asInt() != ReportJson.SCHEMA_VERSION
          || !report.path("findings").isArray()) {
        throw unreadable(file, "it is no report of version " + ReportJson.SCHEMA_VERSION, null);
      }
      var found = new TreeMap<String, List<Found>>();
      for (JsonNode finding : report.path("findings")) {
        if (VIOLATIONS.contains(finding.path("status").asText())) {
          found
              .computeIfAbsent(finding.path("rule").asText(), _ -> new ArrayList<>())
              .add(
                  new Found(
                      finding.path("kind").asText(),
                      finding.path("account").asText(),
                      finding.path("region").asText(),
                      finding.path("id").asText()));
        }
      }
      return found;
    } catch (NoSuchFileException e) {
      throw unreadable(file, "there is no such file", e);
    } catch (JsonProcessingException e) {
      throw unreadable(file, "it is not JSON", e);
    } catch (IOException e) {
      throw unreadable(file, FailureReason.of(e), e);
    }
  }

  private static UserError unreadable(Path file, String why, @Nullable Exception cause) {
    String message =
        "--findings %s: %s.\nMake one: molly scan --format json --output findings.json"
            .formatted(file, why);
    return cause == null ? new UserError(message) : new UserError(message, cause);
  }
}
