package dev.molly.report.digest;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.model.AccountDirectory;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceRef;
import dev.molly.model.RuleId;
import dev.molly.model.ScanReport;
import dev.molly.model.Severity;
import dev.molly.plan.Digest;
import dev.molly.report.format.PrintableText;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.StatusCounts;
import dev.molly.text.ShellQuoting;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Writes the digest of one owner, as text and as JSON.
///
/// @param complete whether the scan read everything
record DigestDocument(ComparedScan scan, OwnerFindings found, boolean complete) {
  /// The number of gaps that are named: in an organization there may be thousands.
  private static final int GAPS = 5;

  private static final int ID_LENGTH = 32;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  ScanDigest digest() {
    String id =
        new Digest.Builder()
            .add("scan")
            .add(scan.scope())
            .add(report().startedAt().toString())
            .add(OwnerFindings.key(found.owner()))
            .build()
            .hex()
            .substring(0, ID_LENGTH);
    String who = PrintableText.of(found.owner().label());
    String subject =
        "%smolly: %s%s: %s"
            .formatted(sandbox(), complete ? "" : "incomplete scan, ", who, counts());
    String text = text(who);
    return new ScanDigest(id, found.owner(), subject, text, json(id, text));
  }

  private ScanReport report() {
    return scan.report();
  }

  private String sandbox() {
    return scan.sandbox() ? "[sandbox] " : "";
  }

  /// Returns the counts of all states that there are: `2 new, 1 fixed, 9 still failing`.
  private String counts() {
    String words =
        Arrays.stream(DigestState.values())
            .filter(state -> found.count(state) > 0)
            .map(state -> StatusCounts.number(found.count(state)) + " " + state.words())
            .collect(joining(", "));
    return words.isEmpty() ? "nothing fails" : words;
  }

  private String text(String who) {
    var lines = new ArrayList<String>();
    if (!complete) {
      lines.addAll(incomplete());
    }
    Instant at = report().startedAt().truncatedTo(ChronoUnit.SECONDS);
    String since =
        scan.comparison()
            .base()
            .map(base -> base.truncatedTo(ChronoUnit.SECONDS))
            .map(base -> ", compared with the scan of " + base)
            .orElse("");
    lines.add("%s%s: %s (scan of %s%s)".formatted(sandbox(), who, counts(), at, since));
    if (found.failing() > 0) {
      lines.add("Failing: " + severities() + oldest() + ".");
    }
    DigestState state = null;
    for (DigestEntry each : found.entries()) {
      if (each.state() != state) {
        state = each.state();
        lines.add(capital(state.words()) + ":");
      }
      lines.add("- " + line(each));
    }
    if (found.unlisted() > 0) {
      lines.add("and " + ReportPhrases.count(found.unlisted(), "more finding") + ".");
    }
    lines.add("More: " + PrintableText.of(command()));
    return String.join("\n", lines);
  }

  private List<String> incomplete() {
    List<Gap> gaps = report().gaps();
    var lines = new ArrayList<String>();
    lines.add(
        "INCOMPLETE: %s could not be read, and %s of this owner could not be judged: what is there is not known."
            .formatted(
                ReportPhrases.count(gaps.size(), "place"),
                ReportPhrases.count(found.unknown(), "finding")));
    gaps.stream()
        .limit(GAPS)
        .map(
            gap ->
                "- "
                    + PrintableText.of(
                        ReportPhrases.place(gap, accounts()) + ": " + ReportPhrases.why(gap)))
        .forEach(lines::add);
    if (gaps.size() > GAPS) {
      lines.add("- and " + ReportPhrases.count(gaps.size() - GAPS, "more place"));
    }
    return lines;
  }

  private AccountDirectory accounts() {
    return report().accounts();
  }

  private String severities() {
    return List.of(Severity.values()).reversed().stream()
        .filter(each -> found.count(each) > 0)
        .map(each -> StatusCounts.number(found.count(each)) + " " + each.word())
        .collect(joining(", "));
  }

  private String oldest() {
    return found
        .oldest()
        .map(at -> ", the first since " + at.atOffset(ZoneOffset.UTC).toLocalDate())
        .orElse("");
  }

  private String line(DigestEntry entry) {
    ResourceRef ref = entry.resource();
    String name = ref.name().equals(ref.identifier()) ? "" : " (" + ref.name() + ")";
    return PrintableText.of(
        "%s: %s %s%s in %s, %s: %s"
            .formatted(
                entry.severity().word(),
                ref.id().kind(),
                ref.identifier(),
                name,
                accounts().label(ref.id().account()),
                ref.id().region(),
                entry.rules().stream().map(RuleId::value).collect(joining(", "))));
  }

  private static String capital(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /// Returns the command that shows all of the owner's findings.
  private String command() {
    String scanned = scan.typed().goOn("molly scan");
    boolean chosen =
        scan.typed().value("--owner").isPresent() || scan.typed().value("--group-by").isPresent();
    return chosen
        ? scanned
        : scanned
            + found
                .owner()
                .name()
                .map(name -> " --owner " + ShellQuoting.quote(name))
                .orElse(" --group-by owner");
  }

  private String json(String id, String text) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("schemaVersion", 1)
        .put("type", "scan")
        .put("id", id)
        .put("sandbox", scan.sandbox())
        .put("at", report().startedAt().toString());
    found.owner().name().ifPresent(owner -> json.put("owner", owner));
    json.put("ownerStatus", found.owner().word()).put("text", text).put("complete", complete);
    scan.comparison().base().ifPresent(base -> json.put("lastScan", base.toString()));
    ObjectNode counts = json.putObject("counts");
    for (DigestState state : DigestState.values()) {
      if (found.count(state) > 0) {
        counts.put(state.word(), found.count(state));
      }
    }
    counts.put("unknown", found.unknown());
    ObjectNode severities = json.putObject("severities");
    for (Severity each : Severity.values()) {
      severities.put(each.word(), found.count(each));
    }
    found.oldest().ifPresent(at -> json.put("failingSince", at.toString()));
    ArrayNode resources = json.putArray("resources");
    found.entries().forEach(each -> resources.add(resource(each)));
    json.put("unlistedFindings", found.unlisted());
    ArrayNode gaps = json.putArray("gaps");
    report().gaps().stream().limit(GAPS).forEach(each -> gaps.add(gap(each)));
    json.put("unlistedGaps", Math.max(0, report().gaps().size() - GAPS));
    json.put("command", command());
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
    }
  }

  private ObjectNode resource(DigestEntry entry) {
    ResourceRef ref = entry.resource();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("state", entry.state().word())
            .put("severity", entry.severity().word())
            .put("kind", ref.id().kind().value())
            .put("account", ref.id().account().value());
    accounts().name(ref.id().account()).ifPresent(name -> json.put("accountName", name));
    json.put("region", ref.id().region().value())
        .put("uid", ref.id().uid())
        .put("id", ref.identifier())
        .put("name", ref.name())
        .put("arn", ref.arn());
    ArrayNode rules = json.putArray("rules");
    entry.rules().forEach(rule -> rules.add(rule.value()));
    entry.since().ifPresent(at -> json.put("since", at.toString()));
    return json;
  }

  private ObjectNode gap(Gap gap) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("account", gap.account().value());
    accounts().name(gap.account()).ifPresent(name -> json.put("accountName", name));
    gap.region().map(RegionId::value).ifPresent(region -> json.put("region", region));
    gap.kind().map(KindId::value).ifPresent(kind -> json.put("kind", kind));
    return json.put("why", ReportPhrases.why(gap));
  }
}
