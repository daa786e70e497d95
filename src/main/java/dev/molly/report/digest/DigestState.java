package dev.molly.report.digest;

import dev.molly.history.FormerState;

/// How a finding stands, compared with the last scan. Digests list the values in this order.
enum DigestState {
  /// It fails, and there is no scan to compare with.
  FAILING("failing", "failing"),
  NEW("new", "new"),
  FIXED(FormerState.FIXED),
  GONE(FormerState.GONE),
  EXEMPT(FormerState.EXEMPT),
  NOT_APPLICABLE(FormerState.NOT_APPLICABLE),
  NOT_CHECKED(FormerState.NOT_CHECKED),
  RULE_CHANGED(FormerState.RULE_CHANGED),
  RULE_REMOVED(FormerState.RULE_REMOVED),
  NOT_SEEN(FormerState.NOT_SEEN),
  STILL_FAILING("still-failing", "still failing");

  private final String word;
  private final String words;

  DigestState(String word, String words) {
    this.word = word;
    this.words = words;
  }

  DigestState(FormerState former) {
    this(former.word(), former.words());
  }

  static DigestState of(FormerState former) {
    return switch (former) {
      case FIXED -> FIXED;
      case GONE -> GONE;
      case EXEMPT -> EXEMPT;
      case NOT_APPLICABLE -> NOT_APPLICABLE;
      case NOT_CHECKED -> NOT_CHECKED;
      case RULE_CHANGED -> RULE_CHANGED;
      case RULE_REMOVED -> RULE_REMOVED;
      case NOT_SEEN -> NOT_SEEN;
    };
  }

  /// Returns whether it is a change since the last scan. A finding that could not be read is none:
  /// its owner would get a digest every day.
  boolean isChange() {
    return switch (this) {
      case FAILING, STILL_FAILING, NOT_SEEN -> false;
      case NEW, FIXED, GONE, EXEMPT, NOT_APPLICABLE, NOT_CHECKED, RULE_CHANGED, RULE_REMOVED ->
          true;
    };
  }

  /// Returns the word for programs.
  String word() {
    return word;
  }

  /// Returns the words for people.
  String words() {
    return words;
  }
}
