package dev.molly.kind;

import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import java.util.Set;

/// What is worth a call.
///
/// @param controls the controls whose answer matters
/// @param tags whether a rule looks at tags, for kinds that do not list them
public record ControlSelection(Set<ControlId> controls, boolean tags) {
  public ControlSelection {
    controls = Set.copyOf(controls);
  }

  public boolean has(ControlId control) {
    return controls.contains(control);
  }

  /// Whether the control is wanted and the resource does not have its answer yet.
  public boolean lacks(Resource resource, ControlId control) {
    return has(control) && !resource.controls().containsKey(control);
  }
}
