package dev.molly.model;

import java.util.Comparator;
import java.util.Locale;

/// An account of the organization that is not scanned, and whose resources the report therefore
/// does not contain. It is no gap: there is nothing to grant.
public record UnscannedAccount(AccountId id, String name, Reason reason)
    implements Comparable<UnscannedAccount> {
  private static final Comparator<UnscannedAccount> ORDER =
      Comparator.comparing(UnscannedAccount::reason).thenComparing(UnscannedAccount::id);

  /// The reason why an account is not scanned.
  ///
  /// Source: Organizations API Reference, `AccountState`.
  public enum Reason {
    /// AWS has not finished creating the account.
    PENDING_ACTIVATION,
    /// AWS has suspended the account: its roles cannot be assumed.
    SUSPENDED,
    /// The account is being closed.
    PENDING_CLOSURE,
    CLOSED,
    /// The config leaves the account out.
    EXCLUDED;

    /// Returns the reason as text: `pending closure`.
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// Returns the reason as in JSON: `pending-closure`.
    public String word() {
      return words().replace(' ', '-');
    }
  }

  @Override
  public int compareTo(UnscannedAccount other) {
    return ORDER.compare(this, other);
  }
}
