package dev.molly.engine;

import dev.molly.aws.AwsException;
import dev.molly.aws.Session;
import dev.molly.model.AccountId;
import dev.molly.model.Resource;
import dev.molly.retire.Look;
import dev.molly.retire.Retired;
import dev.molly.retire.Retired.Standing;
import dev.molly.retire.RetirementTags.Reading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/// Says of the resources of an inventory how their retirement stands: a fresh look at each. Reads
/// only.
final class Standings {
  private final Map<AccountId, Session> sessions;
  private final Climbing climbing;
  private final KnownRecords known;

  /// @param known the records that this installation wrote
  Standings(Map<AccountId, Session> sessions, Climbing climbing, KnownRecords known) {
    this.sessions = Map.copyOf(sessions);
    this.climbing = climbing;
    this.known = known;
  }

  /// Those that carry a record, in the order of their ids; what is gone by now is not among them.
  List<Retired> of(List<Resource> resources) {
    var found = new ConcurrentSkipListMap<Resource, Retired>(Inventory.ORDER);
    Together.each(
        resources, resource -> of(resource).ifPresent(retired -> found.put(resource, retired)));
    return List.copyOf(found.values());
  }

  private Optional<Retired> of(Resource resource) {
    Session session = sessions.get(resource.id().account());
    if (session == null) {
      return unseen(resource, "its account cannot be entered");
    }
    try {
      return climbing.look(session, resource.ref()).flatMap(look -> of(session, look));
    } catch (AwsException e) {
      return unseen(resource, e.getMessage());
    } catch (RuntimeException e) {
      // A bug in molly that shows with this one must not hide how the others stand.
      return unseen(resource, Draft.bug(e));
    }
  }

  private Optional<Retired> of(Session session, Look look) {
    Resource resource = look.resource();
    return switch (Climbing.record(look)) {
      case Reading.None none -> Optional.empty();
      case Reading.Unreadable(var why) ->
          Optional.of(new Retired(resource, new Standing.Tampered(why)));
      case Reading.Found(var record) ->
          Optional.of(
              new Retired(
                  resource,
                  new Standing.Known(record, climbing.next(record.goal(), look, record)),
                  Stream.concat(look.unfinished().values().stream(), look.notes().stream())
                      .findFirst(),
                  known.has(session, resource)));
    };
  }

  /// By the tags of the listing, which may be a while old.
  private Optional<Retired> unseen(Resource resource, String why) {
    Session session = sessions.get(resource.id().account());
    return switch (Climbing.record(resource)) {
      case Reading.None none -> Optional.empty();
      case Reading.Unreadable(var wrong) ->
          Optional.of(new Retired(resource, new Standing.Tampered(wrong)));
      case Reading.Found(var record) ->
          Optional.of(
              new Retired(
                  resource,
                  new Standing.Unseen(record, why),
                  Optional.empty(),
                  known.has(session, resource)));
    };
  }
}
