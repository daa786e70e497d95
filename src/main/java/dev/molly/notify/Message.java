package dev.molly.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.config.NoticeType;
import dev.molly.engine.run.Notice;
import dev.molly.model.ResourceRef;
import dev.molly.report.digest.ScanDigest;
import dev.molly.report.format.PrintableText;
import dev.molly.retire.RetirementRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A notice as it is sent: one JSON object, described by `schema/notice-1.schema.json` or
/// `schema/digest-1.schema.json`.
///
/// @param subject a line of ASCII without control characters, at most 100 characters long
/// @param text what people read, in lines
/// @param json pure ASCII, regardless of the name of the resource
record Message(String id, NoticeType type, String subject, String text, String json) {
  private static final int SCHEMA_VERSION = 1;
  private static final int LONGEST_SUBJECT = 100;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /// Writes a notice.
  ///
  /// @param sandbox whether it is about a simulated account, which the recipient has to be aware
  ///     of
  static Message of(Notice notice, boolean sandbox) {
    ResourceRef ref = notice.resource().ref();
    RetirementRecord record = notice.record();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("schemaVersion", SCHEMA_VERSION)
        .put("type", NoticeType.FALLS_DUE.word())
        .put("id", notice.id())
        .put("sandbox", sandbox)
        .put("at", notice.at().toString())
        .put("due", record.due().toString());
    notice.owner().name().ifPresent(owner -> json.put("owner", owner));
    String text = (sandbox ? "[sandbox] " : "") + text(ref, record);
    json.put("text", text);
    json.set("resource", resource(ref));
    json.putObject("retired")
        .put("by", record.by())
        .put("at", record.at().toString())
        .put("why", record.why());
    // The recipient may be in another account or region, where the name may belong to another
    // resource.
    String which = ref.typedAnywhere() + (sandbox ? " --sandbox" : "");
    List<String> keep = List.of("molly extend " + which + " --by 7d", "molly restore " + which);
    keep.forEach(json.putArray("keep")::add);
    String subject = (sandbox ? "[sandbox] " : "") + "falls due: " + ref.identifier();
    return new Message(
        notice.id(),
        NoticeType.FALLS_DUE,
        plain(subject),
        PrintableText.of(text) + "\nTo keep it: " + String.join(", or ", keep),
        write(json));
  }

  /// Writes the digest of a scan.
  static Message of(ScanDigest digest) {
    return new Message(
        digest.id(), NoticeType.SCAN, plain(digest.subject()), digest.text(), digest.json());
  }

  /// Returns the text for subscribers by e-mail; empty if they get the JSON, as they always have
  /// for retired resources.
  String mail() {
    return switch (type) {
      case FALLS_DUE -> "";
      case SCAN -> text;
    };
  }

  /// Returns a JSON object with one text.
  static String object(String key, String text) {
    return write(JsonNodeFactory.instance.objectNode().put(key, text));
  }

  /// Returns the JSON without a trailing newline: the bytes that are signed.
  byte[] bytes() {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(ResourceRef ref, RetirementRecord record) {
    String name = ref.name().equals(ref.identifier()) ? "" : " (" + ref.name() + ")";
    return "%s %s%s in %s falls due at %s: from then on it may be deleted for good. It was retired by %s: %s"
        .formatted(
            ref.id().kind(),
            ref.identifier(),
            name,
            ref.id().target(),
            record.due(),
            record.by(),
            record.why());
  }

  private static ObjectNode resource(ResourceRef ref) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("kind", ref.id().kind().value())
        .put("account", ref.id().account().value())
        .put("region", ref.id().region().value())
        .put("uid", ref.id().uid())
        .put("id", ref.identifier())
        .put("name", ref.name())
        .put("arn", ref.arn());
  }

  private static String plain(String text) {
    String ascii = text.replaceAll("[^ -~]", "?");
    return ascii.length() <= LONGEST_SUBJECT ? ascii : ascii.substring(0, LONGEST_SUBJECT);
  }

  private static String write(ObjectNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
    }
  }
}
