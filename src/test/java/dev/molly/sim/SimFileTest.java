package dev.molly.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.model.UserError;
import dev.molly.sim.core.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.BucketLifecycleConfiguration;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

class SimFileTest {

  private static final String ACCOUNT = "111122223333";
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

  @TempDir Path folder;

  @Test
  void givesBackExactlyWhatWasSaved() throws IOException {
    Path file = folder.resolve("cloud.json");
    Path copy = folder.resolve("copy.json");
    SimFile.with(file, () -> new SimCloud(START, 3), SimFileTest::doALittleOfEverything);

    Files.copy(file, copy);
    SimFile.with(copy, cloud -> cloud.faults().deny("ec2:StopInstances"));
    SimFile.with(
        copy,
        cloud -> {
          cloud.faults().scripted.removeLast();
          return null;
        });

    assertThat(copy).hasSameTextualContentAs(file);
    assertThat(Files.readString(file)).contains("DENY", "2026-11-23T08:05:00Z", "expirationDays");
  }

  @Test
  void goesOnWithTimeWhereItStopped() {
    Path file = folder.resolve("cloud.json");
    String id =
        SimFile.with(
            file,
            () -> new SimCloud(START, 3),
            cloud -> {
              SimAccount account = cloud.account(ACCOUNT);
              String instance = account.launch("us-east-1", one -> {}).id();
              account.ec2("us-east-1").stopInstances(r -> r.instanceIds(instance));
              return instance;
            });

    String state =
        SimFile.with(
            file,
            cloud -> {
              cloud.clock().advance(Duration.ofMinutes(1));
              return cloud.account(ACCOUNT).instance(id).state();
            });

    assertThat(state).isEqualTo("stopped");
  }

  @Test
  void doesNotWriteWhenNothingChanged() throws IOException {
    Path file = folder.resolve("cloud.json");
    SimFile.with(file, () -> new SimCloud(START, 3), cloud -> cloud.account(ACCOUNT).id());
    FileTime longAgo = FileTime.from(Instant.EPOCH);
    Files.setLastModifiedTime(file, longAgo);

    SimFile.with(file, cloud -> cloud.account(ACCOUNT).sts().getCallerIdentity());

    assertThat(Files.getLastModifiedTime(file)).isEqualTo(longAgo);
  }

  @Test
  void keepsWhatHappenedBeforeTheWorkFailed() {
    Path file = folder.resolve("cloud.json");

    assertThatThrownBy(
            () ->
                SimFile.with(
                    file,
                    cloud -> {
                      cloud.account(ACCOUNT).createBucket("us-east-1", "kept", one -> {});
                      throw new IllegalArgumentException("crash");
                    }))
        .hasMessage("crash");

    String kept = SimFile.with(file, cloud -> cloud.account(ACCOUNT).bucket("kept").name());
    assertThat(kept).isEqualTo("kept");
  }

  @Test
  void losesNoWriteOfTwoThreadsThatShareAFile() throws InterruptedException {
    Path file = folder.resolve("cloud.json");
    List<Thread> threads =
        List.of("one", "two", "three", "four").stream()
            .map(name -> Thread.ofPlatform().start(() -> create(file, name)))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }

    int buckets =
        SimFile.with(
            file, cloud -> cloud.account(ACCOUNT).s3("us-east-1").listBuckets().buckets().size());

    assertThat(buckets).isEqualTo(4);
  }

  @Test
  void saysHowToStartAfreshWhenTheFileCannotBeRead() throws IOException {
    Path file = folder.resolve("cloud.json");
    Files.writeString(file, "{\"schema\": ");

    assertThatThrownBy(() -> SimFile.with(file, SimCloud::accountIds))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("To start afresh, delete it.");
  }

  @Test
  void refusesAFileOfAnotherSchema() throws IOException {
    Path file = folder.resolve("cloud.json");
    SimFile.with(file, SimCloud::accountIds);
    Files.writeString(
        file, Files.readString(file).replaceFirst("\"schema\" : 1", "\"schema\" : 99"));

    assertThatThrownBy(() -> SimFile.with(file, SimCloud::accountIds))
        .hasMessageContaining("its schema is 99, not 1");
  }

  @Test
  void refusesAFileWithResourcesOfAServiceThatItDoesNotSimulate() throws IOException {
    Path file = folder.resolve("cloud.json");
    SimFile.with(file, cloud -> cloud.account(ACCOUNT).launch("us-east-1", one -> {}));
    Files.writeString(
        file, Files.readString(file).replaceFirst("\"instances\" :", "\"ships\" : {}, $0"));

    assertThatThrownBy(() -> SimFile.with(file, SimCloud::accountIds))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("unknown resources: [ships]");
  }

  @Test
  void readsAFileThatAVersionWithFewerServicesWrote() throws IOException {
    Path file = folder.resolve("cloud.json");
    SimFile.with(file, cloud -> cloud.account(ACCOUNT).launch("us-east-1", one -> {}));
    String older = Files.readString(file).replaceFirst("\"targetGroups\" : \\{ },", "");
    assertThat(older).doesNotContain("targetGroups");
    Files.writeString(file, older);

    var groups =
        SimFile.with(
            file,
            cloud -> cloud.account(ACCOUNT).loadBalancing("us-east-1").describeTargetGroups());

    assertThat(groups.targetGroups()).isEmpty();
  }

  private static SimCloud doALittleOfEverything(SimCloud cloud) {
    SimFleet.seed(cloud, ACCOUNT, List.of("us-east-1", "eu-west-1"));
    SimAccount account = cloud.account(ACCOUNT);
    account
        .rds("us-east-1")
        .modifyDBInstance(
            r ->
                r.dbInstanceIdentifier("billing-db")
                    .newDBInstanceIdentifier("billing-db-deleted-20261122")
                    .applyImmediately(true));
    account
        .rds("us-east-1")
        .createDBClusterSnapshot(
            r -> r.dbClusterIdentifier("sessions").dbClusterSnapshotIdentifier("final"));
    String instance =
        account.launch("eu-west-1", one -> one.named("late").withDataVolume(5, false)).id();
    account
        .ec2("eu-west-1")
        .createSnapshots(r -> r.instanceSpecification(i -> i.instanceId(instance)));
    account
        .s3("us-east-1")
        .putBucketLifecycleConfiguration(
            r ->
                r.bucket("acme-dev-scratch")
                    .lifecycleConfiguration(
                        BucketLifecycleConfiguration.builder()
                            .rules(
                                LifecycleRule.builder()
                                    .id("empty")
                                    .status("Enabled")
                                    .filter(f -> f.prefix(""))
                                    .expiration(e -> e.days(1))
                                    .build())
                            .build()));
    cloud.faults().deny("ec2:DescribeInstanceAttribute").in("eu-west-1").onCall(4);
    cloud.faults().atRandom(Fault.Kind.THROTTLE, 0.25);
    cloud.faults().attributeLag(Duration.ofSeconds(5));
    cloud.clock().advance(Duration.ofMinutes(5));
    return cloud;
  }

  private static void create(Path file, String bucket) {
    SimFile.with(
        file, cloud -> cloud.account(ACCOUNT).createBucket("us-east-1", bucket, one -> {}));
  }
}
