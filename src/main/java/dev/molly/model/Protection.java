package dev.molly.model;

import java.time.Duration;
import java.util.List;

/// The state of one control of one resource as read. An unread state counts neither as off nor
/// as on.
public sealed interface Protection {
  /// Returns the observation, in words that the user can verify.
  String why();

  /// The control is on and effective.
  record On(String why) implements Protection {}

  /// The control is on for the duration `length`: backups kept for that many days.
  record OnFor(Duration length, String why) implements Protection {}

  /// The control is off.
  ///
  /// @param parts the parts of the resource for which it is off, if it applies to parts: device
  ///     names
  record Off(String why, List<String> parts) implements Protection {
    public Off {
      parts = List.copyOf(parts);
    }

    public Off(String why) {
      this(why, List.of());
    }
  }

  /// The control is on, but has no effect.
  record Ineffective(String why) implements Protection {}

  /// AWS does not offer the control for this resource, or the control has no meaning for it.
  record NotOffered(String why) implements Protection {}

  /// The control could not be read.
  ///
  /// @param missingPermission the IAM action that was denied; empty if there is another cause
  record Unknown(String why, String missingPermission) implements Protection {}
}
