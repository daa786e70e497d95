package dev.molly.guardrail;

import java.util.Locale;

/// Whether a door is closed.
///
/// @param state the state of the door
/// @param because the statements that close it, what is not understood, or what would close it
/// @param accepted whether the user accepts that it is not closed
public record DoorResult(Door door, State state, String because, boolean accepted) {
  /// The state of a door.
  public enum State {
    CLOSED,
    OPEN,
    UNKNOWN;

    /// Returns the word for reports.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
