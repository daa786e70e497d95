package dev.molly.journal;

import dev.molly.plan.Digest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of a journal: an entry, the hash of the previous line, and its own hash over both.
/// The hash is the SHA-256 of the line without its last field, which can be checked without
/// Molly:
///
/// ```
/// head -1 RUN.jsonl | sed 's/,"hash":"[0-9a-f]*"}$/}/' | tr -d '\n' | sha256sum
/// ```
///
/// @param text the line, without its newline
record JournalLine(JournalEntry entry, String previous, String hash, String text) {
  /// The previous hash in the first line.
  static final String START = "0".repeat(64);

  /// The end of a line. Every command reads every line of every run, so the start is no part of it.
  private static final Pattern END = Pattern.compile(",\"hash\":\"([0-9a-f]{64})\"}");

  private static final int END_LENGTH = ",\"hash\":\"\"}".length() + START.length();

  /// Returns the line for an entry, after the line with this hash.
  static JournalLine after(String previous, JournalEntry entry) {
    String content = StrictJsonFields.text(JournalEntryJson.write(entry).put("previous", previous));
    String hash = Digest.of(content).hex();
    String open = content.substring(0, content.length() - 1);
    return new JournalLine(entry, previous, hash, open + ",\"hash\":\"" + hash + "\"}");
  }

  /// Parses a line.
  ///
  /// @throws IllegalArgumentException if it was changed, or is not a line of a journal; the
  ///     message is a continuation of "line 7 of some file "
  static JournalLine parse(String text) {
    int end = text.length() - END_LENGTH;
    Matcher last = END.matcher(text);
    if (end <= 0 || text.charAt(0) != '{' || !last.region(end, text.length()).matches()) {
      throw new IllegalArgumentException("is not a line of a journal");
    }
    String content = text.substring(0, end) + "}";
    String hash = last.group(1);
    if (!Digest.of(content).hex().equals(hash)) {
      throw new IllegalArgumentException("was changed: its hash is another");
    }
    try {
      StrictJsonFields fields = StrictJsonFields.of(content);
      String previous = fields.text("previous");
      JournalEntry entry = JournalEntryJson.read(fields);
      fields.noMore();
      return new JournalLine(entry, previous, hash, text);
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage()).replaceAll("\\p{C}", "?");
      throw new IllegalArgumentException("cannot be read: " + why, e);
    }
  }
}
