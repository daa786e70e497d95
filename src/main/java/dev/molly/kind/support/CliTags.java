package dev.molly.kind.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.molly.text.ShellQuoting;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/// Tags in a command line of the AWS CLI: in its shorthand, and as JSON when something in them
/// means something in the shorthand. Both versions take both.
///
/// Source: AWS CLI User Guide, "Using shorthand syntax in the AWS CLI". A comma ends a value there,
/// quotes and brackets do not stand for themselves, and spaces around it are dropped.
public final class CliTags {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_.:/+@-](?:[A-Za-z0-9_.:/=+@ -]*[A-Za-z0-9_.:/=+@-])?");

  private CliTags() {}

  /// What stands after `--tags`.
  public static String words(Map<String, String> tags) {
    return isPlain(tags.keySet()) && isPlain(tags.values())
        ? tags.entrySet().stream()
            .map(tag -> ShellQuoting.quote("Key=" + tag.getKey() + ",Value=" + tag.getValue()))
            .collect(Collectors.joining(" "))
        : ShellQuoting.quote(text(tags(JsonWriter.create(), tags)));
  }

  /// What stands after `--tags` where a tag is taken away whatever its value is.
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

  /// What stands after `--tag-keys`, which is a list of words and has no shorthand.
  public static String names(Collection<String> keys) {
    return keys.stream().map(ShellQuoting::quote).collect(Collectors.joining(" "));
  }

  /// What stands after `--tag-specifications`.
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
