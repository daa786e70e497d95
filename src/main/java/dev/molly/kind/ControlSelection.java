package dev.molly.kind;

import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import java.util.Set;

/// The controls and tags of a kind that are worth an API call.
///
/// @param controls the controls whose protection matters
/// @param tags whether a rule depends on tags, for kinds whose listing does not include them
public record ControlSelection(Set<ControlId> controls, boolean tags) {
  public ControlSelection {
    controls = Set.copyOf(controls);
  }

  /// Returns the selection of some controls and the tags.
  public static ControlSelection tagsAnd(ControlId... controls) {
    return new ControlSelection(Set.of(controls), true);
  }

  public boolean has(ControlId control) {
    return controls.contains(control);
  }

  /// Returns whether the control is selected and the resource has no protection for it yet.
  public boolean lacks(Resource resource, ControlId control) {
    return has(control) && !resource.controls().containsKey(control);
  }
}
