package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.cli.CommandRunner.Ran;
import dev.molly.model.ExitCode;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimFile;
import dev.molly.sim.rds.SimDbInstance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// "You can't modify a stopped DB instance" (RDS User Guide, USER_StopInstance): molly advises and
/// plans none, and says to start it first. Nor does it advise to protect what is protected.
class StoppedDatabaseTest {
  private static final String START =
      " && aws rds start-db-instance --region eu-west-1 --db-instance-identifier ";
  private static final Pattern RUN = Pattern.compile("run ([0-9]{8}T[0-9]{6}Z-[0-9a-f]{6})");

  private final Path folder;
  private final CommandRunner typed;

  StoppedDatabaseTest(@TempDir Path folder) {
    this.folder = folder;
    typed = new CommandRunner(folder);
  }

  @BeforeEach
  void populate() {
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud -> {
          var account = cloud.account(SimAws.OWN_ACCOUNT);
          account.createDb("eu-west-1", "stopped", SimDbInstance::stopped);
          account.createDb(
              "eu-west-1", "orders", db -> db.protectedFromDeletion().backupRetention(14));
          account.createDb("eu-west-1", "stock", db -> db.backupRetention(14));
          var cluster =
              account.createCluster("eu-west-1", "ledger", one -> one.protectedFromDeletion());
          account.createDb("eu-west-1", "ledger-1", db -> db.memberOf(cluster));
          return cloud;
        });
  }

  @Test
  void aFindingOfAStoppedDatabaseIsNoFixButWhatIsInTheWay() {
    Ran text = molly("scan", "--kind", "rds-instance");
    Ran csv = molly("scan", "--kind", "rds-instance", "--format", "csv");

    assertThat(text.oneLine())
        .contains(
            "DeletionProtection is off; it is stopped, and AWS changes nothing that is stopped",
            "molly explain rds-instance-deletion-protection")
        .doesNotContain(":db:stopped");
    assertThat(csv.out().lines().filter(line -> line.contains(":db:stopped")))
        .isNotEmpty()
        .noneMatch(line -> line.contains("molly protect") || line.contains("modify-db-instance"));
    assertThat(csv.out())
        .contains("molly protect --id arn:aws:rds:eu-west-1:111122223333:db:stock");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rds-instance-deletion-protection",
        "rds-instance-backup-retention",
        "rds-instance-copy-tags",
        "rds-cluster-deletion-protection",
        "rds-cluster-backup-retention"
      })
  void thePageThatSuchAFindingNamesSaysToStartItFirst(String rule) {
    Ran page = typed.molly("explain", rule);

    assertThat(page.oneLine()).contains("neither molly protect nor", "aws rds start-db-");
  }

  @Test
  void aPlanLeavesAStoppedDatabaseAndSaysHowToStartIt() {
    Ran plan = molly("protect", "--id", "stopped");

    assertThat(plan.out()).doesNotContain("modify-db-instance");
    assertThat(plan.oneLine()).contains("start it first:", START + "stopped");
  }

  @Test
  void aStoppedDatabaseGetsNoLeaseThatAwsWouldRefuse() {
    stop("orders");

    Ran lease = molly("lease", "orders", "--for", "1h", "--why", "patch");

    assertThat(lease.exitCode()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(lease.oneLine())
        .contains("orders: it is stopped", "start it first:", START + "orders")
        .doesNotContain("modify-db-instance");
  }

  @Test
  void aLeaseOfWhatWasStoppedMeanwhileDoesNotEndBeforeItIsStarted() {
    applied("lease", "orders", "--for", "1h", "--why", "patch");
    stop("orders");
    molly("sandbox", "advance", "1d");

    Ran end = molly("lease", "orders", "--end");
    Ran sweep = molly("sweep");

    assertThat(end.exitCode()).as(end.out()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(sweep.exitCode()).as(sweep.out()).isEqualTo(ExitCode.INCOMPLETE.code());
    for (Ran ran : List.of(end, sweep)) {
      assertThat(ran.oneLine())
          .contains("orders: protection cannot come back, for it is stopped", START + "orders");
    }
    start("orders");

    assertThat(molly("sweep").exitCode()).isEqualTo(ExitCode.CLEAN.code());
    assertThat(molly("lease", "--list").out()).contains("Nothing is on a lease");
  }

  @Test
  void anUndoLeavesWhatWasStoppedMeanwhileAndSaysSo() {
    String run = applied("protect", "--id", "stock").found(RUN);
    stop("stock");

    Ran undo = molly("undo", run);

    assertThat(undo.exitCode()).isEqualTo(ExitCode.PARTLY_FAILED.code());
    assertThat(undo.oneLine())
        .contains("stock deletion-protection: it is stopped", START + "stock");
    start("stock");
    assertThat(molly("undo", run).exitCode()).isEqualTo(ExitCode.CLEAN.code());
  }

  @Test
  void aMemberOfAProtectedClusterIsNotToldToProtectTheCluster() {
    Ran plan = molly("protect", "--id", "ledger-1");

    assertThat(plan.oneLine())
        .contains(
            "cluster ledger is protected already, and AWS deletes its members regardless",
            "a policy that denies rds:DeleteDBInstance",
            "molly explain rds-instance-deletion-protection")
        .doesNotContain("protect the cluster");
  }

  private Ran molly(String... words) {
    var all = new ArrayList<>(List.of(words));
    if (!words[0].equals("sandbox")) {
      all.add("--sandbox");
    }
    return typed.molly(all.toArray(String[]::new));
  }

  private Ran applied(String... words) {
    return typed.paste(molly(words).found(Pattern.compile("Next +(molly .*)")));
  }

  private void stop(String name) {
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud -> {
          cloud
              .account(SimAws.OWN_ACCOUNT)
              .rds("eu-west-1")
              .stopDBInstance(r -> r.dbInstanceIdentifier(name));
          cloud.clock().advance(Duration.ofMinutes(20));
          return cloud;
        });
  }

  private void start(String name) {
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud -> {
          cloud
              .account(SimAws.OWN_ACCOUNT)
              .rds("eu-west-1")
              .startDBInstance(r -> r.dbInstanceIdentifier(name));
          cloud.clock().advance(Duration.ofMinutes(20));
          return cloud;
        });
  }
}
