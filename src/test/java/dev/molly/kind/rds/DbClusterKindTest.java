package dev.molly.kind.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.aws.AwsException;
import dev.molly.kind.KindTestAccount;
import dev.molly.kind.Remediation;
import dev.molly.kind.Retirable;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.sim.core.SimCall;
import dev.molly.sim.rds.SimDbCluster;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;

class DbClusterKindTest {
  private final Retirable kind = new DbClusterKind();
  private final KindTestAccount aws = new KindTestAccount(kind);
  private final RdsClient rds = aws.account.rds(KindTestAccount.REGION);

  @Test
  void readsEverySetting() {
    Resource plain = cluster("plain", one -> {});
    Resource guarded = cluster("guarded", one -> one.protectedFromDeletion().backupRetention(35));

    assertThat(aws.setting(plain, RdsControls.DELETION)).isEqualTo("off");
    assertThat(aws.setting(plain, RdsControls.BACKUPS)).isEqualTo("7");
    assertThat(aws.setting(guarded, RdsControls.DELETION)).isEqualTo("on");
    assertThat(aws.setting(guarded, RdsControls.BACKUPS)).isEqualTo("35");
  }

  @Test
  void observesAClusterWithItsTags() {
    Resource catalog = cluster("catalog", one -> one.tagged("env", "prod"));

    Resource now = aws.observed(catalog).orElseThrow();

    assertThat(now.ref()).isEqualTo(catalog.ref());
    assertThat(now.tags()).isEqualTo(new Tags.Known(Map.of("env", "prod")));
    assertThat(now.controls()).isEmpty();
  }

  @Test
  void aClusterThatWasRenamedIsFoundByItsIdAndNotTakenForWhatHasItsNameNow() {
    Resource catalog = cluster("catalog", one -> {});
    rds.modifyDBCluster(
        r ->
            r.dbClusterIdentifier("catalog")
                .newDBClusterIdentifier("catalog-old")
                .applyImmediately(true));
    aws.cloud.clock().advance(Duration.ofMinutes(20));
    assertThat(aws.observed(catalog))
        .hasValueSatisfying(now -> assertThat(now.ref().identifier()).isEqualTo("catalog-old"));

    cluster("catalog", SimDbCluster::protectedFromDeletion);

    assertThat(aws.observed(catalog))
        .hasValueSatisfying(now -> assertThat(now.ref().identifier()).isEqualTo("catalog-old"));
    assertThat(aws.setting(catalog, RdsControls.DELETION)).isEqualTo("off");
    rds.deleteDBCluster(r -> r.dbClusterIdentifier("catalog-old").skipFinalSnapshot(true));
    assertThat(aws.observed(catalog)).isEmpty();
    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> aws.remedy(catalog, RdsControls.DELETION))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(AwsException.Reason.NOT_FOUND));
  }

  @Test
  void protectsFromDeletionSoThatAwsRefusesIt() {
    Resource catalog = cluster("catalog", one -> {});
    Change change = aws.change(catalog, RdsControls.DELETION);

    aws.write(change);

    assertThat(change).isEqualTo(new Change(catalog.ref(), RdsControls.DELETION, "off", "on"));
    assertThatThrownBy(this::deleteCatalog).hasMessageContaining("Cannot delete protected");
    assertThat(aws.remedy(catalog, RdsControls.DELETION)).isEqualTo(new Remediation.Compliant());

    aws.write(kind.inverse(change).orElseThrow());
    deleteCatalog();
  }

  @Test
  void keepsBackupsLongerAndAsLongAsBeforeAgain() {
    Resource sessions = cluster("sessions", one -> one.backupRetention(1));
    Change change =
        aws.change(sessions, aws.remedy(sessions, RdsControls.BACKUPS, Duration.ofDays(14)));

    aws.write(change);
    assertThat(aws.setting(sessions, RdsControls.BACKUPS)).isEqualTo("14");
    assertThat(aws.remedy(sessions, RdsControls.BACKUPS)).isEqualTo(new Remediation.Compliant());

    aws.write(kind.inverse(change).orElseThrow());
    assertThat(aws.setting(sessions, RdsControls.BACKUPS)).isEqualTo("1");
  }

  @Test
  void aStoppedClusterMustBeStartedFirst() {
    Resource catalog = cluster("catalog", SimDbCluster::stopped);

    assertThat(aws.remedy(catalog, RdsControls.DELETION))
        .isInstanceOfSatisfying(
            Remediation.NotPossible.class,
            nothing ->
                assertThat(nothing.why())
                    .contains(
                        "aws rds start-db-cluster --region eu-west-1 --db-cluster-identifier"
                            + " catalog"));
  }

  @Test
  void aWriteIsTheOneCallThatThePlanShows() {
    Resource catalog = cluster("catalog", one -> {});
    Change change = aws.change(catalog, RdsControls.DELETION);
    ApiCall call = kind.call(change);

    aws.write(change);

    assertThat(aws.writes()).extracting(SimCall::api).containsExactly(call.api());
    assertThat(call.permission()).isEqualTo("rds:ModifyDBCluster");
    assertThat(call.arn()).isEqualTo("arn:aws:rds:eu-west-1:111122223333:cluster:catalog");
    assertThat(call.command())
        .isEqualTo(
            "test \"$(aws sts get-caller-identity --query Account --output text)\" = 111122223333"
                + " && aws rds modify-db-cluster --region eu-west-1 --db-cluster-identifier catalog"
                + " --deletion-protection");
  }

  @Test
  void aDenialNamesThePermission() {
    Resource catalog = cluster("catalog", one -> {});
    Change change = aws.change(catalog, RdsControls.DELETION);
    aws.cloud.faults().deny("rds:DescribeDBClusters");
    aws.cloud.faults().deny("rds:ModifyDBCluster");

    KindTestAccount.denied("rds:DescribeDBClusters", () -> aws.observed(catalog));
    KindTestAccount.denied(
        "rds:DescribeDBClusters", () -> aws.setting(catalog, RdsControls.DELETION));
    KindTestAccount.denied("rds:ModifyDBCluster", () -> kind.perform(aws.session, change));
  }

  private Resource cluster(String name, Consumer<SimDbCluster> description) {
    aws.account.createCluster(KindTestAccount.REGION, name, description);
    return aws.listed(name);
  }

  private void deleteCatalog() {
    rds.deleteDBCluster(
        r -> r.dbClusterIdentifier("catalog").finalDBSnapshotIdentifier("catalog-final"));
  }
}
