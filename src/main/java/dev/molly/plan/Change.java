package dev.molly.plan;

import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;

/// One write to AWS, as data: sets one control or attribute of one resource from one setting to
/// another. A setting is what AWS holds, as text, and not the protection that it amounts to: `off`,
/// `terminate`, `7`, a whole bucket policy, `running`, a name. What it takes to carry it out is for
/// its kind to say; that it is carried out at all is for the executor alone.
///
/// That it says where it starts from is what makes it safe to undo, and to refuse where somebody
/// else was faster.
public record Change(ResourceRef resource, ControlId control, String from, String to) {
  public Change {
    if (from.equals(to)) {
      throw new IllegalArgumentException("a change from " + from + " to the same is none");
    }
  }
}
