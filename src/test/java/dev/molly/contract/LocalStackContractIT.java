package dev.molly.contract;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/// The contract on LocalStack. One instance of the class, because one container serves all tests.
@Tag(Engine.LOCALSTACK)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalStackContractIT implements WholeContract {
  private final LocalStackEngine engine = LocalStackEngine.orSkip();

  @Override
  public Engine engine() {
    return engine;
  }
}
