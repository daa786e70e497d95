package dev.molly.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// An AWS whose S3 is Ceph, and whose rest is moto.
final class CephEngine implements HttpEngine {
  private static final Optional<CephFront> NONE = Optional.empty();
  private static Optional<CephFront> front = NONE;

  private final CephServer ceph;
  private final MotoServer moto;
  private final CephFront s3;
  private final AwsEndpoint aws;

  private CephEngine(CephServer ceph, MotoServer moto, CephFront s3) {
    this.ceph = ceph;
    this.moto = moto;
    this.s3 = s3;
    this.aws = new AwsEndpoint(s3.uri(), MotoEngine.DEFAULT_ACCOUNT);
  }

  /// Without Ceph or moto, the test fails or is skipped.
  static synchronized CephEngine orSkip() {
    var ceph = CephServer.orSkip();
    var moto = MotoServer.orSkip();
    try {
      CephFront one =
          front.isPresent()
              ? front.get()
              : new CephFront(ceph.uri(), moto.uri(), MotoEngine.DEFAULT_ACCOUNT.value());
      front = Optional.of(one);
      return new CephEngine(ceph, moto, one);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public AwsEndpoint aws() {
    return aws;
  }

  @Override
  public String name() {
    return CEPH;
  }

  /// Ten thousand buckets, one after the other, take Ceph minutes.
  @Override
  public Set<EngineDeviation> laxities() {
    return EnumSet.complementOf(
        EnumSet.of(EngineDeviation.NO_RDS, EngineDeviation.POLICIES_NOT_ENFORCED));
  }

  @Override
  public void reset() {
    moto.empty();
    s3.empty();
    aws.forget();
  }

  /// Applies the lifecycle rules once.
  void applyLifecycle() {
    ceph.applyLifecycle();
  }
}
