package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.model.AccountRegion;
import dev.molly.model.RegionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.RdsException;

/// Protection turned on and taken back as a user would, on an AWS that is asked itself what holds.
@Tag(Engine.MOTO)
@Order(4)
class ProtectMotoIT {
  private final MotoEngine moto = MotoEngine.orSkip();
  private final UnprotectedFleet fleet = new UnprotectedFleet(moto);
  private final PolicyFolder here;

  ProtectMotoIT(@TempDir Path folder) throws IOException {
    here = new PolicyFolder(folder, moto);
  }

  @BeforeEach
  @AfterEach
  void leaveNothing() {
    moto.reset();
  }

  @Test
  void aFleetIsProtectedAndTakenBack() throws Exception {
    for (RegionId region : UnprotectedFleet.REGIONS) {
      fleet.plantMany(new AccountRegion(moto.own(), region));
    }
    assertThat(here.scanFailures("before", 1)).containsExactlyInAnyOrderElementsOf(fleet.failing());
    Map<String, String> before = fleet.settings();
    assertThat(before.keySet().stream().map(key -> key.replaceFirst(" [^ ]+$", "")).distinct())
        .hasSize(96);

    var narrow = here.molly("protect", "--config", "narrow.yaml", "--region", "eu-west-1");
    assertThat(narrow.exitCode()).isEqualTo(3);
    narrow.assertSaysClearly("");
    assertThat(narrow.out()).contains("blast-radius: ").doesNotContain("--confirm");
    var dry = here.molly("protect", "--config", "molly.yaml");
    assertThat(dry.exitCode()).isZero();
    List<String> fixable =
        fleet.failing().stream().filter(each -> !each.startsWith("lock ")).toList();
    assertThat(dry.out()).contains("would make " + fixable.size() + " writes to ");
    assertThat(fleet.settings()).isEqualTo(before);
    assertThat(here.file("state/journal")).doesNotExist();

    var applied = here.apply(dry.phrase());
    assertThat(applied.exitCode()).as(applied.out() + applied.err()).isZero();
    assertTheEngineRefuses();
    assertThat(here.scanFailures("after", 1))
        .hasSize(UnprotectedFleet.REGIONS.size())
        .allMatch(each -> each.startsWith("lock "));
    assertThat(here.molly("journal", "verify").exitCode()).isZero();
    assertVerifyFindsOneChangedByte();

    var undone = here.molly("undo", applied.run(), "--config", "molly.yaml");
    assertThat(undone.exitCode()).as(undone.out() + undone.err()).isZero();
    assertThat(fleet.settings()).isEqualTo(UnprotectedFleet.asFarAsS3LetsGo(before));
    assertThat(here.molly("journal", "verify").exitCode()).isZero();
    assertTheEngineAccepts();
  }

  /// Samples in both regions. Moto does not ask a bucket's policy whether it may be deleted.
  private void assertTheEngineRefuses() {
    for (RegionId region : UnprotectedFleet.REGIONS) {
      var where = new AccountRegion(moto.own(), region);
      var instances = fleet.instances(where);
      for (Instance one : List.of(instances.getFirst(), instances.get(11), instances.getLast())) {
        assertThatThrownBy(
                () -> moto.ec2(where).terminateInstances(r -> r.instanceIds(one.instanceId())))
            .isInstanceOf(Ec2Exception.class)
            .hasMessageContaining("disableApiTermination");
      }
      RdsClient rds = moto.rds(where);
      for (int n : List.of(0, 1, 9)) {
        assertThatThrownBy(
                () ->
                    rds.deleteDBInstance(
                        r -> r.dbInstanceIdentifier("db-" + n).skipFinalSnapshot(true)))
            .isInstanceOf(RdsException.class)
            .hasMessageContaining("Cannot delete protected");
      }
      for (int n = 0; n < 3; n++) {
        String id = "cluster-" + n;
        assertThatThrownBy(
                () -> rds.deleteDBCluster(r -> r.dbClusterIdentifier(id).skipFinalSnapshot(true)))
            .isInstanceOf(RdsException.class)
            .hasMessageContaining("Cannot delete protected");
      }
    }
  }

  /// Of what was not protected before.
  private void assertTheEngineAccepts() {
    for (RegionId region : UnprotectedFleet.REGIONS) {
      var where = new AccountRegion(moto.own(), region);
      String id =
          fleet.failing().stream()
              .filter(each -> each.startsWith("termination "))
              .map(each -> each.substring("termination ".length()))
              .filter(each -> isIn(where, each))
              .findFirst()
              .orElseThrow();
      moto.ec2(where).terminateInstances(r -> r.instanceIds(id));
      moto.rds(where).deleteDBInstance(r -> r.dbInstanceIdentifier("db-1").skipFinalSnapshot(true));
      moto.rds(where)
          .deleteDBCluster(r -> r.dbClusterIdentifier("cluster-0").skipFinalSnapshot(true));
    }
  }

  private boolean isIn(AccountRegion where, String id) {
    return fleet.instances(where).stream().anyMatch(one -> one.instanceId().equals(id));
  }

  /// One byte in the middle of a copy of the record.
  private void assertVerifyFindsOneChangedByte() throws Exception {
    Path copy = here.file("copy");
    Files.createDirectories(copy.resolve("journal"));
    List<Path> files = here.journals();
    assertThat(files).hasSize(1);
    byte[] bytes = Files.readAllBytes(files.getFirst());
    int middle = bytes.length / 2;
    bytes[middle] ^= 1;
    int line = 1;
    for (int i = 0; i < middle; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    Path name = files.getFirst().getFileName();
    assertThat(name).isNotNull();
    Files.write(copy.resolve("journal").resolve(String.valueOf(name)), bytes);
    Files.copy(
        files.getFirst().resolveSibling("journal.key"),
        copy.resolve("journal").resolve("journal.key"),
        StandardCopyOption.COPY_ATTRIBUTES);

    var result = here.molly("journal", "verify", "--state", copy.toString());

    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.oneLine()).contains("line " + line);
  }
}
