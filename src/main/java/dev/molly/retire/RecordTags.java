package dev.molly.retire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The tags of one record as one text, one per line, so that a record is a setting like any
/// other.
public enum RecordTags {
  RETIREMENT("molly:retire"),
  LEASE("molly:lease"),
  CLAIM("molly:claim"),
  STATE("molly:state");

  /// The characters that all of the services accept (RDS API Reference, Tag), but the one that
  /// escapes.
  private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{N} _.:/+\\-@]*");

  private static final int LONGEST = 256;

  /// What no value of a record has. EC2 takes it in a tag, and it would be read as another tag.
  private static final Pattern LINE_END = Pattern.compile("[\n\r]");

  /// What no key of a record has. EC2 takes it in a key, and the text of a setting cannot hold it:
  /// such a tag could not be removed, and would keep a restore from its end.
  private static final Pattern NO_KEY = Pattern.compile("[=\n\r]");

  /// The tag that holds the signature of a retirement record. It is stored beside the record and
  /// is not part of it.
  public static final String SIGNATURE = "molly:retire-mac";

  private final String key;

  RecordTags(String key) {
    this.key = key;
  }

  /// Returns those of a resource's tags that belong to the record.
  public SortedMap<String, String> of(Map<String, String> tags) {
    return tags.entrySet().stream()
        .filter(tag -> tag.getKey().equals(key) || tag.getKey().startsWith(key + "-"))
        .filter(tag -> !tag.getKey().equals(SIGNATURE) && !NO_KEY.matcher(tag.getKey()).find())
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }

  /// Returns the record as a setting; empty if there is none.
  public String setting(Map<String, String> tags) {
    return text(of(tags));
  }

  /// Formats tags as a setting.
  public static String text(Map<String, String> tags) {
    return new TreeMap<>(tags)
        .entrySet().stream()
            .map(tag -> tag.getKey() + "=" + LINE_END.matcher(tag.getValue()).replaceAll("\u2424"))
            .collect(Collectors.joining("\n"));
  }

  /// Parses a setting into tags.
  public static SortedMap<String, String> tags(String setting) {
    var tags = new TreeMap<String, String>();
    setting.lines().forEach(line -> put(tags, line));
    return tags;
  }

  /// Returns the tags to write to get from one setting to another; none if tags have to be
  /// removed instead. One call does either, not both.
  ///
  /// @throws IllegalArgumentException if both would be necessary
  public static SortedMap<String, String> put(String from, String to) {
    SortedMap<String, String> before = tags(from);
    SortedMap<String, String> after = tags(to);
    if (!after.isEmpty() && !after.keySet().containsAll(before.keySet())) {
      throw new IllegalArgumentException("a record is written, or taken away, as a whole");
    }
    after.entrySet().removeIf(tag -> tag.getValue().equals(before.get(tag.getKey())));
    return after;
  }

  private static void put(Map<String, String> tags, String line) {
    int at = line.indexOf('=');
    if (at < 0) {
      throw new IllegalArgumentException("'" + line + "' is no tag");
    }
    tags.put(line.substring(0, at), line.substring(at + 1));
  }

  /// Encodes text so that every service accepts it: characters that one of them rejects are
  /// written as `=2C`, byte by byte.
  static String encode(String text) {
    if (ALLOWED.matcher(text).matches()) {
      return text;
    }
    var encoded = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              String one = Character.toString(point);
              if (!ALLOWED.matcher(one).matches()) {
                for (byte each : one.getBytes(UTF_8)) {
                  encoded.append("=%02X".formatted(each & 0xFF));
                }
              } else {
                encoded.append(one);
              }
            });
    return encoded.toString();
  }

  /// Decodes encoded text.
  ///
  /// @throws IllegalArgumentException if the text was not written by [#encode]
  static String decode(String encoded) {
    ByteBuffer bytes = ByteBuffer.allocate(encoded.getBytes(UTF_8).length);
    for (int i = 0; i < encoded.length(); ) {
      if (encoded.charAt(i) == '=') {
        bytes.put(hex(encoded, i + 1));
        i += 3;
      } else {
        int point = encoded.codePointAt(i);
        bytes.put(Character.toString(point).getBytes(UTF_8));
        i += Character.charCount(point);
      }
    }
    return new String(bytes.array(), 0, bytes.position(), UTF_8);
  }

  private static byte hex(String encoded, int at) {
    try {
      return (byte) HexFormat.fromHexDigits(encoded, at, at + 2);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "'%s' in one of its tags is not as molly writes text".formatted(encoded), e);
    }
  }

  /// @throws IllegalArgumentException if one is longer than a tag can be
  static void check(Map<String, String> tags) {
    tags.forEach(
        (key, value) -> {
          if (value.length() > LONGEST) {
            throw new IllegalArgumentException(
                "%s would have %d characters, and a tag takes %d"
                    .formatted(key, value.length(), LONGEST));
          }
          if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(key + " has a control character in it");
          }
        });
  }
}
