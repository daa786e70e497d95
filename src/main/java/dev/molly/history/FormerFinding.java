package dev.molly.history;

import java.util.Comparator;

/// A violation of the last scan that this scan does not report.
///
/// @param reason what was observed now, as a phrase
public record FormerFinding(OpenFinding was, FormerState state, String reason)
    implements Comparable<FormerFinding> {
  private static final Comparator<FormerFinding> ORDER =
      Comparator.comparing(FormerFinding::state)
          .thenComparing(each -> each.was().severity(), Comparator.reverseOrder())
          .thenComparing(FormerFinding::was);

  @Override
  public int compareTo(FormerFinding other) {
    return ORDER.compare(this, other);
  }
}
