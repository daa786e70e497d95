package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.contract.Seed.InstanceTrait;
import dev.molly.model.FindingStatus;
import dev.molly.model.KindId;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// What molly calls protected cannot be deleted, and what it calls unprotected can: the engine
/// itself says so.
interface DeleteContract extends Contract {
  @Test
  default void terminationProtectionBlocksTheTerminateUntilItIsOff() {
    String id = create(Seed.instance(InstanceTrait.TERMINATION_PROTECTED));
    var ec2 = engine().ec2(in(IRELAND));
    ThrowingCallable terminate = () -> ec2.terminateInstances(r -> r.instanceIds(id));

    assertRead(EC2, "termination-protection", id, FindingStatus.PASS);
    assertRefused("OperationNotPermitted", terminate);

    ec2.modifyInstanceAttribute(r -> r.instanceId(id).disableApiTermination(v -> v.value(false)));

    assertRead(EC2, "termination-protection", id, FindingStatus.FAIL);
    assertThatCode(terminate).doesNotThrowAnyException();
    assertRead(EC2, "termination-protection", id, FindingStatus.NOT_APPLICABLE);
  }

  @Test
  default void stopProtectionBlocksTheStopAndTheTerminate() {
    String id = create(Seed.instance(InstanceTrait.STOP_PROTECTED));
    var ec2 = engine().ec2(in(IRELAND));
    ThrowingCallable terminate = () -> ec2.terminateInstances(r -> r.instanceIds(id));

    assertRead(EC2, "stop-protection", id, FindingStatus.PASS);
    assertRefused("OperationNotPermitted", () -> ec2.stopInstances(r -> r.instanceIds(id)));
    assertRead(EC2, "termination-protection", id, FindingStatus.PASS);
    if (engine().is(EngineDeviation.STOP_PROTECTION_LETS_TERMINATE)) {
      assertThatCode(terminate).doesNotThrowAnyException();
    } else {
      assertRefused("OperationNotPermitted", terminate);
    }
  }

  @Test
  default void deletionProtectionBlocksTheDeleteOfADatabaseUntilItIsOff() {
    engine().notOn(EngineDeviation.NO_RDS);
    String id = create(Seed.database("orders").protectedFromDeletion());
    var rds = engine().rds(in(IRELAND));
    ThrowingCallable delete =
        () -> rds.deleteDBInstance(r -> r.dbInstanceIdentifier(id).skipFinalSnapshot(true));

    assertRead(RDS, "deletion-protection", id, FindingStatus.PASS);
    assertRefused("InvalidParameterCombination", delete);

    rds.modifyDBInstance(r -> r.dbInstanceIdentifier(id).deletionProtection(false));

    assertRead(RDS, "deletion-protection", id, FindingStatus.FAIL);
    assertThatCode(delete).doesNotThrowAnyException();
  }

  @Test
  default void deletionProtectionBlocksTheDeleteOfAClusterUntilItIsOff() {
    engine().notOn(EngineDeviation.NO_RDS);
    String id = create(Seed.cluster("ledger", "aurora-mysql").protectedFromDeletion());
    var rds = engine().rds(in(IRELAND));
    ThrowingCallable delete =
        () -> rds.deleteDBCluster(r -> r.dbClusterIdentifier(id).skipFinalSnapshot(true));

    assertRead(CLUSTER, "deletion-protection", id, FindingStatus.PASS);
    assertRefused("InvalidParameterCombination", delete);

    rds.modifyDBCluster(r -> r.dbClusterIdentifier(id).deletionProtection(false));

    assertRead(CLUSTER, "deletion-protection", id, FindingStatus.FAIL);
    assertThatCode(delete).doesNotThrowAnyException();
  }

  /// The RDS API's own text: "DB instances in a DB cluster can be deleted even when deletion
  /// protection is enabled for the DB cluster".
  @Test
  default void deletionProtectionOfAClusterDoesNotKeepItsMembers() {
    engine().notOn(EngineDeviation.NO_RDS);
    var cluster = Seed.cluster("ledger", "aurora-mysql").protectedFromDeletion();
    create(cluster);
    String id = create(Seed.database("ledger-1").memberOf(cluster));
    var rds = engine().rds(in(IRELAND));

    assertRead(RDS, "deletion-protection", id, FindingStatus.INEFFECTIVE);
    assertThatCode(
            () -> rds.deleteDBInstance(r -> r.dbInstanceIdentifier(id).skipFinalSnapshot(true)))
        .doesNotThrowAnyException();
  }

  @Test
  default void aPolicyThatDeniesItBlocksTheDeleteOfABucket() {
    String name = create(Seed.bucket("invoices").denyingDelete());
    var s3 = engine().s3(in(IRELAND));
    ThrowingCallable delete = () -> s3.deleteBucket(r -> r.bucket(name));

    assertRead(S3, "delete-denied", name, FindingStatus.PASS);
    if (engine().is(EngineDeviation.POLICIES_NOT_ENFORCED)) {
      assertThatCode(delete).doesNotThrowAnyException();
    } else {
      assertRefused("AccessDenied", delete);
    }
  }

  private void assertRead(KindId kind, String control, String identifier, FindingStatus expected) {
    var report = scan(kind, Rules.only(control), IRELAND);
    assertThat(finding(report, kind, control, identifier).status()).isEqualTo(expected);
  }

  private void assertRefused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }
}
