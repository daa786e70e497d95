package dev.molly.report.change;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.molly.model.AccountId;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.UserError;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.IamGrant;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.Refusal;
import dev.molly.report.format.Invocation;
import dev.molly.report.format.PrintableText;
import dev.molly.report.format.StrictJsonObject;
import dev.molly.report.scan.ReportJson;
import dev.molly.text.FailureReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A plan as a file, for review and for later execution, as described by
/// `schema/plan-1.schema.json` in the jar. Reading is strict: molly applies a plan only if it
/// understands every member and the content is exactly as molly wrote it.
///
/// The digest detects accidental and manual edits. It is not a signature: any process that can
/// compute a digest can write a plan, so the guards check every plan again.
public final class PlanJson {
  private static final int SCHEMA_VERSION = 1;

  /// The largest plan file, in bytes. Every plan that molly can make is smaller; the file is
  /// held in memory while it is read.
  private static final int LARGEST = 64 * 1024 * 1024;

  private static final int DEEPEST = 8;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PlanJson() {}

  /// Writes a plan as one JSON document.
  public static void write(Plan plan, Writer out) throws IOException {
    try (JsonGenerator json = ReportJson.indented(out)) {
      plan(json, plan);
    }
    out.write('\n');
    out.flush();
  }

  static void plan(JsonGenerator json, Plan plan) throws IOException {
    json.writeStartObject();
    json.writeNumberField("schemaVersion", SCHEMA_VERSION);
    json.writeStringField("command", plan.operation().word());
    json.writeStringField("digest", plan.digest().hex());
    json.writeNumberField("seen", plan.fleetSize());
    ReportJson.strings(json, "gaps", plan.gaps());
    ReportJson.strings(json, "left", plan.skipped());
    refusals(json, "refused", plan.refusals(), Invocation.none());
    json.writeArrayFieldStart("steps");
    for (PlannedChange step : plan.steps()) {
      json.writeStartObject();
      step(json, step);
      json.writeEndObject();
    }
    json.writeEndArray();
    if (!plan.notes().isEmpty()) {
      ReportJson.strings(json, "notes", plan.notes());
    }
    json.writeEndObject();
  }

  /// Writes refusals as a list.
  ///
  /// @param typed the command line as typed, which completes the commands in the refusals
  public static void refusals(
      JsonGenerator json, String field, List<Refusal> refusals, Invocation typed)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (Refusal refusal : refusals) {
      json.writeStartObject();
      json.writeStringField("guard", refusal.guard());
      json.writeStringField("what", refusal.reason());
      json.writeStringField("satisfy", typed.complete(refusal.remedy()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void step(JsonGenerator json, PlannedChange step) throws IOException {
    ReportJson.change(json, step.change());
    json.writeStringField("fingerprint", step.fingerprint());
    json.writeObjectFieldStart("call");
    json.writeStringField("api", step.call().api());
    json.writeStringField("permission", step.call().permission());
    json.writeStringField("arn", step.call().arn());
    json.writeStringField("command", step.call().command());
    json.writeStringField("cost", step.call().cost());
    json.writeArrayFieldStart("also");
    for (IamGrant grant : step.call().also()) {
      json.writeStartObject();
      json.writeStringField("permission", grant.permission());
      json.writeStringField("arn", grant.arn());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeStringField("why", step.why());
    json.writeStringField("goal", step.goal().map(Goal::word).orElse(""));
  }

  /// Reads a plan.
  ///
  /// @throws UserError if the file cannot be read, is not a plan of this version, or differs
  ///     from the plan that molly wrote
  public static Plan read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IllegalArgumentException("it is larger than 64 MiB");
      }
      return plan(JSON.readTree(bytes));
    } catch (IllegalArgumentException e) {
      throw unreadable(file, String.valueOf(e.getMessage()), e);
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
      throw unreadable(file, "it is not JSON: " + e.getOriginalMessage() + where, e);
    } catch (NoSuchFileException e) {
      throw unreadable(file, "there is no such file", e);
    } catch (IOException e) {
      throw unreadable(file, FailureReason.of(e), e);
    }
  }

  private static Plan plan(JsonNode document) {
    checkVersion(document);
    var top =
        StrictJsonObject.with(
            "notes",
            document,
            "schemaVersion",
            "command",
            "digest",
            "seen",
            "gaps",
            "left",
            "refused",
            "steps");
    var plan =
        new Plan(
            top.parsed("command", Operation::of),
            top.list("steps", PlanJson::step),
            top.count("seen"),
            top.texts("gaps"),
            top.texts("left"),
            top.list("refused", PlanJson::refusal),
            top.textsIfThere("notes"));
    if (!plan.digest().hex().equals(top.text("digest"))) {
      throw new IllegalArgumentException(
          "its digest is not that of what it holds: it was changed after molly wrote it");
    }
    return plan;
  }

  /// Checks the version before anything else, because another version may have other members.
  private static void checkVersion(JsonNode document) {
    JsonNode version = document.path("schemaVersion");
    if (!version.isMissingNode() && !version.equals(IntNode.valueOf(SCHEMA_VERSION))) {
      throw new IllegalArgumentException(
          "it is of schemaVersion %s, and this molly reads %d".formatted(version, SCHEMA_VERSION));
    }
  }

  private static Refusal refusal(String at, JsonNode node) {
    var refusal = StrictJsonObject.of(at, node, "guard", "what", "satisfy");
    return new Refusal(refusal.text("guard"), refusal.text("what"), refusal.text("satisfy"));
  }

  private static IamGrant grant(String at, JsonNode node) {
    var grant = StrictJsonObject.of(at, node, "permission", "arn");
    return new IamGrant(grant.text("permission"), grant.text("arn"));
  }

  private static PlannedChange step(String at, JsonNode node) {
    var step =
        StrictJsonObject.of(
            at, node, "resource", "control", "from", "to", "fingerprint", "call", "why", "goal");
    var call = step.object("call", "api", "permission", "arn", "command", "cost", "also");
    var change =
        new Change(
            resource(step),
            step.parsed("control", ControlId::new),
            step.text("from"),
            step.text("to"));
    return new PlannedChange(
        change,
        step.text("fingerprint"),
        new ApiCall(
            call.text("api"),
            call.text("permission"),
            call.text("arn"),
            call.text("command"),
            call.text("cost"),
            call.list("also", PlanJson::grant)),
        step.text("why"),
        step.text("goal").isEmpty()
            ? Optional.empty()
            : Optional.of(step.parsed("goal", Goal::of)));
  }

  private static ResourceRef resource(StrictJsonObject step) {
    var resource = step.object("resource", "kind", "account", "region", "uid", "id", "name", "arn");
    return new ResourceRef(
        new ResourceId(
            resource.parsed("kind", KindId::new),
            resource.parsed("account", AccountId::new),
            resource.parsed("region", RegionId::new),
            resource.text("uid")),
        resource.text("id"),
        resource.text("name"),
        // The ARN scopes a session that may write, so it must name exactly this one resource.
        resource.parsed("arn", IamGrant::oneResource));
  }

  /// Escapes the reason, which may quote the content of the file.
  private static UserError unreadable(Path file, String why, Exception cause) {
    return new UserError(
        "Cannot read the plan %s: %s.\nMake it again, by the command that made it: --out plan.json"
            .formatted(file, PrintableText.of(why)),
        cause);
  }
}
