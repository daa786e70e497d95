package dev.molly.hook.shell;

/// A command line that this parser does not understand. A shell may.
public final class ShellSyntaxException extends Exception {
  private static final long serialVersionUID = 1;

  /// @param why a phrase for a person, for example `a quote is not closed`
  ShellSyntaxException(String why) {
    super(why);
  }

  /// Returns the reason as a phrase.
  public String why() {
    return String.valueOf(getMessage());
  }
}
