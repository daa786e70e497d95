package dev.molly.kind;

/// An option of an AWS CLI command that deletes.
///
/// @param name the name, such as `--force`
/// @param member the same in the request; empty if it is an option of the AWS CLI alone
/// @param note the sentence that says what Molly does instead, without its full stop; in that of
///     a [Meaning#TEXT], `%s` stands for the value
public record DeleteOption(String name, String member, Meaning meaning, String note) {
  /// The effect of an option on the retirement.
  public enum Meaning {
    /// A switch that asks for something Molly does otherwise.
    SWITCH,
    /// A value that Molly does not use.
    TEXT,
    /// Nothing is to be deleted.
    DRY_RUN,
    /// The account that must own the resource.
    OWNER
  }

  public static DeleteOption switched(String name, String member, String note) {
    return new DeleteOption(name, member, Meaning.SWITCH, note);
  }

  public static DeleteOption text(String name, String member, String note) {
    return new DeleteOption(name, member, Meaning.TEXT, note);
  }

  public static DeleteOption dryRun(String name, String member) {
    return new DeleteOption(name, member, Meaning.DRY_RUN, "");
  }

  public static DeleteOption owner(String name, String member) {
    return new DeleteOption(name, member, Meaning.OWNER, "");
  }

  /// Returns whether it is on or off by itself, with a `--no-` form if it is in the request.
  public boolean isSwitch() {
    return switch (meaning) {
      case SWITCH, DRY_RUN -> true;
      case TEXT, OWNER -> false;
    };
  }
}
