package dev.molly.aws;

import dev.molly.model.AccountRef;
import dev.molly.model.CallBudget;
import dev.molly.model.RecordKey;
import dev.molly.plan.IamGrant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The entry point to all accounts, of AWS or of a stand-in for it.
public interface AwsAccounts extends AutoCloseable {
  /// Opens a session in an account and determines its identity. Repeated calls return the same
  /// session.
  ///
  /// @throws AwsException if there are no credentials, they have expired, or the role cannot be
  ///     assumed
  AccountSession session(AccountRef account);

  /// Opens a session that is limited to these grants and to reads. If the account has no role to
  /// assume, such a session is not possible, and the account's own session is returned.
  ///
  /// @param grants at most as many as [SessionPolicy#pack] puts into one session
  /// @param reads the IAM actions that are allowed on all resources
  /// @throws AwsException as [#session]
  AccountSession session(AccountRef account, Set<IamGrant> grants, List<String> reads);

  /// Returns the key that records are signed with; empty if none is configured.
  Optional<RecordKey> recordKey();

  /// Returns the number of calls made so far, over all accounts.
  long calls();

  /// Returns the calls made so far, by account, region and API.
  CallBudget budget();

  @Override
  void close();
}
