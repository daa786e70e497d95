package dev.molly.history;

import java.util.Locale;

/// What has become of a violation of the last scan that this scan does not report. Reports show
/// the values in this order.
public enum FormerState {
  /// The resource is there, and its control is on.
  FIXED("fixed"),
  /// The resource is not there any more.
  GONE("gone"),
  /// An exemption or a lease covers it: the control is still off.
  EXEMPT("exempt"),
  /// AWS does not offer the control for this resource.
  NOT_APPLICABLE("not applicable"),
  /// No rule looks at the resource now, or it is gone: the report cannot tell.
  NOT_CHECKED("not checked any more"),
  /// It passes, or is not selected, by a rule that has changed.
  RULE_CHANGED("the rule has changed"),
  /// The policies do not have the rule any more.
  RULE_REMOVED("the rule was removed"),
  /// It could not be read: it may fail as before.
  NOT_SEEN("not seen this time");

  private final String words;

  FormerState(String words) {
    this.words = words;
  }

  /// Returns the word for programs: `not-seen`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Returns the words for people: `not seen this time`.
  public String words() {
    return words;
  }
}
