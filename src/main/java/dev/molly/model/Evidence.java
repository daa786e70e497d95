package dev.molly.model;

import java.util.Locale;

/// One thing worth knowing about a resource before it is retired, as a sentence for people.
///
/// What could not be read is Unknown, and never a sign that nothing uses the resource.
public sealed interface Evidence {
  Topic topic();

  /// Without a full stop.
  String sentence();

  /// It is in use, or something will be lost, or there is no way back: a reason to stop and think.
  record Warning(Topic topic, String sentence) implements Evidence {}

  /// A fact that is no reason to stop.
  record Note(Topic topic, String sentence) implements Evidence {}

  /// It could not be read, or AWS has no answer, or molly does not look there.
  ///
  /// @param missingPermission the IAM action that was denied; empty when it was something else
  record Unknown(Topic topic, String sentence, String missingPermission) implements Evidence {}

  /// What a clue is about.
  enum Topic {
    /// What the resource is.
    WHAT,
    SIZE,
    AGE,
    /// Whether anything uses it, by what it does.
    USE,
    /// What refers to it.
    REFERS,
    /// How old its last backup is.
    BACKUP,
    /// What is lost by stopping it.
    LOSS;

    /// As it is written in a report.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
