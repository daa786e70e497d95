package dev.molly.model;

import java.util.Optional;

/// Sets one control of one resource from one setting to another. A setting is what AWS holds, as
/// text, and not the protection that it amounts to: `off`, `terminate`, `7`, or a whole bucket
/// policy.
///
/// That it says where it starts from is what makes it safe to undo, and to refuse where somebody
/// else was faster.
public record Change(ResourceRef resource, ControlId control, String from, String to)
    implements Action {
  public Change {
    if (from.equals(to)) {
      throw new IllegalArgumentException("a change from " + from + " to the same is none");
    }
  }

  @Override
  public Optional<Action> inverse() {
    return Optional.of(new Change(resource, control, to, from));
  }
}
