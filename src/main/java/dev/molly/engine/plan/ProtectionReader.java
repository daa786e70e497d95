package dev.molly.engine.plan;

import dev.molly.aws.AccountSession;
import dev.molly.engine.support.ParallelTasks;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.KindRegistry;
import dev.molly.kind.ResourceKind;
import dev.molly.model.AccountId;
import dev.molly.model.Control;
import dev.molly.model.ControlId;
import dev.molly.model.Evidence;
import dev.molly.model.Evidence.Topic;
import dev.molly.model.Protection;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.retire.Inventory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads how single resources are protected, as a scan does, and no others of their fleet.
public final class ProtectionReader {
  private final KindRegistry kinds;
  private final Map<AccountId, AccountSession> sessions;

  /// @param sessions the sessions in the accounts of the resources
  public ProtectionReader(KindRegistry kinds, Map<AccountId, AccountSession> sessions) {
    this.kinds = kinds;
    this.sessions = sessions;
  }

  /// Returns the state of each control of each resource of an inventory. What AWS does not say is
  /// unknown.
  public Map<ResourceId, List<Evidence>> read(Inventory inventory) {
    var read = new ConcurrentSkipListMap<ResourceId, List<Evidence>>();
    ParallelTasks.each(inventory.resources(), each -> read.put(each.id(), read(each)));
    return read;
  }

  private List<Evidence> read(Resource resource) {
    AccountSession session = sessions.get(resource.id().account());
    if (session == null) {
      return List.of(
          new Evidence.Unknown(Topic.PROTECTION, "not known: its account cannot be entered", ""));
    }
    ResourceKind kind = kinds.of(resource.id().kind());
    Set<ControlId> controls =
        kind.controls().stream().map(Control::id).collect(Collectors.toUnmodifiableSet());
    Map<ControlId, Protection> protections =
        kind.read(session, resource, new ControlSelection(controls, false)).controls();
    return controls.stream().sorted().map(each -> evidence(each, protections.get(each))).toList();
  }

  private static Evidence evidence(ControlId control, @Nullable Protection protection) {
    return switch (protection) {
      case null -> unknown(control, "it was not read", "");
      case Protection.Unknown(var why, var missing) -> unknown(control, why, missing);
      case Protection known -> new Evidence.Note(Topic.PROTECTION, control + ": " + known.why());
    };
  }

  private static Evidence unknown(ControlId control, String why, String missingPermission) {
    return new Evidence.Unknown(
        Topic.PROTECTION, "%s: not known: %s".formatted(control, why), missingPermission);
  }
}
