package dev.molly.model;

/// The exit codes of Molly. If several apply, the worst, which is the highest, is used.
public enum ExitCode {
  CLEAN(0, "clean, or done"),
  FINDINGS(1, "findings: something is not protected"),
  USAGE(2, "wrong usage, configuration, policy or credentials; nothing was done"),
  REFUSED(3, "refused by a guard; nothing was done"),
  INCOMPLETE(4, "incomplete: something could not be read, so there may be more"),
  PARTLY_FAILED(5, "partly failed: some of it was done"),
  BUG(70, "a bug in molly");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /// Returns the worse of the two.
  public ExitCode or(ExitCode other) {
    return compareTo(other) >= 0 ? this : other;
  }

  public int code() {
    return code;
  }

  public String meaning() {
    return meaning;
  }
}
