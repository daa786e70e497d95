package dev.molly.engine.scan;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsAccounts;
import dev.molly.aws.AwsException;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.Gap;
import dev.molly.model.UserError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The login to one account, attempted once.
public final class AccountLogin implements Runnable {
  private final AwsAccounts aws;
  private final AccountRef account;
  private Optional<AccountSession> session = Optional.empty();
  private Optional<AwsException> failure = Optional.empty();

  AccountLogin(AwsAccounts aws, AccountRef account) {
    this.aws = aws;
    this.account = account;
  }

  /// Returns the sessions of the accounts that can be entered.
  ///
  /// @throws RuntimeException if there are none; its message has the reason that AWS gave
  public static Map<AccountId, AccountSession> enterAny(
      AwsAccounts aws, List<AccountRef> accounts) {
    List<AccountLogin> logins =
        accounts.stream().map(account -> new AccountLogin(aws, account)).toList();
    logins.forEach(AccountLogin::run);
    var sessions = new TreeMap<AccountId, AccountSession>();
    logins.stream()
        .flatMap(login -> login.session().stream())
        .forEach(session -> sessions.put(session.identity().account(), session));
    if (sessions.isEmpty() && !logins.isEmpty()) {
      throw noAccountError(logins);
    }
    return sessions;
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

  /// Returns the error for the case that no account could be entered. It is the user's for one
  /// account, or without credentials; several accounts could not be read.
  static RuntimeException noAccountError(List<AccountLogin> all) {
    AwsException e = all.getFirst().failure.orElseThrow();
    String message = all.getFirst().noAccountMessage(e, all.size() - 1);
    boolean several =
        all.size() > 1
            && all.stream()
                .flatMap(login -> login.failure.stream())
                .anyMatch(each -> each.reason() != AwsException.Reason.CREDENTIALS);
    return several ? e.saying(message) : new UserError(message, e);
  }

  private String noAccountMessage(AwsException e, int others) {
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
    String more = others == 0 ? "" : " (nor any of the other %d)".formatted(others);
    return "no account could be entered: %s%s%s\n%s".formatted(first, e.getMessage(), more, next);
  }
}
