package dev.molly.journal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.model.AccountId;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.plan.RunId;
import dev.molly.plan.RunResult.Result;
import java.util.stream.Stream;

/// Converts an entry to JSON and back.
final class JournalEntryJson {
  private JournalEntryJson() {}

  static ObjectNode write(JournalEntry entry) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", entry.word()).put("at", entry.at().toString());
    switch (entry) {
      case JournalEntry.RunStarted began -> {
        json.put("command", began.command());
        began.callers().forEach(json.putArray("callers")::add);
        json.put("digest", began.digest());
        began.undoes().ifPresent(run -> json.put("undoes", run.value()));
      }
      case JournalEntry.Intent intent -> {
        json.put("step", intent.step());
        json.set("change", write(intent.change()));
        json.put("api", intent.api());
      }
      case JournalEntry.Outcome outcome ->
          json.put("step", outcome.step())
              .put("result", outcome.result().word())
              .put("detail", outcome.detail());
      case JournalEntry.Notice notice -> {
        json.put("step", notice.step());
        json.set("resource", write(notice.resource()));
        json.put("channel", notice.channel()).put("receipt", notice.receipt());
      }
      case JournalEntry.RunFinished ended -> json.put("detail", ended.detail());
    }
    return json;
  }

  private static ObjectNode write(Change change) {
    return write(change.resource())
        .put("control", change.control().value())
        .put("from", change.from())
        .put("to", change.to());
  }

  private static ObjectNode write(ResourceRef resource) {
    ResourceId id = resource.id();
    return JsonNodeFactory.instance
        .objectNode()
        .put("kind", id.kind().value())
        .put("account", id.account().value())
        .put("region", id.region().value())
        .put("uid", id.uid())
        .put("identifier", resource.identifier())
        .put("name", resource.name())
        .put("arn", resource.arn());
  }

  /// Reads the fields of an entry. The caller checks for additional fields.
  ///
  /// @throws IllegalArgumentException with a message that describes the error
  static JournalEntry read(StrictJsonFields fields) {
    var at = fields.instant("at");
    String type = fields.text("type");
    return switch (type) {
      case "began" ->
          new JournalEntry.RunStarted(
              at,
              fields.text("command"),
              fields.texts("callers"),
              fields.text("digest"),
              fields.maybeText("undoes").map(RunId::new));
      case "intent" ->
          new JournalEntry.Intent(
              at, fields.number("step"), change(fields.inner("change")), fields.text("api"));
      case "outcome" ->
          new JournalEntry.Outcome(
              at, fields.number("step"), result(fields.text("result")), fields.text("detail"));
      case "notice" ->
          new JournalEntry.Notice(
              at,
              fields.number("step"),
              whole(fields.inner("resource")),
              fields.text("channel"),
              fields.text("receipt"));
      case "ended" -> new JournalEntry.RunFinished(at, fields.text("detail"));
      default -> throw new IllegalArgumentException("unknown type '" + type + "'");
    };
  }

  private static ResourceRef whole(StrictJsonFields fields) {
    ResourceRef resource = resource(fields);
    fields.noMore();
    return resource;
  }

  private static ResourceRef resource(StrictJsonFields fields) {
    var id =
        new ResourceId(
            new KindId(fields.text("kind")),
            new AccountId(fields.text("account")),
            new RegionId(fields.text("region")),
            fields.text("uid"));
    return new ResourceRef(id, fields.text("identifier"), fields.text("name"), fields.text("arn"));
  }

  private static Change change(StrictJsonFields fields) {
    ResourceRef resource = resource(fields);
    var control = new ControlId(fields.text("control"));
    var change = new Change(resource, control, fields.text("from"), fields.text("to"));
    fields.noMore();
    return change;
  }

  private static Result result(String word) {
    return Stream.of(Result.values())
        .filter(result -> result.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown result '" + word + "'"));
  }
}
