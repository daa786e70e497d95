package dev.molly.contract;

import dev.molly.Molly;
import dev.molly.engine.ScanRequest;
import dev.molly.model.AccountId;
import dev.molly.model.Clue;
import dev.molly.model.KindId;
import dev.molly.model.ResourceRef;
import dev.molly.model.ScanReport;
import dev.molly.model.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;

/// An AWS whose S3 is Ceph, and whose rest is moto.
final class CephEngine implements HttpEngine {
  private static final Optional<CephFront> NONE = Optional.empty();
  private static Optional<CephFront> front = NONE;

  private final CephServer ceph;
  private final MotoServer moto;
  private final CephFront s3;
  private final AwsEndpoint aws;
  private final AwsSeeds seeds;

  private CephEngine(CephServer ceph, MotoServer moto, CephFront s3) {
    this.ceph = ceph;
    this.moto = moto;
    this.s3 = s3;
    this.aws = new AwsEndpoint(s3.uri(), MotoEngine.DEFAULT_ACCOUNT);
    this.seeds = new AwsSeeds(aws);
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
  public AwsBasicCredentials caller() {
    return AwsEndpoint.ADMIN;
  }

  @Override
  public String name() {
    return CEPH;
  }

  @Override
  public AccountId own() {
    return MotoEngine.DEFAULT_ACCOUNT;
  }

  @Override
  public List<KindId> kinds() {
    return Molly.catalogue().kinds();
  }

  /// Ten thousand buckets, one after the other, take Ceph minutes.
  @Override
  public Set<Lax> laxities() {
    return EnumSet.complementOf(EnumSet.of(Lax.NO_RDS, Lax.POLICIES_NOT_ENFORCED));
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

  @Override
  public String create(Target where, Seed seed) {
    return seeds.create(where, seed);
  }

  @Override
  public Ec2Client ec2(Target where) {
    return aws.ec2(where);
  }

  @Override
  public RdsClient rds(Target where) {
    return aws.rds(where);
  }

  @Override
  public S3Client s3(Target where) {
    return aws.s3(where);
  }

  @Override
  public void deny(String permission) {
    notOn(Lax.NOBODY_DENIED);
  }

  @Override
  public List<Clue> clues(ResourceRef resource) {
    return LiveScan.clues(aws.uri(), caller(), resource);
  }

  @Override
  public ScanReport scan(ScanRequest request) {
    return LiveScan.scan(aws.uri(), caller(), request);
  }
}
