package dev.molly.retire;

/// A finding about a resource that argues against its retirement.
///
/// @param code a one-word code: `spot`, `instance-store`
/// @param reason a sentence that describes the finding
/// @param remedy the alternative to retiring the resource
/// @param acceptable whether the user may accept it (`--accept THING`): accepting it loses
///     something, but breaks nothing else
public record Blocker(String code, String reason, String remedy, boolean acceptable) {
  /// The resource was started during its restore, and is stopped again.
  public static final String START_FAILED = "start-failed";

  /// The restored resource differs from the original.
  public static final String DIFFERS = "differs";

  /// Returns the reason and the remedy in one sentence, without a full stop.
  public String text() {
    return reason + "; " + remedy;
  }
}
