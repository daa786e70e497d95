package dev.molly.contract;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The contract on an AWS whose S3 is a real one: a bucket that molly calls protected cannot be
/// deleted.
@Tag(Engine.CEPH)
@Tag(DeepTests.TAG)
@Execution(ExecutionMode.SAME_THREAD)
class CephContractIT
    implements ListingContract, ReadingContract, DeleteContract, AccountContract, EvidenceContract {
  private final CephEngine engine = CephEngine.orSkip();

  @AfterAll
  static void leaveNothing() {
    CephEngine.orSkip().reset();
  }

  @Override
  public Engine engine() {
    return engine;
  }
}
