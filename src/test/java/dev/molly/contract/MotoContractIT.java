package dev.molly.contract;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/// The contract on moto.
@Tag(Engine.MOTO)
class MotoContractIT implements WholeContract {
  private final MotoEngine engine = MotoEngine.orSkip();

  @BeforeAll
  static void findMoto() {
    MotoEngine.orSkip();
  }

  /// The next user of the same server finds it empty, and open.
  @AfterAll
  static void leaveNothing() {
    MotoEngine.orSkip().reset();
  }

  @Override
  public Engine engine() {
    return engine;
  }
}
