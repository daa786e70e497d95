package dev.molly.engine.plan;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.ParallelTasks;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.Protectable;
import dev.molly.kind.ResourceKind;
import dev.molly.model.AccountId;
import dev.molly.model.Control;
import dev.molly.model.ControlId;
import dev.molly.model.Evidence;
import dev.molly.model.Evidence.Topic;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.retire.Inventory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/// Reads how single resources are protected, and no others of their fleet.
public final class ProtectionReader {
  private final RetirementTracker tracker;
  private final Map<AccountId, AccountSession> sessions;

  /// @param sessions the sessions in the accounts of the resources
  public ProtectionReader(RetirementTracker tracker, Map<AccountId, AccountSession> sessions) {
    this.tracker = tracker;
    this.sessions = sessions;
  }

  /// Returns the setting of each control of each resource of an inventory. What AWS does not say is
  /// unknown; resources that are gone are absent.
  public Map<ResourceId, List<Evidence>> read(Inventory inventory) {
    var read = new ConcurrentSkipListMap<ResourceId, List<Evidence>>();
    ParallelTasks.each(
        inventory.resources(),
        each -> read(each).ifPresent(settings -> read.put(each.id(), settings)));
    return read;
  }

  private Optional<List<Evidence>> read(Resource resource) {
    ResourceKind kind = tracker.kinds().of(resource.id().kind());
    AccountSession session = sessions.get(resource.id().account());
    if (session == null || !(kind instanceof Protectable)) {
      return Optional.of(List.of(unknown("only a scan reads how it is protected", "")));
    }
    Set<ControlId> controls =
        kind.controls().stream().map(Control::id).collect(Collectors.toUnmodifiableSet());
    try {
      return tracker
          .observe(session, resource.ref(), new ControlSelection(controls, false))
          .map(now -> settings(new TreeMap<>(now.settings())));
    } catch (AwsException e) {
      return Optional.of(
          List.of(
              unknown(
                  "how it is protected is not known: " + e.getMessage(),
                  e.missingPermission().orElse(""))));
    }
  }

  private static List<Evidence> settings(Map<ControlId, String> settings) {
    return settings.entrySet().stream()
        .<Evidence>map(
            each ->
                new Evidence.Note(
                    Topic.PROTECTION,
                    "%s: %s"
                        .formatted(
                            each.getKey(), each.getValue().isEmpty() ? "none" : each.getValue())))
        .toList();
  }

  private static Evidence unknown(String why, String missingPermission) {
    return new Evidence.Unknown(Topic.PROTECTION, why, missingPermission);
  }
}
