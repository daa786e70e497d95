package dev.molly.engine.scan;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsAccounts;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.ParallelTasks;
import dev.molly.kind.KindRegistry;
import dev.molly.kind.ResourceKind;
import dev.molly.model.AccountRef;
import dev.molly.model.AccountRegion;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Visits every kind in every region of every account, in parallel. An unreachable place becomes
/// a gap, and the others are still visited.
final class FleetWalker {
  /// The work to do for each kind in each account and region.
  interface Visitor {
    /// Receives a region of an account that will be visited.
    void target(AccountRegion target);

    void gap(Gap gap);

    /// Receives the number of visits, before the first.
    void visits(int count);

    /// Returns the work for one kind in one region.
    Runnable at(AccountSession session, RegionId region, ResourceKind kind);
  }

  private final KindRegistry registry;
  private final AwsAccounts aws;
  private final Visitor visitor;

  FleetWalker(KindRegistry registry, AwsAccounts aws, Visitor visitor) {
    this.registry = registry;
    this.aws = aws;
    this.visitor = visitor;
  }

  /// @throws dev.molly.model.UserError if the only account could not be entered, or a region does
  ///     not exist; nothing was visited then
  /// @throws AwsException if none of several accounts could be entered
  void walk(List<AccountRef> accounts, RegionSelection regions, List<KindId> kinds) {
    if (accounts.isEmpty()) {
      return;
    }
    List<AccountLogin> accountLogins =
        accounts.stream().map(account -> new AccountLogin(aws, account)).toList();
    ParallelTasks.all(accountLogins, AccountLogin::run);
    List<AccountSession> sessions = open(accountLogins);
    var regionsOf = new ConcurrentHashMap<AccountSession, List<RegionId>>();
    ParallelTasks.all(sessions, session -> regionsOf.put(session, regions(session, regions)));
    var visits = new ArrayList<Runnable>();
    for (AccountSession session : sessions) {
      for (RegionId region : Objects.requireNonNull(regionsOf.get(session))) {
        visitor.target(new AccountRegion(session.identity().account(), region));
        for (KindId kind : kinds) {
          visits.add(visitor.at(session, region, registry.of(kind)));
        }
      }
    }
    visitor.visits(visits.size());
    ParallelTasks.all(visits, Runnable::run);
  }

  /// Returns the sessions of the accounts. An account that cannot be entered is a gap; if none
  /// can be, the walk fails.
  private List<AccountSession> open(List<AccountLogin> accountLogins) {
    List<AccountSession> sessions =
        accountLogins.stream().flatMap(login -> login.session().stream()).toList();
    if (sessions.isEmpty()) {
      throw AccountLogin.noAccountError(accountLogins);
    }
    Consumer<Gap> told = visitor::gap;
    accountLogins.forEach(login -> login.gap().ifPresent(told));
    return sessions;
  }

  private List<RegionId> regions(AccountSession session, RegionSelection regions) {
    return switch (regions) {
      case RegionSelection.Named(var named) -> {
        RegionValidator.check(named, session);
        yield named;
      }
      case RegionSelection.Enabled _ -> {
        try {
          List<RegionId> enabled = session.enabledRegions();
          if (enabled.isEmpty()) {
            throw new AwsException(AwsException.Reason.OTHER, "AWS names none");
          }
          yield enabled;
        } catch (AwsException e) {
          var account = session.identity().account();
          String why = "its regions could not be listed: " + e.getMessage();
          visitor.gap(
              new Gap(account, Optional.empty(), Optional.empty(), why, e.missingPermission()));
          yield List.of();
        }
      }
    };
  }
}
