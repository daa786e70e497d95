package dev.molly.report.digest;

import dev.molly.history.FormerState;

/// What a digest says of a finding. Digests list the values in this order.
enum DigestState {
  /// It fails, and there is no scan to compare with.
  FAILING("failing"),
  NEW("new"),
  FIXED("fixed"),
  GONE("gone"),
  EXEMPT("exempt"),
  NOT_APPLICABLE("not-applicable"),
  NOT_CHECKED("not-checked"),
  RULE_CHANGED("rule-changed"),
  RULE_REMOVED("rule-removed"),
  NOT_SEEN("not-seen"),
  STILL_FAILING("still-failing");

  private final String word;

  DigestState(String word) {
    this.word = word;
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

  /// Returns whether it is a change since the last scan. What could not be read has not changed:
  /// it would be told every day.
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
    return switch (this) {
      case NOT_CHECKED -> FormerState.NOT_CHECKED.words();
      case RULE_CHANGED -> FormerState.RULE_CHANGED.words();
      case RULE_REMOVED -> FormerState.RULE_REMOVED.words();
      case NOT_SEEN -> FormerState.NOT_SEEN.words();
      case FAILING, NEW, FIXED, GONE, EXEMPT, NOT_APPLICABLE, STILL_FAILING ->
          word.replace('-', ' ');
    };
  }
}
