package dev.molly.model;

import java.util.regex.Pattern;

/// Text made safe to paste into a POSIX shell.
public final class ShellQuoting {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

  private ShellQuoting() {}

  /// An AWS command that is about one account, behind a check that the shell's credentials are for
  /// that account: in another one the same command may find another resource of the same name.
  public static String inAccount(AccountId account, String command) {
    return "test \"$(aws sts get-caller-identity --query Account --output text)\" = "
        + account
        + " && "
        + command;
  }

  /// The word as a POSIX shell reads it back.
  public static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
