package dev.molly.aws;

import dev.molly.model.AccountRef;
import dev.molly.model.RecordKey;
import dev.molly.plan.IamGrant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// AWS, or something that stands in for it: the way into each account.
public interface AwsAccounts extends AutoCloseable {
  /// Opens a session in an account, and finds out who that makes us. Asking twice gives the same
  /// session.
  ///
  /// @throws AwsException when there are no credentials, they have expired, or the role cannot be
  ///     assumed
  AccountSession session(AccountRef account);

  /// Opens a session that may do no more than this, and read. Where the account has no role to
  /// assume there is no such session, and it is the account's own.
  ///
  /// @param grants as many as [SessionPolicy#pack] puts into one session
  /// @param reads the IAM actions it may do anywhere
  /// @throws AwsException as [#session]
  AccountSession session(AccountRef account, Set<IamGrant> grants, List<String> reads);

  /// The key that records are signed with, where one is configured.
  Optional<RecordKey> recordKey();

  /// How many calls were made so far, over all accounts.
  long calls();

  @Override
  void close();
}
