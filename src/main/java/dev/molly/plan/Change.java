package dev.molly.plan;

import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;

/// One write to AWS, as data: sets one control or attribute of one resource from one setting to
/// another. A setting is the value in AWS, as text, and not the protection it amounts to: `off`,
/// `terminate`, `7`, a whole bucket policy, `running`, a name. The kind defines the call; only
/// the executor makes it.
///
/// The initial setting makes the change safe to undo, and allows it to be refused if another
/// process has changed the resource first.
public record Change(ResourceRef resource, ControlId control, String from, String to) {
  public Change {
    if (from.equals(to)) {
      throw new IllegalArgumentException("a change from " + from + " to the same is none");
    }
  }
}
