package dev.molly.kind;

import dev.molly.aws.AccountSession;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;

/// An attribute of the staged deletion that a kind does not have: its setting is always the same,
/// and nothing changes it.
public record FixedAttribute<D>(ControlId id, String setting) implements Attribute<D> {
  @Override
  public String read(AccountSession session, ResourceRef resource, D described) {
    return setting;
  }

  @Override
  public ApiCall call(Change change) {
    throw new IllegalArgumentException("molly does not write " + id);
  }

  @Override
  public void write(AccountSession session, Change change) {
    throw new IllegalArgumentException("molly does not write " + id);
  }
}
