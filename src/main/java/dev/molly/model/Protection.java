package dev.molly.model;

import java.time.Duration;
import java.util.List;

/// What was read for one control of one resource. An unread answer is not a "no", and never a
/// "yes".
public sealed interface Protection {
  /// What was seen, in words a person can check.
  String why();

  /// It is on and it helps.
  record On(String why) implements Protection {}

  /// It is on for as long as `length` says: backups kept for that many days.
  record OnFor(Duration length, String why) implements Protection {}

  /// It is off.
  ///
  /// @param parts the parts of the resource for which it is off, where it is a matter of parts:
  ///     device names
  record Off(String why, List<String> parts) implements Protection {
    public Off {
      parts = List.copyOf(parts);
    }

    public Off(String why) {
      this(why, List.of());
    }
  }

  /// It is on, but does not help.
  record Ineffective(String why) implements Protection {}

  /// AWS does not offer it for this resource, or the question has no meaning for it.
  record NotOffered(String why) implements Protection {}

  /// It could not be read.
  ///
  /// @param missingPermission the IAM action that was denied; empty when it was something else
  record Unknown(String why, String missingPermission) implements Protection {}
}
