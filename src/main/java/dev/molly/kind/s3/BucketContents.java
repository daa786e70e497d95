package dev.molly.kind.s3;

import dev.molly.aws.AccountSession;
import dev.molly.kind.Attribute;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;

/// Whether a bucket holds anything: `empty` or `filled`. Molly itself never deletes an object.
final class BucketContents implements Attribute<BucketReader> {
  static final ControlId ID = new ControlId("contents");
  static final String EMPTY = "empty";
  static final String FILLED = "filled";

  @Override
  public ControlId id() {
    return ID;
  }

  @Override
  public String read(AccountSession session, ResourceRef ref, BucketReader bucket) {
    return bucket.isEmpty() ? EMPTY : FILLED;
  }

  @Override
  public ApiCall call(Change change) {
    throw new IllegalArgumentException("molly does not write " + ID);
  }

  @Override
  public void write(AccountSession session, Change change) {
    throw new IllegalArgumentException("molly does not write " + ID);
  }
}
