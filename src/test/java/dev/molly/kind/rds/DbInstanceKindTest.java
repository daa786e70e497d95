package dev.molly.kind.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.aws.AwsException;
import dev.molly.kind.KindTestAccount;
import dev.molly.kind.Remediation;
import dev.molly.kind.Retirable;
import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.sim.core.SimCall;
import dev.molly.sim.rds.SimDbInstance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;

class DbInstanceKindTest {
  private static final ControlId DELETION = RdsControls.DELETION;
  private static final ControlId BACKUPS = RdsControls.BACKUPS;
  private static final ControlId COPY_TAGS = RdsControls.COPY_TAGS;

  private final Retirable kind = new DbInstanceKind();
  private final KindTestAccount aws = new KindTestAccount(kind);
  private final RdsClient rds = aws.account.rds(KindTestAccount.REGION);

  @Test
  void readsEverySetting() {
    Resource plain = db("plain", one -> {});
    Resource guarded = db("guarded", one -> one.protectedFromDeletion().backupRetention(0));

    assertThat(aws.setting(plain, DELETION)).isEqualTo("off");
    assertThat(aws.setting(plain, BACKUPS)).isEqualTo("7");
    assertThat(aws.setting(plain, COPY_TAGS)).isEqualTo("off");
    assertThat(aws.setting(guarded, DELETION)).isEqualTo("on");
    assertThat(aws.setting(guarded, BACKUPS)).isEqualTo("0");
  }

  @Test
  void observesADatabaseWithItsTags() {
    Resource orders = db("orders", one -> one.tagged("env", "prod"));

    Resource now = aws.observed(orders).orElseThrow();

    assertThat(now.ref()).isEqualTo(orders.ref());
    assertThat(now.tags()).isEqualTo(new Tags.Known(Map.of("env", "prod")));
    assertThat(now.controls()).isEmpty();
  }

  @Test
  void aDatabaseThatWasRenamedIsFoundByItsIdAndNotTakenForWhatHasItsNameNow() {
    Resource orders = db("orders", one -> {});
    rds.modifyDBInstance(
        r ->
            r.dbInstanceIdentifier("orders")
                .newDBInstanceIdentifier("orders-old")
                .applyImmediately(true));
    aws.cloud.clock().advance(Duration.ofMinutes(20));
    assertThat(aws.observed(orders))
        .hasValueSatisfying(now -> assertThat(now.ref().identifier()).isEqualTo("orders-old"));

    db("orders", SimDbInstance::protectedFromDeletion);

    assertThat(aws.observed(orders))
        .hasValueSatisfying(now -> assertThat(now.ref().identifier()).isEqualTo("orders-old"));
    assertThat(aws.setting(orders, DELETION)).isEqualTo("off");
    rds.deleteDBInstance(r -> r.dbInstanceIdentifier("orders-old").skipFinalSnapshot(true));
    assertThat(aws.observed(orders)).isEmpty();
    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> aws.remedy(orders, DELETION))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(AwsException.Reason.NOT_FOUND));
  }

  @Test
  void protectsFromDeletionSoThatAwsRefusesIt() {
    Resource orders = db("orders", one -> {});
    Change change = aws.change(orders, DELETION);

    aws.write(change);

    assertThat(change).isEqualTo(new Change(orders.ref(), DELETION, "off", "on"));
    assertThatThrownBy(this::deleteOrders).hasMessageContaining("Cannot delete protected");
    assertThat(aws.remedy(orders, DELETION)).isEqualTo(new Remediation.Compliant());

    aws.write(kind.inverse(change).orElseThrow());
    deleteOrders();
  }

  @Test
  void copiesTagsToSnapshots() {
    Resource orders = db("orders", one -> {});
    Change change = aws.change(orders, COPY_TAGS);

    aws.write(change);
    assertThat(aws.remedy(orders, COPY_TAGS)).isEqualTo(new Remediation.Compliant());
    aws.write(kind.inverse(change).orElseThrow());

    assertThat(aws.setting(orders, COPY_TAGS)).isEqualTo("off");
  }

  @Test
  void keepsBackupsAWeekWhenNobodySaysHowLong() {
    Resource orders = db("orders", one -> one.backupRetention(1));
    Change change = aws.change(orders, BACKUPS);

    aws.write(change);
    assertThat(change).isEqualTo(new Change(orders.ref(), BACKUPS, "1", "7"));

    aws.write(kind.inverse(change).orElseThrow());
    assertThat(aws.setting(orders, BACKUPS)).isEqualTo("1");
  }

  @Test
  void keepsBackupsAsLongAsIsAskedAndNeverShorterThanNow() {
    Resource orders = db("orders", one -> one.backupRetention(14));

    assertThat(aws.remedy(orders, BACKUPS, Duration.ofHours(20 * 24 + 1)))
        .isEqualTo(new Remediation.Fix(BACKUPS, "14", "21"));
    assertThat(aws.remedy(orders, BACKUPS, Duration.ofDays(14)))
        .isEqualTo(new Remediation.Compliant());
    assertThat(aws.remedy(orders, BACKUPS, Duration.ofDays(1)))
        .isEqualTo(new Remediation.Compliant());
    assertThat(aws.remedy(orders, BACKUPS)).isEqualTo(new Remediation.Compliant());
  }

  @Test
  void cannotKeepBackupsLongerThanRdsDoes() {
    Resource orders = db("orders", one -> {});

    nothing(aws.remedy(orders, BACKUPS, Duration.ofDays(36)), "35 days at most");
    assertThat(kind.cliFix(orders, BACKUPS, Duration.ofDays(36))).isEmpty();
  }

  @Test
  void aRetentionThatIsPendingIsTheSettingAndIsNotAskedForTwice() {
    Resource orders = db("orders", one -> one.backupRetention(0));

    aws.write(aws.change(orders, BACKUPS));

    assertThat(aws.setting(orders, BACKUPS)).isEqualTo("7");
    nothing(aws.remedy(orders, BACKUPS), "next maintenance window");
    assertThat(aws.remedy(orders, BACKUPS, Duration.ofDays(14)))
        .isEqualTo(new Remediation.Fix(BACKUPS, "7", "14"));
  }

  @Test
  void neverAppliesWhatSomebodyElseLeftPending() {
    Resource cms = db("cms", one -> one.backupRetention(0).withPendingClass("db.m7g.xlarge"));

    aws.write(aws.change(cms, DELETION));
    aws.write(aws.change(cms, BACKUPS));
    aws.write(aws.change(cms, COPY_TAGS));

    var now = rds.describeDBInstances(r -> r.dbInstanceIdentifier("cms")).dbInstances().getFirst();
    assertThat(now.pendingModifiedValues().dbInstanceClass()).isEqualTo("db.m7g.xlarge");
    assertThat(now.dbInstanceStatus()).isEqualTo("available");
  }

  @Test
  void aReadReplicasBackupsAreItsSources() {
    SimDbInstance source = aws.account.createDb(KindTestAccount.REGION, "orders", one -> {});
    Resource replica = db("replica", one -> one.replicaOf(source).backupRetention(0));

    nothing(aws.remedy(replica, BACKUPS), "its source is orders");
    assertThat(aws.remedy(replica, DELETION)).isEqualTo(new Remediation.Fix(DELETION, "off", "on"));
  }

  @Test
  void aMembersSettingsAreItsClusters() {
    var catalog = aws.account.createCluster(KindTestAccount.REGION, "catalog", one -> {});
    Resource member = db("catalog-1", one -> one.memberOf(catalog));

    for (ControlId control : List.of(DELETION, BACKUPS, COPY_TAGS)) {
      nothing(aws.remedy(member, control), "a member of cluster catalog");
    }
  }

  @Test
  void aStoppedDatabaseMustBeStartedFirst() {
    Resource scratch = db("scratch", SimDbInstance::stopped);
    Resource fine = db("fine", one -> one.protectedFromDeletion().stopped());

    nothing(
        aws.remedy(scratch, DELETION),
        "aws rds start-db-instance --region eu-west-1 --db-instance-identifier scratch");
    assertThat(aws.remedy(fine, DELETION)).isEqualTo(new Remediation.Compliant());
  }

  @Test
  void aDatabaseThatIsOnItsWayToSomewhereIsLeftForLater() {
    Resource busy = db("busy", one -> one.inStatus("upgrading"));

    nothing(aws.remedy(busy, DELETION), "it is upgrading");
  }

  @Test
  void saysWhichCallItIs() {
    Resource orders = db("orders", one -> one.backupRetention(0));

    ApiCall call = kind.call(aws.change(orders, BACKUPS));

    assertThat(call.api()).isEqualTo("rds:ModifyDBInstance");
    assertThat(call.permission()).isEqualTo("rds:ModifyDBInstance");
    assertThat(call.arn()).isEqualTo("arn:aws:rds:eu-west-1:111122223333:db:orders");
    assertThat(call.command())
        .isEqualTo(
            "test \"$(aws sts get-caller-identity --query Account --output text)\" = 111122223333"
                + " && aws rds modify-db-instance --region eu-west-1 --db-instance-identifier"
                + " orders --backup-retention-period 7");
    assertThat(call.cost()).contains("unavailable for a short time", "next maintenance window");
    assertThat(kind.call(new Change(orders.ref(), BACKUPS, "1", "7")).cost())
        .doesNotContain("unavailable");
    assertThat(kind.call(new Change(orders.ref(), BACKUPS, "7", "1")).cost())
        .isEqualTo("AWS deletes the automated backups that are older than 1 days");
    assertThat(command(orders, DELETION, "off", "on")).endsWith(" --deletion-protection");
    assertThat(command(orders, DELETION, "on", "off")).endsWith(" --no-deletion-protection");
    assertThat(command(orders, COPY_TAGS, "off", "on")).endsWith(" --copy-tags-to-snapshot");
  }

  @Test
  void aWriteIsTheOneCallThatThePlanShows() {
    Change change = aws.change(db("orders", one -> {}), DELETION);

    aws.write(change);

    assertThat(aws.writes()).extracting(SimCall::api).containsExactly(kind.call(change).api());
  }

  @Test
  void aDenialNamesThePermission() {
    Resource orders = db("orders", one -> {});
    Change change = aws.change(orders, DELETION);
    aws.cloud.faults().deny("rds:DescribeDBInstances");
    aws.cloud.faults().deny("rds:ModifyDBInstance");

    KindTestAccount.denied("rds:DescribeDBInstances", () -> aws.observed(orders));
    KindTestAccount.denied("rds:DescribeDBInstances", () -> aws.setting(orders, DELETION));
    KindTestAccount.denied("rds:DescribeDBInstances", () -> aws.remedy(orders, DELETION));
    KindTestAccount.denied("rds:ModifyDBInstance", () -> kind.perform(aws.session, change));
  }

  private Resource db(String name, Consumer<SimDbInstance> description) {
    aws.account.createDb(KindTestAccount.REGION, name, description);
    return aws.listed(name);
  }

  private void deleteOrders() {
    rds.deleteDBInstance(
        r -> r.dbInstanceIdentifier("orders").finalDBSnapshotIdentifier("orders-final"));
  }

  private String command(Resource resource, ControlId control, String from, String to) {
    return kind.call(new Change(resource.ref(), control, from, to)).command();
  }

  private static void nothing(Remediation remediation, String why) {
    assertThat(remediation)
        .isInstanceOfSatisfying(
            Remediation.NotPossible.class, nothing -> assertThat(nothing.why()).contains(why));
  }
}
