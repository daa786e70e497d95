package dev.molly.report.scan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.molly.model.AccountDirectory;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.ApiCalls;
import dev.molly.model.CacheUse;
import dev.molly.model.CallBudget;
import dev.molly.model.ConsoleAddress;
import dev.molly.model.ControlId;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.Owner;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.RuleGuidance;
import dev.molly.model.RuleId;
import dev.molly.model.RuleSummary;
import dev.molly.model.ScanReport;
import dev.molly.model.Severity;
import dev.molly.model.Shard;
import dev.molly.model.ShardNumber;
import dev.molly.model.UnscannedAccount;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads the JSON report of a shard back. Members that it does not know are from a newer molly,
/// and are ignored.
final class ScanReportReader {
  private ScanReportReader() {}

  /// Returns the report.
  ///
  /// @param sealed whether the document is known to be as it was written
  /// @throws IllegalArgumentException if it is not the whole report of a shard, with the reason as
  ///     a continuation of the file's name
  static ScanReport read(JsonNode json, boolean sealed) {
    if (json.path("schemaVersion").asInt() != ReportJson.SCHEMA_VERSION) {
      throw new IllegalArgumentException(
          "is no report of molly scan --format json, version " + ReportJson.SCHEMA_VERSION);
    }
    if (!json.has("shard")) {
      throw new IllegalArgumentException("is the report of a whole scan, made without --shard");
    }
    if (!sealed) {
      throw new IllegalArgumentException(SealedJson.DAMAGED);
    }
    try {
      return report(json);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException("is damaged: " + e.getMessage(), e);
    }
  }

  private static ScanReport report(JsonNode json) {
    JsonNode summary = json.path("summary");
    return new ScanReport(
        Instant.parse(text(json, "startedAt")),
        Instant.parse(text(json, "endedAt")),
        text(json.path("tool"), "version"),
        texts(json, "policies"),
        list(json, "rules", ScanReportReader::rule),
        list(json, "targets", each -> new AccountRegion(account(each), region(each))),
        summary.path("resources").properties().stream()
            .collect(
                Collectors.toMap(
                    each -> new KindId(each.getKey()), each -> each.getValue().longValue())),
        new CallBudget(
            list(json.path("budget"), "apis", ScanReportReader::calls), RateLimitConfig.DEFAULT),
        list(json, "gaps", ScanReportReader::gap),
        list(json, "findings", ScanReportReader::finding),
        accounts(json),
        summary.has("cache") ? Optional.of(cache(summary.path("cache"))) : Optional.empty(),
        Optional.of(shard(json.path("shard"))),
        json.has("narrowed") ? texts(json, "narrowed") : List.of(),
        Optional.empty());
  }

  private static RuleSummary rule(JsonNode json) {
    return new RuleSummary(
        new RuleId(text(json, "rule")),
        new KindId(text(json, "kind")),
        new ControlId(text(json, "control")),
        word(json, "severity", Severity.values(), Severity::word),
        text(json, "why"),
        texts(json, "references"),
        text(json, "explain"),
        optional(json, "atLeast").map(Duration::parse),
        new RuleGuidance(
            new ConsoleAddress(optional(json, "console").orElse("")),
            optional(json, "documentation").orElse(""),
            optional(json, "terraform").orElse("")));
  }

  private static Finding finding(JsonNode json) {
    var id =
        new ResourceId(
            new KindId(text(json, "kind")), account(json), region(json), text(json, "uid"));
    return new Finding(
        new RuleId(text(json, "rule")),
        word(json, "severity", Severity.values(), Severity::word),
        new ResourceRef(id, text(json, "id"), text(json, "name"), text(json, "arn")),
        new ControlId(text(json, "control")),
        word(json, "status", FindingStatus.values(), FindingStatus::word),
        text(json, "reason"),
        optional(json, "missingPermission"),
        optional(json, "awsCommand"),
        json.has("fix"),
        text(json, "explain"),
        owner(json));
  }

  private static Owner owner(JsonNode json) {
    return switch (text(json, "ownerStatus")) {
      case "tagged" -> new Owner.Named(text(json, "owner"));
      case "untagged" -> new Owner.None();
      case "not-read" -> new Owner.Unread();
      case "unknown" -> new Owner.Unknown("the shard's scan could not read the tags");
      default -> throw new IllegalArgumentException("no such 'ownerStatus'");
    };
  }

  static Gap gap(JsonNode json) {
    return new Gap(
        account(json),
        optional(json, "region").map(RegionId::new),
        optional(json, "kind").map(KindId::new),
        text(json, "why"),
        optional(json, "missingPermission"));
  }

  private static ApiCalls calls(JsonNode json) {
    return new ApiCalls(
        optional(json, "account").map(AccountId::new),
        region(json),
        text(json, "api"),
        json.path("calls").longValue(),
        json.path("throttled").longValue());
  }

  static AccountDirectory accounts(JsonNode json) {
    Map<AccountId, String> names = new TreeMap<>();
    var unscanned = new ArrayList<UnscannedAccount>();
    for (JsonNode each : json.path("accounts")) {
      if (each.has("notScanned")) {
        unscanned.add(
            new UnscannedAccount(
                account(each),
                text(each, "name"),
                word(
                    each,
                    "notScanned",
                    UnscannedAccount.Reason.values(),
                    UnscannedAccount.Reason::word)));
      } else {
        names.put(account(each), text(each, "name"));
      }
    }
    return new AccountDirectory(names, unscanned);
  }

  private static CacheUse cache(JsonNode json) {
    return new CacheUse(
        json.path("reused").longValue(),
        json.path("read").longValue(),
        optional(json, "oldest").map(Instant::parse),
        texts(json, "notes"));
  }

  private static Shard shard(JsonNode json) {
    return new Shard(
        new ShardNumber(json.path("index").asInt(), json.path("of").asInt()),
        list(
            json,
            "parts",
            part -> part.valueStream().map(each -> new AccountId(each.asText())).toList()),
        texts(json, "regions"),
        optional(json, "list"));
  }

  static AccountId account(JsonNode json) {
    return new AccountId(text(json, "account"));
  }

  private static RegionId region(JsonNode json) {
    return new RegionId(text(json, "region"));
  }

  private static <T> T word(JsonNode json, String name, T[] values, Function<T, String> word) {
    String text = text(json, name);
    return Arrays.stream(values)
        .filter(each -> word.apply(each).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("'%s': no such %s".formatted(text, name)));
  }

  static String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("there is no '" + name + "'");
    }
    return value.textValue();
  }

  private static Optional<String> optional(JsonNode json, String name) {
    return json.has(name) ? Optional.of(text(json, name)) : Optional.empty();
  }

  private static List<String> texts(JsonNode json, String name) {
    return list(json, name, JsonNode::asText);
  }

  static <T> List<T> list(JsonNode json, String name, Function<JsonNode, T> read) {
    JsonNode values = json.path(name);
    if (!values.isArray()) {
      throw new IllegalArgumentException("there is no list '" + name + "'");
    }
    return values.valueStream().map(read).toList();
  }
}
