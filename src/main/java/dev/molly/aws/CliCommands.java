package dev.molly.aws;

import dev.molly.model.AccountId;

/// Commands of the AWS CLI that are printed to be pasted.
public final class CliCommands {
  private CliCommands() {}

  /// An AWS command that is about one account, behind a check that the shell's credentials are for
  /// that account: in another one the same command may find another resource of the same name.
  public static String inAccount(AccountId account, String command) {
    return "test \"$(aws sts get-caller-identity --query Account --output text)\" = "
        + account
        + " && "
        + command;
  }
}
