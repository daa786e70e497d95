package dev.molly.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.AccountChanges;
import dev.molly.TestMolly;
import dev.molly.aws.AwsAccounts;
import dev.molly.engine.Postman;
import dev.molly.engine.run.ExecutionSettings;
import dev.molly.engine.run.RolloutPace;
import dev.molly.engine.scan.Scanner;
import dev.molly.engine.support.Sleeper;
import dev.molly.guard.BlastLimit;
import dev.molly.guard.ConfirmationInput;
import dev.molly.guard.Freeze;
import dev.molly.guard.RetentionWindow;
import dev.molly.kind.TestKinds;
import dev.molly.model.AccountRef;
import dev.molly.model.Environment;
import dev.molly.model.KindId;
import dev.molly.model.OwnerTags;
import dev.molly.model.RecordKey;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.Resource;
import dev.molly.model.ScanProgressListener;
import dev.molly.model.ScanReport;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Plan;
import dev.molly.plan.RunResult;
import dev.molly.policy.PolicySet;
import dev.molly.policy.ScanRequest;
import dev.molly.policy.TestPolicies;
import dev.molly.retire.Inventory;
import dev.molly.retire.RetireRequest;
import dev.molly.sim.SimAccount;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import dev.molly.sim.SimFile;
import dev.molly.sim.core.SimCall;
import dev.molly.sim.core.SimKey;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.sim.rds.SimDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One cloud with a small random fleet in one region, and molly in front of it. One region is one
/// lane of the executor, so that a seed always gives the same run.
public final class World {
  public static final String REGION = "us-east-1";

  /// How long what is retired is kept.
  public static final Duration KEEP = Duration.ofDays(14);

  private static final RegionSelection REGIONS =
      new RegionSelection.Named(List.of(new RegionId(REGION)));
  private static final List<KindId> KINDS =
      Stream.of("ec2-instance", "rds-instance", "rds-cluster", "s3-bucket")
          .map(KindId::new)
          .toList();

  private static final PolicySet POLICIES =
      TestPolicies.policies(
          "ec2-instance termination-protection",
          "ec2-instance stop-protection",
          "ec2-instance shutdown-behavior",
          "ec2-instance volume-retention",
          "rds-instance deletion-protection",
          "rds-instance backup-retention",
          "rds-instance copy-tags-to-snapshot",
          "rds-cluster deletion-protection",
          "rds-cluster backup-retention",
          "s3-bucket versioning",
          "s3-bucket delete-denied");

  public final SimCloud cloud;
  public final SimAccount account;
  public CrashingJournal ledger;

  /// The channel by which owners are told.
  public final Postman postman = new Postman();
  public final List<String> exempt = new ArrayList<>();
  private AwsAccounts aws;
  private Sleeper sleeper;
  private Optional<Integer> unattended = Optional.empty();
  private Runnable whenFreezesAreAsked = () -> {};
  private Runnable meanwhile = () -> {};
  private List<Freeze> frozen = List.of();
  private Clock clock;

  public World(long seed) {
    this(new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), seed));
  }

  private World(SimCloud cloud) {
    this.cloud = cloud;
    account = cloud.account(SimAws.OWN_ACCOUNT);
    aws = new SimAws(cloud);
    ledger = new CrashingJournal(cloud);
    sleeper = cloud.clock()::advance;
    clock = cloud.clock();
  }

  /// Returns another world with the same cloud and journals, as they are now: what happens in one
  /// does not happen in the other. All else is as in a new world.
  public World fork() {
    var fork = new World(SimFile.copy(cloud));
    fork.ledger = ledger.copy(fork.cloud);
    return fork;
  }

  /// From now on, records are signed with a key of this alias.
  public SimKey signsRecords(String alias) {
    signsRecordsWith(alias);
    return account.createMacKey(REGION, alias);
  }

  /// From now on, records are signed with a key that may not be there.
  public void signsRecordsWith(String name) {
    aws = new SimAws(cloud, new RecordKey(name));
  }

  /// From now on, no key is configured.
  public void doesNotSign() {
    aws = new SimAws(cloud);
  }

  /// From now on, molly runs on another machine: it has other journals.
  public void isOnAnotherMachine() {
    ledger = new CrashingJournal(cloud);
  }

  /// What is to happen when the guards have looked at the resources, and before each step.
  public void whenFreezesAreAsked(Runnable then) {
    whenFreezesAreAsked = then;
  }

  /// What people do at the same moments.
  public void meanwhile(Runnable what) {
    meanwhile = what;
  }

  /// Whether a freeze is on, until somebody ends it.
  public void freeze(boolean on) {
    frozen =
        on
            ? List.of(new Freeze("an incident", Instant.EPOCH, Optional.empty(), Freeze.OFF))
            : List.of();
  }

  /// The freezes, as whoever is about to write asks for them.
  public List<Freeze> freezes() {
    whenFreezesAreAsked.run();
    meanwhile.run();
    return frozen;
  }

  /// How far the clock of the machine that molly runs on is ahead of AWS's.
  public void machineIsAheadBy(Duration length) {
    clock = Clock.offset(cloud.clock(), length);
  }

  /// The clock of the machine that molly runs on.
  public Clock machine() {
    return clock;
  }

  /// What the config says of a purge that nobody confirms.
  public void purgesUnattended(int resources) {
    unattended = Optional.of(resources);
  }

  /// How molly waits.
  public void waits(Sleeper how) {
    sleeper = how;
  }

  /// Launches servers that are old enough to retire.
  ///
  /// @return their ids, in order
  public List<String> servers(int count, Consumer<SimInstance> as) {
    return IntStream.range(0, count)
        .mapToObj(
            n ->
                account.launch(
                    REGION,
                    one -> as.accept(one.named("web-" + n).launchedAgo(Duration.ofDays(400)))))
        .map(SimInstance::id)
        .sorted()
        .toList();
  }

  public void populate(Random random) {
    plant(
        random,
        between(random, 1, 5),
        (n, exempt) -> {
          var launched =
              account.launch(
                  REGION,
                  one -> {
                    one.named("server").tagged("exempt", exempt);
                    sometimes(random, one::protectedFromTermination);
                    sometimes(random, one::protectedFromStop);
                    sometimes(random, one::terminatesOnShutdown);
                    sometimes(random, () -> one.withDataVolume(10, random.nextBoolean()));
                  });
          return launched.id();
        });
    plant(
        random,
        random.nextInt(4),
        (n, exempt) -> {
          String name = "db-" + n;
          account.createDb(REGION, name, one -> database(random, one, exempt));
          return name;
        });
    plant(
        random,
        random.nextInt(3),
        (n, exempt) -> {
          String name = "cluster-" + n;
          account.createCluster(REGION, name, one -> database(random, one, exempt));
          return name;
        });
    plant(
        random,
        random.nextInt(4),
        (n, exempt) -> {
          String name = "acme-bucket-" + n;
          account.createBucket(
              REGION,
              name,
              one -> {
                one.tagged("exempt", exempt);
                sometimes(random, one::versioned);
                sometimes(random, () -> one.policy(somePolicy(name)));
              });
          return name;
        });
  }

  /// Makes the n-th resource of a kind and says what it is called.
  private interface Seed {
    String plant(int n, String exempt);
  }

  private void plant(Random random, int count, Seed seed) {
    for (int n = count; n > 0; n--) {
      boolean free = random.nextInt(5) == 0;
      note(free, seed.plant(n, String.valueOf(free)));
    }
  }

  private static void database(Random random, SimDatabase<?> one, String exempt) {
    one.tagged("exempt", exempt).backupRetention(between(random, 1, 9));
    sometimes(random, one::protectedFromDeletion);
  }

  private void note(boolean free, String name) {
    if (free) {
      exempt.add(name);
    }
  }

  /// Molly, as it has just started.
  public AccountChanges molly(BlastLimit limit, RolloutPace pace) {
    var settings =
        new ExecutionSettings(
            ledger,
            ledger::name,
            limit,
            pace,
            length -> sleeper.sleep(length),
            this::freezes,
            Duration.ofHours(1),
            RetentionWindow.DEFAULT,
            unattended,
            () -> false,
            postman,
            OwnerTags.DEFAULT);
    return TestMolly.of(aws, clock, settings).changes(List.of(new AccountRef.Own()));
  }

  /// The same, with the limits of a config that names none.
  public AccountChanges molly() {
    return molly(BlastLimit.DEFAULT, RolloutPace.DEFAULT);
  }

  /// What molly finds of all kinds.
  public Inventory found(Predicate<Resource> wanted) {
    return found(KINDS, wanted);
  }

  /// All that molly finds of one kind.
  public Inventory fleet(String kind) {
    return found(List.of(new KindId(kind)), resource -> true);
  }

  private Inventory found(List<KindId> kinds, Predicate<Resource> wanted) {
    return molly().inventory(REGIONS, kinds, true, wanted, ScanProgressListener.none());
  }

  /// What everybody wishes who retires something.
  public static RetireRequest wish(String... options) {
    return new RetireRequest("nobody uses it", KEEP, Set.of(), Set.of(options));
  }

  /// Carries a plan out as somebody does who has read it.
  public ApplyResult apply(Plan plan) {
    return molly().apply(plan, Environment.ANY, new ConfirmationInput.Given(molly().phrase(plan)));
  }

  /// What came of a plan that was carried out.
  public static RunResult executed(ApplyResult result) {
    assertThat(result).as("%s", result).isInstanceOf(ApplyResult.Executed.class);
    return ((ApplyResult.Executed) result).result();
  }

  /// The resources that this API wrote to, each once.
  public List<String> written(String api) {
    return cloud.calls().stream()
        .filter(SimCall::write)
        .filter(call -> call.api().equals(api))
        .flatMap(call -> call.resources().stream())
        .distinct()
        .toList();
  }

  /// `molly sweep` of one kind.
  public ApplyResult sweep(String kind) {
    Inventory fleet = fleet(kind);
    AccountChanges molly = molly();
    return molly.sweep(molly.planSweep(fleet, molly.status(fleet)).plan(), Environment.ANY);
  }

  public ScanReport scan() {
    var request = new ScanRequest(List.of(new AccountRef.Own()), REGIONS, KINDS, POLICIES);
    return new Scanner(TestKinds.ALL, aws, cloud.clock(), "test")
        .scan(request, ScanProgressListener.none());
  }

  PolicySet policies() {
    return POLICIES;
  }

  public AwsAccounts aws() {
    return aws;
  }

  /// What is set, once everything that was written shows.
  public Map<String, String> settings() {
    cloud.clock().advance(Duration.ofMinutes(1));
    return Settings.of(account, REGION);
  }

  private static int between(Random random, int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  private static void sometimes(Random random, Runnable what) {
    if (random.nextInt(3) == 0) {
      what.run();
    }
  }

  private static String somePolicy(String bucket) {
    return """
    {"Version": "2012-10-17", "Statement": [ {"Sid":"Tls","Effect":"Deny","Principal":"*",
    "Action":"s3:GetObject","Resource":"arn:aws:s3:::%s/*"} ] }\
    """
        .formatted(bucket);
  }
}
