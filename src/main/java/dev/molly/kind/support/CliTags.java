package dev.molly.kind.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.molly.text.ShellQuoting;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/// Formats tags for AWS CLI commands: in the shorthand syntax, and as JSON if they contain a
/// character that is special in the shorthand. Both AWS CLI versions accept both.
///
/// Source: AWS CLI User Guide, "Using shorthand syntax in the AWS CLI". In the shorthand a comma
/// ends a value, quotes and brackets are not literal, and spaces around a value are dropped.
public final class CliTags {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_.:/+@-](?:[A-Za-z0-9_.:/=+@ -]*[A-Za-z0-9_.:/=+@-])?");

  private CliTags() {}

  /// Returns the argument of `--tags`.
  public static String words(Map<String, String> tags) {
    return isPlain(tags.keySet()) && isPlain(tags.values())
        ? tags.entrySet().stream()
            .map(tag -> ShellQuoting.quote("Key=" + tag.getKey() + ",Value=" + tag.getValue()))
            .collect(Collectors.joining(" "))
        : ShellQuoting.quote(text(tags(JsonWriter.create(), tags)));
  }

  /// Returns the argument of `--tags` that removes tags regardless of their values.
  public static String keys(Collection<String> keys) {
    if (isPlain(keys)) {
      return keys.stream()
          .map(key -> ShellQuoting.quote("Key=" + key))
          .collect(Collectors.joining(" "));
    }
    JsonWriter json = JsonWriter.create().writeStartArray();
    keys.forEach(
        key -> json.writeStartObject().writeFieldName("Key").writeValue(key).writeEndObject());
    return ShellQuoting.quote(text(json.writeEndArray()));
  }

  /// Returns the argument of `--tag-keys`, which is a list of words and has no shorthand.
  public static String names(Collection<String> keys) {
    return keys.stream().map(ShellQuoting::quote).collect(Collectors.joining(" "));
  }

  /// Returns the argument of `--tag-specifications`.
  public static String specification(String type, Map<String, String> tags) {
    if (isPlain(tags.keySet()) && isPlain(tags.values())) {
      return ShellQuoting.quote(
          tags.entrySet().stream()
              .map(tag -> "{Key=" + tag.getKey() + ",Value=" + tag.getValue() + "}")
              .collect(Collectors.joining(",", "ResourceType=" + type + ",Tags=[", "]")));
    }
    JsonWriter json =
        JsonWriter.create()
            .writeStartArray()
            .writeStartObject()
            .writeFieldName("ResourceType")
            .writeValue(type)
            .writeFieldName("Tags");
    return ShellQuoting.quote(text(tags(json, tags).writeEndObject().writeEndArray()));
  }

  private static boolean isPlain(Collection<String> texts) {
    return texts.stream().allMatch(text -> PLAIN.matcher(text).matches());
  }

  private static JsonWriter tags(JsonWriter json, Map<String, String> tags) {
    json.writeStartArray();
    new TreeMap<>(tags)
        .forEach(
            (key, value) ->
                json.writeStartObject()
                    .writeFieldName("Key")
                    .writeValue(key)
                    .writeFieldName("Value")
                    .writeValue(value)
                    .writeEndObject());
    return json.writeEndArray();
  }

  private static String text(JsonWriter json) {
    return new String(json.getBytes(), UTF_8);
  }
}
