package dev.molly.model;

import java.util.HashMap;
import java.util.Map;

/// One resource as observed, with the protections that were requested.
///
/// @param state AWS's own name of the run state: `running`, `available`, ...
/// @param controls the controls that were read; a control that was not requested is absent
public record Resource(
    ResourceRef ref, String state, Tags tags, Map<ControlId, Protection> controls) {
  public Resource {
    controls = Map.copyOf(controls);
  }

  public ResourceId id() {
    return ref.id();
  }

  /// Returns the same resource with additional controls; existing controls are kept.
  public Resource with(Map<ControlId, Protection> more) {
    var all = new HashMap<>(more);
    all.putAll(controls);
    return new Resource(ref, state, tags, all);
  }

  public Resource with(Tags read) {
    return new Resource(ref, state, read, controls);
  }
}
