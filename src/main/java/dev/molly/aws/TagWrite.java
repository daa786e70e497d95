package dev.molly.aws;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.cloudtrail.model.Event;

/// A write of tags that CloudTrail's event history shows.
///
/// @param at the time of the write
/// @param principal the ARN of the principal; empty if the event has none
/// @param tags the tags that it wrote
public record TagWrite(Instant at, String principal, Map<String, String> tags) {
  public TagWrite {
    tags = Map.copyOf(tags);
  }

  /// Reads an event. The services write their tags in different forms: all have objects with a
  /// key and a value.
  ///
  /// @return empty for a request that AWS refused, and for an event in another form, or without
  ///     a time
  static Optional<TagWrite> of(Event event) {
    String text = event.cloudTrailEvent();
    if (text == null || text.isEmpty() || event.eventTime() == null) {
      return Optional.empty();
    }
    JsonNode whole;
    try {
      whole = JsonNode.parser().parse(text);
    } catch (RuntimeException e) {
      // The SDK's parser has no specific exception.
      return Optional.empty();
    }
    if (!whole.isObject() || whole.field("errorCode").isPresent()) {
      return Optional.empty();
    }
    var tags = new TreeMap<String, String>();
    whole.field("requestParameters").ifPresent(parameters -> collect(parameters, tags));
    String principal = whole.field("userIdentity").map(user -> text(user, "arn")).orElse(null);
    return Optional.of(new TagWrite(event.eventTime(), principal == null ? "" : principal, tags));
  }

  private static void collect(JsonNode node, Map<String, String> tags) {
    if (node.isArray()) {
      node.asArray().forEach(each -> collect(each, tags));
    } else if (node.isObject()) {
      String key = text(node, "key");
      String value = text(node, "value");
      if (key != null && value != null) {
        tags.put(key, value);
      }
      node.asObject().values().forEach(each -> collect(each, tags));
    }
  }

  private static @Nullable String text(JsonNode object, String name) {
    return object.isObject()
        ? object.asObject().entrySet().stream()
            .filter(field -> field.getKey().equalsIgnoreCase(name) && field.getValue().isString())
            .map(field -> field.getValue().asString())
            .findFirst()
            .orElse(null)
        : null;
  }
}
