package dev.molly.report.scan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import dev.molly.history.FindingAge;
import dev.molly.history.FormerFinding;
import dev.molly.history.FormerState;
import dev.molly.history.ScanComparison;
import dev.molly.model.AccountDirectory;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.ApiCalls;
import dev.molly.model.CacheUse;
import dev.molly.model.CallBudget;
import dev.molly.model.Finding;
import dev.molly.model.Gap;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.RuleId;
import dev.molly.model.ScanReport;
import dev.molly.model.Shard;
import dev.molly.model.UnscannedAccount;
import dev.molly.plan.Change;
import dev.molly.report.format.Invocation;
import dev.molly.report.format.PrintableText;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.StatusCounts;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The parts that the JSON formats share. Each method writes the members of an object that its
/// caller has begun.
public final class ReportJson {
  static final int SCHEMA_VERSION = 1;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .characterEscapes(new Unreachable())
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          // A document that was cut off by a failure must not be closed, so that it does not
          // look complete.
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .build();

  private ReportJson() {}

  /// Returns a generator that leaves `out` open when it is closed.
  public static JsonGenerator oneLine(Writer out) throws IOException {
    return JSON.createGenerator(out);
  }

  /// Returns the same generator with indentation, and the same line ends on every system.
  public static JsonGenerator indented(Writer out) throws IOException {
    var lines = new DefaultIndenter("  ", "\n");
    var printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator("")
                .withObjectEmptySeparator(""));
    printer.indentObjectsWith(lines);
    printer.indentArraysWith(lines);
    return JSON.createGenerator(out).setPrettyPrinter(printer);
  }

  /// Writes the header: the tool that made the report, and its inputs.
  static void opening(JsonGenerator json, ScanReport report) throws IOException {
    json.writeNumberField("schemaVersion", SCHEMA_VERSION);
    json.writeObjectFieldStart("tool");
    json.writeStringField("name", "molly");
    json.writeStringField("version", report.mollyVersion());
    json.writeEndObject();
    json.writeStringField("startedAt", report.startedAt().toString());
    strings(json, "policies", report.policies());
    if (!report.narrowed().isEmpty()) {
      strings(json, "narrowed", report.narrowed());
    }
    json.writeArrayFieldStart("targets");
    for (AccountRegion target : report.targets()) {
      json.writeStartObject();
      json.writeStringField("account", target.account().value());
      json.writeStringField("region", target.region().value());
      json.writeEndObject();
    }
    json.writeEndArray();
    accounts(json, report.accounts());
    if (report.shard().isPresent()) {
      shard(json, report.shard().get());
    }
  }

  /// Writes which part of a scan the report is of, and the accounts of all parts.
  private static void shard(JsonGenerator json, Shard shard) throws IOException {
    json.writeObjectFieldStart("shard");
    json.writeNumberField("index", shard.number().index());
    json.writeNumberField("of", shard.number().of());
    json.writeArrayFieldStart("parts");
    for (List<AccountId> part : shard.parts()) {
      json.writeStartArray();
      for (AccountId account : part) {
        json.writeString(account.value());
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    strings(json, "regions", shard.regions());
    if (shard.list().isPresent()) {
      json.writeStringField("list", shard.list().get());
    }
    json.writeEndObject();
  }

  /// Writes what only a merge needs of the calls.
  static void apis(JsonGenerator json, List<ApiCalls> calls) throws IOException {
    json.writeArrayFieldStart("apis");
    for (ApiCalls each : calls) {
      json.writeStartObject();
      optional(json, "account", each.account());
      json.writeStringField("region", each.region().value());
      json.writeStringField("api", each.api());
      json.writeNumberField("calls", each.calls());
      json.writeNumberField("throttled", each.throttled());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// Writes the accounts that have a name, and those of the organization that were not scanned.
  private static void accounts(JsonGenerator json, AccountDirectory accounts) throws IOException {
    if (accounts.names().isEmpty() && accounts.unscanned().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("accounts");
    for (var named : accounts.names().entrySet()) {
      json.writeStartObject();
      json.writeStringField("account", named.getKey().value());
      json.writeStringField("name", named.getValue());
      json.writeEndObject();
    }
    unscanned(json, accounts.unscanned());
    json.writeEndArray();
  }

  static void unscanned(JsonGenerator json, List<UnscannedAccount> unscanned) throws IOException {
    for (UnscannedAccount account : unscanned) {
      json.writeStartObject();
      json.writeStringField("account", account.id().value());
      json.writeStringField("name", account.name());
      json.writeStringField("notScanned", account.reason().word());
      json.writeEndObject();
    }
  }

  static void summary(JsonGenerator json, ScanReport report) throws IOException {
    json.writeBooleanField("complete", ReportPhrases.complete(report));
    json.writeObjectFieldStart("resources");
    for (var seen : report.resources().entrySet()) {
      json.writeNumberField(seen.getKey().value(), seen.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("statuses");
    for (var count : StatusCounts.of(report.findings()).counts().entrySet()) {
      json.writeNumberField(count.getKey().word(), count.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("gaps", report.gaps().size());
    json.writeNumberField("calls", report.calls());
    if (report.cache().isPresent()) {
      cache(json, report.cache().get());
    }
  }

  private static void cache(JsonGenerator json, CacheUse cache) throws IOException {
    json.writeObjectFieldStart("cache");
    json.writeNumberField("reused", cache.reused());
    json.writeNumberField("read", cache.read());
    if (cache.oldest().isPresent()) {
      json.writeStringField("oldest", cache.oldest().get().toString());
    }
    strings(json, "notes", cache.notes());
    json.writeEndObject();
  }

  /// Writes the calls and the time that they took, beside the time that the quotas require.
  static void budget(JsonGenerator json, ScanReport report) throws IOException {
    CallBudget budget = report.budget();
    json.writeNumberField("throttled", budget.throttled());
    json.writeNumberField(
        "seconds", seconds(Duration.between(report.startedAt(), report.endedAt())));
    quota(json, budget);
    if (report.estimate().isPresent()) {
      json.writeObjectFieldStart("estimate");
      json.writeStringField("at", report.estimate().get().at().toString());
      json.writeNumberField("calls", report.estimate().get().budget().calls());
      quota(json, report.estimate().get().budget());
      json.writeEndObject();
    }
  }

  /// Writes the calls of each service, and the time that the quotas require.
  static void quota(JsonGenerator json, CallBudget budget) throws IOException {
    Optional<CallBudget.Floor> floor = budget.floor();
    json.writeNumberField(
        "quotaSeconds", floor.map(each -> seconds(each.time())).orElse(BigDecimal.ZERO));
    if (floor.isPresent()) {
      json.writeObjectFieldStart("quota");
      optional(json, "account", floor.get().of().account());
      json.writeStringField("region", floor.get().of().region().value());
      json.writeStringField("api", floor.get().of().api());
      json.writeEndObject();
    }
    services(json, budget.services());
  }

  /// Writes the calls in one account and region.
  static void place(JsonGenerator json, CallBudget.Place place, Map<String, Long> services)
      throws IOException {
    optional(json, "account", place.account());
    json.writeStringField("region", place.region().value());
    services(json, services);
  }

  private static void services(JsonGenerator json, Map<String, Long> services) throws IOException {
    json.writeObjectFieldStart("services");
    for (var each : services.entrySet()) {
      json.writeNumberField(each.getKey(), each.getValue());
    }
    json.writeEndObject();
  }

  static BigDecimal seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3);
  }

  /// Writes what only a merge needs of a finding.
  static void uid(JsonGenerator json, Finding finding) throws IOException {
    json.writeStringField("uid", finding.resource().id().uid());
  }

  public static void gap(JsonGenerator json, Gap gap) throws IOException {
    json.writeStringField("account", gap.account().value());
    optional(json, "region", gap.region());
    optional(json, "kind", gap.kind());
    json.writeStringField("why", gap.why());
    optional(json, "missingPermission", gap.missingPermission());
  }

  static void gap(JsonGenerator json, Gap gap, AccountDirectory accounts) throws IOException {
    gap(json, gap);
    optional(json, "accountName", accounts.name(gap.account()));
  }

  static void finding(
      JsonGenerator json,
      Finding finding,
      AccountDirectory accounts,
      Invocation typed,
      ScanComparison comparison)
      throws IOException {
    identity(json, finding.rule(), finding.resource());
    optional(json, "accountName", accounts.name(finding.resource().id().account()));
    optional(json, "owner", finding.owner().name());
    json.writeStringField("ownerStatus", finding.owner().word());
    json.writeStringField("control", finding.control().value());
    json.writeStringField("status", finding.status().word());
    json.writeStringField("severity", finding.severity().word());
    json.writeStringField("reason", finding.reason());
    optional(json, "missingPermission", finding.missingPermission());
    optional(json, "fix", ReportPhrases.fix(finding, typed));
    optional(json, "awsCommand", finding.fix());
    json.writeStringField("explain", finding.explain());
    Optional<FindingAge> age = comparison.age(finding);
    if (age.isPresent()) {
      json.writeObjectFieldStart("age");
      json.writeStringField("state", age.get().word());
      since(json, age.get().since(), age.get().orEarlier());
      if (!age.get().because().isEmpty()) {
        json.writeStringField("because", age.get().because());
      }
      json.writeEndObject();
    }
  }

  /// Writes what is compared with, and how many there are of each sort.
  static void comparison(JsonGenerator json, ScanComparison comparison) throws IOException {
    optional(json, "lastScan", comparison.base());
    if (!comparison.note().isEmpty()) {
      json.writeStringField("note", comparison.note());
    }
    if (comparison.base().isPresent()) {
      json.writeObjectFieldStart("counts");
      json.writeNumberField("new", comparison.newOnes());
      json.writeNumberField("still-failing", comparison.stillFailing());
      for (FormerState state : FormerState.values()) {
        json.writeNumberField(state.word(), comparison.count(state));
      }
      json.writeEndObject();
    }
  }

  static void former(JsonGenerator json, FormerFinding former) throws IOException {
    identity(json, former.was().rule(), former.was().resource());
    json.writeStringField("severity", former.was().severity().word());
    json.writeStringField("state", former.state().word());
    json.writeStringField("reason", former.reason());
    since(json, former.was().since(), former.was().orEarlier());
    json.writeStringField("lastSeen", former.was().lastSeen().toString());
  }

  private static void since(JsonGenerator json, Instant since, boolean orEarlier)
      throws IOException {
    json.writeStringField("since", since.toString());
    json.writeBooleanField("orEarlier", orEarlier);
  }

  private static void identity(JsonGenerator json, RuleId rule, ResourceRef resource)
      throws IOException {
    ResourceId id = resource.id();
    json.writeStringField("rule", rule.value());
    json.writeStringField("kind", id.kind().value());
    json.writeStringField("account", id.account().value());
    json.writeStringField("region", id.region().value());
    json.writeStringField("id", resource.identifier());
    json.writeStringField("name", resource.name());
    json.writeStringField("arn", resource.arn());
  }

  public static void change(JsonGenerator json, Change change) throws IOException {
    resource(json, change.resource());
    json.writeStringField("control", change.control().value());
    json.writeStringField("from", change.from());
    json.writeStringField("to", change.to());
  }

  public static void resource(JsonGenerator json, ResourceRef resource) throws IOException {
    json.writeObjectFieldStart("resource");
    json.writeStringField("kind", resource.id().kind().value());
    json.writeStringField("account", resource.id().account().value());
    json.writeStringField("region", resource.id().region().value());
    json.writeStringField("uid", resource.id().uid());
    json.writeStringField("id", resource.identifier());
    json.writeStringField("name", resource.name());
    json.writeStringField("arn", resource.arn());
    json.writeEndObject();
  }

  public static void strings(JsonGenerator json, String field, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  public static void optional(JsonGenerator json, String field, Optional<?> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(field, value.get().toString());
    }
  }

  /// Escapes invisible characters, since JSON may be shown on a terminal too. They are written
  /// as `\\u` escapes, which mean the same to every parser. Unpaired surrogates are among them:
  /// they are not valid Unicode, and a writer would reject them.
  private static final class Unreachable extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
      codes[0x7f] = CharacterEscapes.ESCAPE_STANDARD;
      // `##[` and `##vso[` are commands to the runner of a CI job, wherever they are in its log.
      codes['#'] = CharacterEscapes.ESCAPE_STANDARD;
      return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      return PrintableText.unseen(c) ? new SerializedString("\\u%04x".formatted(c)) : null;
    }
  }
}
