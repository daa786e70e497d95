package dev.molly.engine.scan;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsAccounts;
import dev.molly.aws.AwsException;
import dev.molly.model.AccountRef;
import dev.molly.model.Gap;
import dev.molly.model.UserError;
import java.util.Optional;

/// The login to one account, attempted once.
final class AccountLogin implements Runnable {
  private final AwsAccounts aws;
  private final AccountRef account;
  private Optional<AccountSession> session = Optional.empty();
  private Optional<AwsException> failure = Optional.empty();

  AccountLogin(AwsAccounts aws, AccountRef account) {
    this.aws = aws;
    this.account = account;
  }

  @Override
  public void run() {
    try {
      session = Optional.of(aws.session(account));
    } catch (AwsException e) {
      failure = Optional.of(e);
    }
  }

  Optional<AccountSession> session() {
    return session;
  }

  /// Returns the gap of a configured account that could not be entered.
  Optional<Gap> gap() {
    if (failure.isEmpty() || !(account instanceof AccountRef.Configured configured)) {
      return Optional.empty();
    }
    AwsException e = failure.get();
    String why = "account '" + configured.name() + "' could not be entered: " + e.getMessage();
    return Optional.of(
        new Gap(configured.id(), Optional.empty(), Optional.empty(), why, e.missingPermission()));
  }

  /// Returns the error for the case that no account could be entered.
  UserError noAccountError() {
    AwsException e = failure.orElseThrow();
    String next =
        switch (e.reason()) {
          case CREDENTIALS ->
              "Log in ('aws sso login', or set AWS_PROFILE or AWS_ACCESS_KEY_ID), then check with"
                  + " 'aws sts get-caller-identity'. To try molly with no account: molly scan"
                  + " --sandbox";
          case UNREACHABLE ->
              "Check the network, AWS_ENDPOINT_URL and AWS_REGION; 'aws sts get-caller-identity'"
                  + " asks the same.";
          case DENIED -> "Check the role's trust policy and the caller's sts:AssumeRole.";
          case THROTTLED, NOT_FOUND, REFUSED, OTHER ->
              "'aws sts get-caller-identity' asks the same.";
        };
    String first =
        account instanceof AccountRef.Configured configured
            ? "'%s' (%s): ".formatted(configured.name(), configured.id())
            : "";
    return new UserError(
        "no account could be entered: %s%s\n%s".formatted(first, e.getMessage(), next), e);
  }
}
