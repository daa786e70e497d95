package dev.molly.retire;

/// Something about a resource that speaks against retiring it.
///
/// @param code one word for it: `spot`, `instance-store`
/// @param reason a sentence about it
/// @param remedy what to do instead
/// @param acceptable whether somebody may accept it (`--accept THING`): something is lost then, and
///     nothing else goes wrong
public record Blocker(String code, String reason, String remedy, boolean acceptable) {
  /// It was started on its way back, and is stopped again.
  public static final String START_FAILED = "start-failed";

  /// It comes back otherwise than it was.
  public static final String DIFFERS = "differs";
}
