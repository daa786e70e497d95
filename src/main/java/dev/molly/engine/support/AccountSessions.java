package dev.molly.engine.support;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsAccounts;
import dev.molly.aws.AwsException;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The sessions of a change path, by account.
public final class AccountSessions {
  private AccountSessions() {}

  /// Returns the sessions of the accounts that can be entered. Other accounts are absent: the
  /// identity guard refuses a plan for them, and other plans are unaffected.
  public static Map<AccountId, AccountSession> open(AwsAccounts aws, List<AccountRef> accounts) {
    var sessions = new TreeMap<AccountId, AccountSession>();
    for (AccountRef account : accounts) {
      try {
        AccountSession session = aws.session(account);
        sessions.put(session.identity().account(), session);
      } catch (AwsException e) {
        // Absent, as documented above.
      }
    }
    return sessions;
  }

  /// Returns the way to enter each account, by the account's actual id.
  public static Map<AccountId, AccountRef> ways(AwsAccounts aws, List<AccountRef> accounts) {
    var ways = new TreeMap<AccountId, AccountRef>();
    for (AccountRef account : accounts) {
      switch (account) {
        case AccountRef.Configured configured -> ways.put(configured.id(), configured);
        case AccountRef.Own own -> ways.put(aws.session(own).identity().account(), own);
      }
    }
    return ways;
  }

  /// Returns the session for one resource.
  ///
  /// @throws IllegalStateException if its account was not entered, which is a bug in the caller
  public static AccountSession of(Map<AccountId, AccountSession> sessions, ResourceId id) {
    AccountSession session = sessions.get(id.account());
    if (session == null) {
      throw new IllegalStateException("no session for " + id);
    }
    return session;
  }
}
