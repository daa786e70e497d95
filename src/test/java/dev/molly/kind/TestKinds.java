package dev.molly.kind;

import dev.molly.kind.registry.AwsKinds;

/// The registry of all kinds, for tests.
public final class TestKinds {
  public static final KindRegistry ALL = new KindRegistry(AwsKinds.all());

  private TestKinds() {}
}
