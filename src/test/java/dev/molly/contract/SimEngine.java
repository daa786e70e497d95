package dev.molly.contract;

import dev.molly.Molly;
import dev.molly.aws.AwsAccounts;
import dev.molly.contract.Seed.BucketTrait;
import dev.molly.contract.Seed.InstanceTrait;
import dev.molly.kind.TestKinds;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.AccountRegion;
import dev.molly.model.Evidence;
import dev.molly.model.KindId;
import dev.molly.model.ResourceRef;
import dev.molly.model.ScanProgressListener;
import dev.molly.model.ScanReport;
import dev.molly.policy.ScanRequest;
import dev.molly.sim.SimAccount;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.sim.rds.SimDbCluster;
import dev.molly.sim.s3.SimBucket;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Molly's own simulator.
final class SimEngine implements Engine {
  private SimCloud cloud = fresh();

  private static SimCloud fresh() {
    return new SimCloud(Instant.parse("2026-11-23T00:00:00Z"), 25);
  }

  SimCloud cloud() {
    return cloud;
  }

  @Override
  public String name() {
    return SIMULATOR;
  }

  @Override
  public AccountId own() {
    return new AccountId(SimAws.OWN_ACCOUNT);
  }

  @Override
  public List<KindId> kinds() {
    return Seed.KINDS;
  }

  @Override
  public Set<EngineDeviation> laxities() {
    return Set.of();
  }

  @Override
  public void reset() {
    cloud = fresh();
  }

  @Override
  public String create(AccountRegion where, Seed seed) {
    SimAccount account = cloud.account(where.account().value());
    String region = where.region().value();
    return switch (seed) {
      case Seed.Instance one -> account.launch(region, sim -> describe(sim, one)).id();
      case Seed.Database one -> create(account, where, one);
      case Seed.Cluster one ->
          account.createCluster(region, one.identifier(), sim -> describe(sim, one)).identifier();
      case Seed.Bucket one ->
          account.createBucket(region, one.name(), sim -> describe(sim, one)).name();
    };
  }

  private String create(SimAccount account, AccountRegion where, Seed.Database seed) {
    String region = where.region().value();
    String identifier = seed.identifier();
    account.createDb(
        region,
        identifier,
        sim -> {
          sim.engine(seed.engine()).backupRetention(seed.backupDays());
          seed.cluster().ifPresent(name -> sim.memberOf(account.cluster(region, name)));
          seed.replicaOf().ifPresent(name -> sim.replicaOf(account.db(region, name)));
          seed.tags().forEach(sim::tagged);
        });
    // RDS refuses both for a member of a cluster, even to leave it off.
    if (seed.deletionProtected() || seed.copiesTags()) {
      rds(where)
          .modifyDBInstance(
              r ->
                  r.dbInstanceIdentifier(identifier)
                      .deletionProtection(seed.deletionProtected())
                      .copyTagsToSnapshot(seed.copiesTags()));
    }
    return identifier;
  }

  private static void describe(SimInstance sim, Seed.Instance seed) {
    seed.tags().forEach(sim::tagged);
    for (InstanceTrait trait : seed.traits()) {
      switch (trait) {
        case TERMINATION_PROTECTED -> sim.protectedFromTermination();
        case STOP_PROTECTED -> sim.protectedFromStop();
        case TERMINATES_ON_SHUTDOWN -> sim.terminatesOnShutdown();
        case KEEPS_DATA_VOLUME -> sim.withDataVolume(10, false);
        case LOSES_DATA_VOLUME -> sim.withDataVolume(10, true);
        case SPOT -> sim.spot();
        case ON_INSTANCE_STORE -> sim.onInstanceStore();
        case MANAGED -> sim.managedBy("eks.amazonaws.com");
        case TERMINATED -> sim.terminated();
      }
    }
  }

  private static void describe(SimDbCluster sim, Seed.Cluster seed) {
    sim.engine(seed.engine()).backupRetention(seed.backupDays());
    seed.tags().forEach(sim::tagged);
    if (seed.deletionProtected()) {
      sim.protectedFromDeletion();
    }
  }

  private static void describe(SimBucket sim, Seed.Bucket seed) {
    seed.tags().forEach(sim::tagged);
    seed.policy().ifPresent(sim::policy);
    for (BucketTrait trait : seed.traits()) {
      switch (trait) {
        case VERSIONED -> sim.versioned();
        case VERSIONING_SUSPENDED -> sim.versioningSuspended();
        case OBJECT_LOCKED -> sim.objectLock("GOVERNANCE", 1);
        case MFA_DELETE -> sim.mfaDelete();
      }
    }
  }

  @Override
  public Ec2Client ec2(AccountRegion where) {
    return cloud.account(where.account().value()).ec2(where.region().value());
  }

  @Override
  public RdsClient rds(AccountRegion where) {
    return cloud.account(where.account().value()).rds(where.region().value());
  }

  @Override
  public S3Client s3(AccountRegion where) {
    return cloud.account(where.account().value()).s3(where.region().value());
  }

  @Override
  public <C extends SdkClient> C client(Class<C> type, AccountRegion where) {
    return cloud.account(where.account().value()).client(type, where.region().value());
  }

  @Override
  public String subnet(AccountRegion where) {
    return "subnet-1";
  }

  @Override
  public <T> T with(Function<AwsAccounts, T> work) {
    return work.apply(new SimAws(cloud));
  }

  @Override
  public void deny(String permission) {
    cloud.faults().deny(permission);
  }

  @Override
  public ScanReport scan(ScanRequest request) {
    return scan(request, ScanProgressListener.none());
  }

  @Override
  public List<Evidence> evidence(ResourceRef resource) {
    var session = new SimAws(cloud).session(new AccountRef.Own());
    return TestKinds.ALL
        .retirable(resource.id().kind())
        .evidence(session, resource, cloud.clock().instant());
  }

  ScanReport scan(ScanRequest request, ScanProgressListener progress) {
    return Molly.builder()
        .aws(new SimAws(cloud))
        .clock(cloud.clock())
        .build()
        .scan(request, progress);
  }
}
