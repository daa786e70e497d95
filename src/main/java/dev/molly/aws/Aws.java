package dev.molly.aws;

import dev.molly.model.AccountRef;

/// AWS, or something that stands in for it: the way into each account.
public interface Aws extends AutoCloseable {
  /// Opens a session in an account, and finds out who that makes us. Asking twice gives the same
  /// session.
  ///
  /// @throws AwsException when there are no credentials, they have expired, or the role cannot be
  ///     assumed
  Session session(AccountRef account);

  /// How many calls were made so far, over all accounts.
  long calls();

  @Override
  void close();
}
