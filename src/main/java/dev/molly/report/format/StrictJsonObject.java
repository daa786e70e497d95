package dev.molly.report.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/// The members of one JSON object, read strictly: exactly the expected members, each of the
/// expected type. Anything else is an [IllegalArgumentException] that names the position.
///
/// @param at the position of the object: `steps[3].call`; empty for the whole document
public record StrictJsonObject(String at, JsonNode object) {
  /// Returns the object, which must have these members and no others.
  public static StrictJsonObject of(String at, JsonNode object, String... names) {
    if (!object.isObject()) {
      throw wrong(at, "an object", object);
    }
    for (String name : names) {
      if (!object.has(name)) {
        throw new IllegalArgumentException(whole(at) + " has no '" + name + "'");
      }
    }
    List<String> known = Arrays.asList(names);
    for (var member : object.properties()) {
      if (!known.contains(member.getKey())) {
        throw new IllegalArgumentException(
            whole(at) + " has '" + member.getKey() + "', which does not belong there");
      }
    }
    return new StrictJsonObject(at, object);
  }

  /// Returns the document, which must have these members, may have the optional one, and no
  /// others.
  public static StrictJsonObject with(String optional, JsonNode document, String... names) {
    return of(
        "",
        document,
        document.has(optional)
            ? Stream.concat(Stream.of(names), Stream.of(optional)).toArray(String[]::new)
            : names);
  }

  public StrictJsonObject object(String name, String... names) {
    return of(path(name), object.path(name), names);
  }

  public String text(String name) {
    return text(path(name), object.path(name));
  }

  /// Returns a text member that must have a certain syntax.
  public <T> T parsed(String name, Function<String, T> parse) {
    String text = text(name);
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(path(name) + ": " + e.getMessage(), e);
    }
  }

  /// Returns a whole number, 0 or more.
  public long count(String name) {
    JsonNode value = object.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw wrong(path(name), "a whole number, 0 or more", value);
    }
    return value.longValue();
  }

  public List<String> texts(String name) {
    return list(name, StrictJsonObject::text);
  }

  /// Returns a list of texts; empty if the member is absent.
  public List<String> textsIfThere(String name) {
    return object.has(name) ? texts(name) : List.of();
  }

  /// Returns a list; each element is read together with its position.
  public <T> List<T> list(String name, BiFunction<String, JsonNode, T> read) {
    JsonNode values = object.path(name);
    if (!values.isArray()) {
      throw wrong(path(name), "a list", values);
    }
    var list = new ArrayList<T>();
    for (JsonNode value : values) {
      list.add(read.apply(path(name) + "[" + list.size() + "]", value));
    }
    return list;
  }

  private static String text(String at, JsonNode value) {
    if (!value.isTextual()) {
      throw wrong(at, "text", value);
    }
    return value.textValue();
  }

  private String path(String name) {
    return at.isEmpty() ? name : at + "." + name;
  }

  private static String whole(String at) {
    return at.isEmpty() ? "it" : at;
  }

  private static IllegalArgumentException wrong(String at, String expected, JsonNode value) {
    String found = value.getNodeType().name().toLowerCase(Locale.ROOT);
    return new IllegalArgumentException(
        whole(at) + " must be " + expected + "; what is there is of type " + found);
  }
}
