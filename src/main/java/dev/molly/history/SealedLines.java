package dev.molly.history;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.model.UserError;
import dev.molly.plan.Digest;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The lines of a history file: JSON in pure ASCII, the version first, and last a digest of all
/// that is before it. A file that was cut off, or has one other byte, is not read at all.
final class SealedLines {
  /// The version that this molly writes.
  static final int VERSION = 1;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final Pattern FIRST = Pattern.compile("\\{\"history\":([0-9]{1,9})\\}\n");
  private static final String SEAL = "{\"sha256\":\"%s\"}\n";
  private static final int SEAL_LENGTH = SEAL.formatted(Digest.of("").hex()).length();

  private SealedLines() {}

  /// Returns the content of a file.
  static byte[] of(List<JsonNode> lines) {
    var text = new StringBuilder("{\"history\":" + VERSION + "}\n");
    lines.forEach(line -> text.append(text(line)).append('\n'));
    text.append(SEAL.formatted(Digest.of(text.toString()).hex()));
    return text.toString().getBytes(US_ASCII);
  }

  private static String text(JsonNode line) {
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
    }
  }

  /// Returns what a file holds; empty if there is none.
  ///
  /// @param parse throws an exception for what is not as it was written
  /// @throws UserError if it cannot be used, as a sentence that begins with its name
  static <T> Optional<T> read(ScanStore store, String file, Function<byte[], T> parse) {
    Optional<byte[]> content = store.read(file);
    try {
      return content.map(parse);
    } catch (IllegalArgumentException e) {
      throw new UserError("%s is not used: it %s".formatted(store.shown(file), e.getMessage()), e);
    } catch (DateTimeException | IllegalStateException e) {
      throw new UserError(
          "%s is not used: it is damaged: %s".formatted(store.shown(file), e.getMessage()), e);
    }
  }

  /// Returns the lines of a file.
  ///
  /// @throws IllegalArgumentException if it is not as it was written, with the reason as a
  ///     continuation of the file's name
  static List<JsonNode> read(byte[] content) {
    String text = new String(content, US_ASCII);
    Matcher first = FIRST.matcher(text);
    if (first.lookingAt() && Integer.parseInt(first.group(1)) > VERSION) {
      throw new IllegalArgumentException(
          "was written by a newer molly (version %s of the file; this one reads %d)"
              .formatted(first.group(1), VERSION));
    }
    int end = text.length() - SEAL_LENGTH;
    if (!first.lookingAt()
        || end < first.end()
        || !text.substring(end).equals(SEAL.formatted(Digest.of(text.substring(0, end)).hex()))) {
      throw new IllegalArgumentException("is damaged: it is not as it was written");
    }
    return text.substring(first.end(), end).lines().map(SealedLines::json).toList();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("is damaged: " + e.getOriginalMessage(), e);
    }
  }
}
