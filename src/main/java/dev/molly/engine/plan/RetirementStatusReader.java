package dev.molly.engine.plan;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.KnownRecords;
import dev.molly.engine.support.ParallelTasks;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.kind.ObservationScope;
import dev.molly.model.AccountId;
import dev.molly.model.Resource;
import dev.molly.plan.Goal;
import dev.molly.retire.Inventory;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.NextAction;
import dev.molly.retire.Observation;
import dev.molly.retire.RetiredResource;
import dev.molly.retire.RetiredResource.Status;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec.Reading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the retirement status of the resources of an inventory, by a fresh observation of each.
/// Only reads.
public final class RetirementStatusReader {
  private final Map<AccountId, AccountSession> sessions;
  private final RetirementTracker tracker;
  private final KnownRecords known;

  /// @param known the records written by this installation
  public RetirementStatusReader(
      Map<AccountId, AccountSession> sessions, RetirementTracker tracker, KnownRecords known) {
    this.sessions = Map.copyOf(sessions);
    this.tracker = tracker;
    this.known = known;
  }

  /// Returns the status of the resources that carry a record, in the order of their ids; deleted
  /// resources are absent.
  public List<RetiredResource> of(List<Resource> resources) {
    var found = new ConcurrentSkipListMap<Resource, RetiredResource>(Inventory.ORDER);
    ParallelTasks.each(
        resources, resource -> of(resource).ifPresent(retired -> found.put(resource, retired)));
    return List.copyOf(found.values());
  }

  private Optional<RetiredResource> of(Resource resource) {
    AccountSession session = sessions.get(resource.id().account());
    if (session == null) {
      return unseen(resource, "its account cannot be entered");
    }
    try {
      return tracker
          .observe(session, resource.ref(), ObservationScope.RETIRE)
          .flatMap(observation -> of(session, observation));
    } catch (AwsException e) {
      return unseen(resource, e.getMessage());
    } catch (RuntimeException e) {
      // A bug triggered by this resource must not hide the status of the others.
      return unseen(resource, PlanBuilder.bug(e));
    }
  }

  private Optional<RetiredResource> of(AccountSession session, Observation observation) {
    Resource resource = observation.resource();
    return switch (tracker.record(observation)) {
      case Reading.None none -> Optional.empty();
      case Reading.Unreadable(var why) ->
          Optional.of(new RetiredResource(resource, new Status.InvalidRecord(why)));
      case Reading.Found(var record) -> {
        NextAction next = tracker.next(record.goal(), observation, record);
        yield Optional.of(
            new RetiredResource(
                resource,
                new Status.Known(record, next),
                Stream.concat(
                        observation.unfinished().values().stream(), observation.notes().stream())
                    .findFirst(),
                startsAgain(record, next) ? observation.failedStart() : Optional.empty(),
                known.has(session, resource)));
      }
    };
  }

  /// Returns whether a restore goes on with a start.
  private static boolean startsAgain(RetirementRecord record, NextAction next) {
    return record.goal() == Goal.RESTORED
        && next instanceof NextAction.Apply(var change)
        && change.control().equals(LifecycleAttributes.RUN_STATE);
  }

  /// Returns the status by the tags in the listing, which may be outdated.
  private Optional<RetiredResource> unseen(Resource resource, String why) {
    AccountSession session = sessions.get(resource.id().account());
    return switch (tracker.record(resource)) {
      case Reading.None none -> Optional.empty();
      case Reading.Unreadable(var wrong) ->
          Optional.of(new RetiredResource(resource, new Status.InvalidRecord(wrong)));
      case Reading.Found(var record) ->
          Optional.of(
              new RetiredResource(
                  resource,
                  new Status.Unreachable(record, why),
                  Optional.empty(),
                  Optional.empty(),
                  isKnown(session, resource)));
    };
  }

  /// Returns whether a record is known. If the resource cannot be read, the journals decide,
  /// unless records are signed.
  private boolean isKnown(@Nullable AccountSession session, Resource resource) {
    try {
      return known.has(session, resource);
    } catch (AwsException e) {
      boolean signs = session != null && session.recordSigner().isPresent();
      return !signs && known.has(null, resource);
    }
  }
}
