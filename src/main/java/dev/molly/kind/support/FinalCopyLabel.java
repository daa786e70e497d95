package dev.molly.kind.support;

import dev.molly.retire.RetirementRecord;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/// A final copy as a setting: `molly-20261123-093000 keep-until 2027-03-07`. The copy is tagged
/// with its source, and with the day until which it must be kept. The label alone identifies the
/// copy: if it must be kept longer, no other copy is taken.
///
/// @param label the name of the retirement for which it was taken
/// @param keepUntil the first day on which it may be deleted
public record FinalCopyLabel(String label, LocalDate keepUntil) {
  public static final String OF = "molly:copy-of";
  private static final String LABEL = "molly:copy";
  private static final String KEEP = "molly:keep-until";
  private static final String BETWEEN = " keep-until ";

  /// How long a final copy is kept beyond its source.
  private static final Duration KEPT = Duration.ofDays(90);

  public static FinalCopyLabel of(RetirementRecord record) {
    return new FinalCopyLabel(
        record.copyLabel(), LocalDate.ofInstant(record.due().plus(KEPT), ZoneOffset.UTC));
  }

  /// Parses a label from a setting.
  ///
  /// @throws IllegalArgumentException if the setting is not a label
  public static FinalCopyLabel parse(String setting) {
    int at = setting.indexOf(BETWEEN);
    if (at < 0) {
      throw new IllegalArgumentException("'" + setting + "' is no final copy");
    }
    return new FinalCopyLabel(
        setting.substring(0, at), LocalDate.parse(setting.substring(at + BETWEEN.length())));
  }

  public String setting() {
    return label + BETWEEN + keepUntil;
  }

  public Map<String, String> tags(String uid) {
    return new TreeMap<>(Map.of(LABEL, label, OF, uid, KEEP, keepUntil.toString()));
  }

  /// Returns the copy that tags describe, as a setting; empty text if there is none.
  public static String setting(Map<String, String> tags) {
    String label = tags.get(LABEL);
    String keep = tags.get(KEEP);
    return label == null || keep == null ? "" : label + BETWEEN + keep;
  }

  public static boolean same(String one, String other) {
    return label(one).equals(label(other));
  }

  static String label(String setting) {
    int at = setting.indexOf(BETWEEN);
    return at < 0 ? setting : setting.substring(0, at);
  }
}
