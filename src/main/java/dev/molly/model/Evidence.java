package dev.molly.model;

import java.util.Locale;

/// One fact about a resource that is relevant to its retirement, as a sentence for the user.
///
/// A fact that could not be read is Unknown, and never a sign that the resource is unused.
public sealed interface Evidence {
  Topic topic();

  /// Returns the sentence, without a full stop.
  String sentence();

  /// The resource is in use, something will be lost, or the retirement cannot be undone: a
  /// reason to reconsider.
  record Warning(Topic topic, String sentence) implements Evidence {}

  /// A fact that is no reason to reconsider.
  record Note(Topic topic, String sentence) implements Evidence {}

  /// The fact could not be read, AWS does not report it, or Molly does not check it.
  ///
  /// @param missingPermission the IAM action that was denied; empty if there is another cause
  record Unknown(Topic topic, String sentence, String missingPermission) implements Evidence {}

  /// The topic of a piece of evidence.
  enum Topic {
    /// The nature of the resource.
    WHAT,
    SIZE,
    AGE,
    /// Whether the resource is in use, judged by its activity.
    USE,
    /// The references to the resource.
    REFERS,
    /// The age of the last backup.
    BACKUP,
    /// The losses caused by stopping the resource.
    LOSS,
    /// The protections of the resource, where they are asked for.
    PROTECTION;

    /// Returns the word used in reports.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
