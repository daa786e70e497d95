package dev.molly.aws;

import dev.molly.model.AccountId;

/// AWS CLI commands that are printed for the user to paste.
public final class CliCommands {
  private CliCommands() {}

  /// Returns an AWS command for one account, preceded by a check that the shell's credentials
  /// belong to that account. In another account the same command may find another resource of
  /// the same name.
  public static String inAccount(AccountId account, String command) {
    return "test \"$(aws sts get-caller-identity --query Account --output text)\" = "
        + account
        + " && "
        + command;
  }
}
