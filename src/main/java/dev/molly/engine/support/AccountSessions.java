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

/// The accounts of a change path, and the sessions in them.
///
/// @param accounts the accounts to enter
public record AccountSessions(AwsAccounts aws, List<AccountRef> accounts) {
  public AccountSessions {
    accounts = List.copyOf(accounts);
  }

  /// Returns the sessions of the accounts that can be entered. Other accounts are absent: the
  /// identity guard refuses a plan for them, and other plans are unaffected.
  public Map<AccountId, AccountSession> open() {
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
  public Map<AccountId, AccountRef> ways() {
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
