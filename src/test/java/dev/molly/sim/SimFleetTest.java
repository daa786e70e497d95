package dev.molly.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.rds.model.DBInstance;

class SimFleetTest {

  private static final String ACCOUNT = "111122223333";
  private static final List<String> REGIONS = List.of("us-east-1", "eu-west-1");

  private final SimCloud cloud = new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 7);
  private final SimAccount account = cloud.account(ACCOUNT);

  @BeforeEach
  void seed() {
    SimFleet.seed(cloud, ACCOUNT, REGIONS);
  }

  @Test
  void hasAboutFortyInstancesOverAllItsRegions() {
    long total = REGIONS.stream().mapToLong(region -> instances(account, region).size()).sum();

    assertThat(total).isBetween(35L, 45L);
    assertThat(instances(account, "eu-west-1")).hasSizeGreaterThan(5);
  }

  @Test
  void listsDocumentDbAndNeptuneAmongTheDatabasesOfRds() {
    assertThat(account.rds("us-east-1").describeDBInstances().dbInstances())
        .extracting(DBInstance::engine)
        .contains("postgres", "mysql", "aurora-postgresql", "docdb", "neptune");
    assertThat(account.rds("us-east-1").describeDBClusters().dbClusters()).hasSize(5);
  }

  @Test
  void isTheSameForTheSameSeed() {
    SimCloud again = new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 7);
    SimFleet.seed(again, ACCOUNT, REGIONS);

    assertThat(instances(again.account(ACCOUNT), "us-east-1"))
        .isEqualTo(instances(account, "us-east-1"));
  }

  @Test
  void keepsItsTerminatedAndItsStoppedForAWhile() {
    cloud.clock().advance(Duration.ofMinutes(30));

    assertThat(instances(account, "us-east-1"))
        .extracting(instance -> instance.state().nameAsString())
        .contains("terminated", "stopped");
    assertThat(account.db("us-east-1", "scratch-db").status()).isEqualTo("stopped");
  }

  @Test
  void givesASecondAccountOtherBucketNames() {
    SimFleet.seed(cloud, "444455556666", REGIONS);

    assertThat(cloud.account("444455556666").s3("us-east-1").listBuckets().buckets()).hasSize(10);
  }

  private static List<Instance> instances(SimAccount account, String region) {
    return account.ec2(region).describeInstances().reservations().stream()
        .flatMap(reservation -> reservation.instances().stream())
        .toList();
  }
}
