package dev.molly.engine;

import dev.molly.aws.Aws;
import dev.molly.aws.AwsException;
import dev.molly.aws.Session;
import dev.molly.kind.Kind;
import dev.molly.kind.Kinds;
import dev.molly.model.AccountRef;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.RegionChoice;
import dev.molly.model.RegionId;
import dev.molly.model.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Goes to every kind in every region of every account, side by side. What cannot be reached
/// becomes a gap, and the rest goes on.
final class Tour {
  /// What is done at each place.
  interface Guide {
    /// A region of an account that will be visited.
    void target(Target target);

    void gap(Gap gap);

    /// How many visits there will be, before the first.
    void visits(int count);

    /// The work there, for one kind.
    Runnable at(Session session, RegionId region, Kind kind);
  }

  private final Aws aws;
  private final Guide guide;

  Tour(Aws aws, Guide guide) {
    this.aws = aws;
    this.guide = guide;
  }

  /// @throws dev.molly.model.UserError when no account at all could be entered, or a region does
  ///     not exist: nothing was visited then
  void go(List<AccountRef> accounts, RegionChoice regions, List<KindId> kinds) {
    List<Door> doors = accounts.stream().map(account -> new Door(aws, account)).toList();
    Together.all(doors, Door::run);
    var visits = new ArrayList<Runnable>();
    for (Session session : open(doors)) {
      for (RegionId region : regions(session, regions)) {
        guide.target(new Target(session.identity().account(), region));
        for (KindId kind : kinds) {
          visits.add(guide.at(session, region, Kinds.of(kind)));
        }
      }
    }
    guide.visits(visits.size());
    Together.all(visits, Runnable::run);
  }

  /// An account that cannot be entered is a gap; when none can, there is nothing to visit.
  private List<Session> open(List<Door> doors) {
    List<Session> sessions = doors.stream().flatMap(door -> door.session().stream()).toList();
    if (sessions.isEmpty()) {
      throw doors.getFirst().shut();
    }
    Consumer<Gap> told = guide::gap;
    doors.forEach(door -> door.gap().ifPresent(told));
    return sessions;
  }

  private List<RegionId> regions(Session session, RegionChoice regions) {
    return switch (regions) {
      case RegionChoice.Named(var named) -> {
        RegionCheck.check(named, session);
        yield named;
      }
      case RegionChoice.Enabled enabled -> {
        try {
          yield session.enabledRegions();
        } catch (AwsException e) {
          var account = session.identity().account();
          String why = "its regions could not be listed: " + e.getMessage();
          guide.gap(
              new Gap(account, Optional.empty(), Optional.empty(), why, e.missingPermission()));
          yield List.of();
        }
      }
    };
  }
}
