package dev.molly.model;

import java.util.HashMap;
import java.util.Map;

/// One resource as it was seen, with the protections that were asked for.
///
/// @param state AWS's own word for the run state: `running`, `available`, ...
/// @param controls what was read; a control that nobody asked for is absent
public record Resource(
    ResourceRef ref, String state, Tags tags, Map<ControlId, Protection> controls) {
  public Resource {
    controls = Map.copyOf(controls);
  }

  public ResourceId id() {
    return ref.id();
  }

  /// The same resource with more answers; an answer that was there already stays.
  public Resource with(Map<ControlId, Protection> more) {
    var all = new HashMap<>(more);
    all.putAll(controls);
    return new Resource(ref, state, tags, all);
  }

  public Resource with(Tags read) {
    return new Resource(ref, state, read, controls);
  }
}
