package dev.molly.report.scan;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.molly.history.FindingAge;
import dev.molly.history.FindingKey;
import dev.molly.history.FormerFinding;
import dev.molly.history.FormerState;
import dev.molly.history.ScanComparison;
import dev.molly.model.AccountId;
import dev.molly.model.Arn;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.Gap;
import dev.molly.model.Owner;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceRef;
import dev.molly.model.RuleId;
import dev.molly.model.RuleSummary;
import dev.molly.model.ScanReport;
import dev.molly.model.Severity;
import dev.molly.model.UnscannedAccount;
import dev.molly.plan.Digest;
import dev.molly.report.format.Invocation;
import dev.molly.report.format.ReportPhrases;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The report for data lakes: one OCSF 1.8.0 Compliance Finding (class 2003) per line, for each
/// finding, gap, account of the organization that was not scanned, and finding of the last scan
/// that has no counterpart now. Described by `schema/ocsf-compliance-finding-1.schema.json` in
/// the jar.
///
/// A gap is a finding whose compliance status is Warning, which OCSF defines as "did not yield a
/// result due to missing information".
///
/// Source: <https://github.com/ocsf/ocsf-schema/tree/v1.8.0>, `events/findings`, `objects`,
/// `profiles/cloud.json`.
public final class OcsfReport implements ReportRenderer {
  static final String VERSION = "1.8.0";
  private static final int COMPLIANCE_FINDING = 2003;
  private static final int AWS_ACCOUNT = 10;

  private final Invocation typed;
  private final ScanComparison comparison;

  /// @param typed the command that produced the report, for the commands in it
  /// @param comparison what has changed since the last scan
  public OcsfReport(Invocation typed, ScanComparison comparison) {
    this.typed = typed;
    this.comparison = comparison;
  }

  /// Where something is.
  private record Place(AccountId account, Optional<RegionId> region, Optional<String> partition) {}

  /// A value of an enumeration of OCSF: its number and its caption.
  private record Choice(int id, String caption) {
    private static final Choice CREATE = new Choice(1, "Create");
    private static final Choice UPDATE = new Choice(2, "Update");
    private static final Choice CLOSE = new Choice(3, "Close");

    private static final Choice UNKNOWN = new Choice(0, "Unknown");
    private static final Choice NEW = new Choice(1, "New");
    private static final Choice SUPPRESSED = new Choice(3, "Suppressed");
    private static final Choice RESOLVED = new Choice(4, "Resolved");
    private static final Choice ARCHIVED = new Choice(5, "Archived");

    private static final Choice PASS = new Choice(1, "Pass");
    private static final Choice WARNING = new Choice(2, "Warning");
    private static final Choice FAIL = new Choice(3, "Fail");

    private static final Choice INFORMATIONAL = new Choice(1, "Informational");

    static Choice other(String caption) {
      return new Choice(99, caption);
    }

    static Choice of(Severity severity) {
      return switch (severity) {
        case LOW -> new Choice(2, "Low");
        case MEDIUM -> new Choice(3, "Medium");
        case HIGH -> new Choice(4, "High");
        case CRITICAL -> new Choice(5, "Critical");
      };
    }

    void write(JsonGenerator json, String id, String name) throws IOException {
      json.writeNumberField(id, this.id);
      json.writeStringField(name, caption);
    }
  }

  @Override
  public void render(ScanReport report, Writer out) throws IOException {
    Map<RuleId, RuleSummary> rules = new HashMap<>();
    report.rules().forEach(rule -> rules.put(rule.id(), rule));
    Map<FindingKey, FormerState> former = new HashMap<>();
    comparison.former().forEach(each -> former.put(each.was().key(), each.state()));
    try (JsonGenerator json =
        ReportJson.oneLine(out).setPrettyPrinter(new MinimalPrettyPrinter("\n"))) {
      for (Gap gap : report.gaps()) {
        gap(json, gap, report);
      }
      for (UnscannedAccount account : report.accounts().unscanned()) {
        unscanned(json, account, report);
      }
      for (Finding finding : report.findings()) {
        FormerState was = former.remove(FindingKey.of(finding));
        finding(json, finding, activity(finding, was), rules.get(finding.rule()), report);
      }
      for (FormerFinding each : comparison.former()) {
        if (former.containsKey(each.was().key())) {
          former(json, each, rules.get(each.was().rule()), report);
        }
      }
      json.writeRaw(json.getOutputContext().getEntryCount() > 0 ? "\n" : "");
    }
    out.flush();
  }

  private void finding(
      JsonGenerator json,
      Finding finding,
      Choice activity,
      @Nullable RuleSummary rule,
      ScanReport report)
      throws IOException {
    Optional<FindingAge> age = comparison.age(finding);
    boolean known = age.map(each -> !each.isNew()).orElse(false);
    begin(json, report, activity, severity(finding), lifecycle(finding, known));
    json.writeStringField(
        "message",
        "%s %s: %s: %s%s"
            .formatted(
                finding.rule(),
                finding.status().word(),
                finding.resource().identifier(),
                ReportPhrases.reason(finding),
                age.map(each -> "; " + each.words(report.startedAt())).orElse("")));
    json.writeObjectFieldStart("finding_info");
    info(json, FindingKey.of(finding).fingerprint(), finding.rule().value(), rule);
    json.writeNumberField("last_seen_time", report.startedAt().toEpochMilli());
    if (age.isPresent()) {
      time(json, "first_seen_time", age.get().since());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("compliance");
    compliance(finding.status()).write(json, "status_id", "status");
    json.writeStringField("status_code", finding.status().word());
    var details = new ArrayList<>(List.of(finding.reason()));
    finding.missingPermission().ifPresent(each -> details.add("missing permission: " + each));
    ReportJson.strings(json, "status_details", details);
    json.writeStringField("control", finding.control().value());
    standards(json, rule, report);
    json.writeEndObject();
    resources(json, finding.resource(), finding.owner());
    if (ReportPhrases.needsSomebody(finding)) {
      json.writeObjectFieldStart("remediation");
      json.writeStringField("desc", ReportPhrases.command(finding, typed));
      if (rule != null && !rule.guidance().documentation().isEmpty()) {
        ReportJson.strings(json, "references", List.of(rule.guidance().documentation()));
      }
      json.writeEndObject();
    }
    cloud(json, finding.resource(), report);
    json.writeEndObject();
  }

  /// A violation of the last scan without any finding of this one.
  private static void former(
      JsonGenerator json, FormerFinding former, @Nullable RuleSummary rule, ScanReport report)
      throws IOException {
    boolean open = former.state() == FormerState.NOT_SEEN;
    begin(
        json,
        report,
        open ? Choice.UPDATE : Choice.CLOSE,
        Choice.of(former.was().severity()),
        open ? Choice.UNKNOWN : Choice.ARCHIVED);
    ResourceRef resource = former.was().resource();
    json.writeStringField(
        "message",
        "%s %s: %s: %s"
            .formatted(
                former.was().rule(),
                former.state().words(),
                resource.identifier(),
                ComparisonText.former(former)));
    json.writeObjectFieldStart("finding_info");
    info(json, former.was().key().fingerprint(), former.was().rule().value(), rule);
    time(json, "first_seen_time", former.was().since());
    time(json, "last_seen_time", former.was().lastSeen());
    json.writeEndObject();
    json.writeObjectFieldStart("compliance");
    (open ? Choice.WARNING : Choice.other(former.state().words()))
        .write(json, "status_id", "status");
    json.writeStringField("status_code", former.state().word());
    ReportJson.strings(json, "status_details", List.of(former.reason()));
    standards(json, rule, report);
    json.writeEndObject();
    resources(json, resource, former.was().owner());
    cloud(json, resource, report);
    json.writeEndObject();
  }

  private static void gap(JsonGenerator json, Gap gap, ScanReport report) throws IOException {
    String place = ReportPhrases.place(gap, report.accounts());
    begin(json, report, Choice.CREATE, Choice.UNKNOWN, Choice.NEW);
    json.writeStringField("message", place + " could not be read: " + ReportPhrases.why(gap));
    withoutResource(json, "gap", ReportPhrases.place(gap));
    json.writeObjectFieldStart("compliance");
    Choice.WARNING.write(json, "status_id", "status");
    json.writeStringField("status_code", "gap");
    ReportJson.strings(json, "status_details", List.of(ReportPhrases.why(gap)));
    standards(json, null, report);
    json.writeEndObject();
    json.writeObjectFieldStart("remediation");
    json.writeStringField("desc", "molly explain gap");
    json.writeEndObject();
    cloud(json, new Place(gap.account(), gap.region(), Optional.empty()), report);
    json.writeEndObject();
  }

  private static void unscanned(JsonGenerator json, UnscannedAccount account, ScanReport report)
      throws IOException {
    String why = account.reason().words();
    begin(json, report, Choice.CREATE, Choice.INFORMATIONAL, Choice.other("not scanned"));
    json.writeStringField(
        "message", "account %s (%s) not scanned: %s".formatted(account.id(), account.name(), why));
    withoutResource(json, "not-scanned", account.id().value());
    json.writeObjectFieldStart("compliance");
    Choice.other("not scanned").write(json, "status_id", "status");
    json.writeStringField("status_code", "not-scanned");
    ReportJson.strings(json, "status_details", List.of(why));
    standards(json, null, report);
    json.writeEndObject();
    cloud(json, new Place(account.id(), Optional.empty(), Optional.empty()), report);
    json.writeEndObject();
  }

  private static void withoutResource(JsonGenerator json, String title, String place)
      throws IOException {
    json.writeObjectFieldStart("finding_info");
    json.writeStringField("uid", Digest.of(title + "|" + place).hex().substring(0, 32));
    json.writeStringField("title", title);
    json.writeEndObject();
  }

  private static void begin(
      JsonGenerator json, ScanReport report, Choice activity, Choice severity, Choice lifecycle)
      throws IOException {
    json.writeStartObject();
    activity.write(json, "activity_id", "activity_name");
    json.writeNumberField("category_uid", 2);
    json.writeStringField("category_name", "Findings");
    json.writeNumberField("class_uid", COMPLIANCE_FINDING);
    json.writeStringField("class_name", "Compliance Finding");
    json.writeNumberField("type_uid", COMPLIANCE_FINDING * 100 + activity.id());
    json.writeStringField("type_name", "Compliance Finding: " + activity.caption());
    time(json, "time", report.startedAt());
    severity.write(json, "severity_id", "severity");
    lifecycle.write(json, "status_id", "status");
    json.writeObjectFieldStart("metadata");
    json.writeStringField("version", VERSION);
    ReportJson.strings(json, "profiles", List.of("cloud"));
    json.writeObjectFieldStart("product");
    json.writeStringField("name", "molly");
    json.writeStringField("vendor_name", "molly");
    json.writeStringField("version", report.mollyVersion());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void info(JsonGenerator json, String uid, String title, @Nullable RuleSummary rule)
      throws IOException {
    json.writeStringField("uid", uid);
    json.writeStringField("title", title);
    if (rule != null && !rule.why().isBlank()) {
      json.writeStringField("desc", ReportPhrases.why(rule));
    }
  }

  private static void standards(JsonGenerator json, @Nullable RuleSummary rule, ScanReport report)
      throws IOException {
    ReportJson.strings(
        json, "standards", report.policies().stream().map("molly policy "::concat).toList());
    if (rule != null && !rule.references().isEmpty()) {
      ReportJson.strings(json, "requirements", rule.references());
    }
  }

  private static void resources(JsonGenerator json, ResourceRef resource, Owner owner)
      throws IOException {
    json.writeArrayFieldStart("resources");
    json.writeStartObject();
    json.writeStringField("uid", resource.arn());
    json.writeStringField("uid_alt", resource.identifier());
    json.writeStringField("name", resource.name());
    json.writeStringField("type", resource.id().kind().value());
    json.writeStringField("region", resource.id().region().value());
    ReportJson.optional(json, "cloud_partition", partition(resource));
    if (owner.name().isPresent()) {
      json.writeObjectFieldStart("owner");
      json.writeStringField("name", owner.name().get());
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void cloud(JsonGenerator json, ResourceRef resource, ScanReport report)
      throws IOException {
    var place =
        new Place(
            resource.id().account(), Optional.of(resource.id().region()), partition(resource));
    cloud(json, place, report);
  }

  private static void cloud(JsonGenerator json, Place place, ScanReport report) throws IOException {
    json.writeObjectFieldStart("cloud");
    json.writeStringField("provider", "AWS");
    ReportJson.optional(json, "cloud_partition", place.partition());
    ReportJson.optional(json, "region", place.region());
    json.writeObjectFieldStart("account");
    json.writeStringField("uid", place.account().value());
    ReportJson.optional(json, "name", report.accounts().name(place.account()));
    json.writeNumberField("type_id", AWS_ACCOUNT);
    json.writeStringField("type", "AWS Account");
    json.writeEndObject();
    json.writeEndObject();
  }

  private static Optional<String> partition(ResourceRef resource) {
    return Arn.isOne(resource.arn())
        ? Optional.of(Arn.parse(resource.arn()).partition())
        : Optional.empty();
  }

  private static void time(JsonGenerator json, String field, Instant at) throws IOException {
    json.writeNumberField(field, at.toEpochMilli());
  }

  /// @param was what became of it, if it was open in the last scan and does not fail now
  private Choice activity(Finding finding, @Nullable FormerState was) {
    if (was != null && was != FormerState.NOT_SEEN) {
      return Choice.CLOSE;
    }
    return was != null || !comparison.mayBeNew(finding) ? Choice.UPDATE : Choice.CREATE;
  }

  /// A finding that asks for nothing is not as severe as its rule.
  private static Choice severity(Finding finding) {
    return switch (finding.status()) {
      case PASS, NOT_APPLICABLE -> Choice.INFORMATIONAL;
      case UNKNOWN, FAIL, INEFFECTIVE, EXEMPT -> Choice.of(finding.severity());
    };
  }

  private static Choice lifecycle(Finding finding, boolean known) {
    return switch (finding.status()) {
      case UNKNOWN -> Choice.UNKNOWN;
      case FAIL, INEFFECTIVE -> known ? Choice.other("still failing") : Choice.NEW;
      case EXEMPT -> Choice.SUPPRESSED;
      case NOT_APPLICABLE -> Choice.other("not applicable");
      case PASS -> Choice.RESOLVED;
    };
  }

  private static Choice compliance(FindingStatus status) {
    return switch (status) {
      case UNKNOWN -> Choice.WARNING;
      case FAIL, INEFFECTIVE -> Choice.FAIL;
      case EXEMPT, NOT_APPLICABLE -> Choice.other(status.word());
      case PASS -> Choice.PASS;
    };
  }
}
