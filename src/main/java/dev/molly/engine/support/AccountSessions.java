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

/// The sessions in which a change path looks, by account.
public final class AccountSessions {
  private AccountSessions() {}

  /// Those of the accounts that can be entered. One that cannot is missing: a plan for it is
  /// refused by the identity guard, and a plan without it is none of its business.
  public static Map<AccountId, AccountSession> open(AwsAccounts aws, List<AccountRef> accounts) {
    var sessions = new TreeMap<AccountId, AccountSession>();
    for (AccountRef account : accounts) {
      try {
        AccountSession session = aws.session(account);
        sessions.put(session.identity().account(), session);
      } catch (AwsException e) {
        // Missing, as said above.
      }
    }
    return sessions;
  }

  /// The way into each account, by the account it turned out to be.
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

  /// The session for one resource.
  ///
  /// @throws IllegalStateException when its account was not entered: nobody should have come here
  public static AccountSession of(Map<AccountId, AccountSession> sessions, ResourceId id) {
    AccountSession session = sessions.get(id.account());
    if (session == null) {
      throw new IllegalStateException("no session for " + id);
    }
    return session;
  }
}
