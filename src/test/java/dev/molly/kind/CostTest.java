package dev.molly.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.kind.s3.QuarantineStatement;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.Resource;
import dev.molly.plan.Change;
import dev.molly.retire.LifecycleAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a change is said to cost. A plan shows "nothing" where that is empty, so it is empty
/// only for what AWS's price lists charge nothing for: EC2's flags, RDS's protection and copied
/// tags, the tags of both, and S3's deletes.
class CostTest {
  private static final String COPY = "molly-20261123-093000 keep-until 2027-03-07";

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      delimiter = '|',
      textBlock =
          """
          ec2-instance | termination-protection | off | on | none
          ec2-instance | stop-protection | off | on | none
          ec2-instance | shutdown-behavior | terminate | stop | its volumes and Elastic IPs are billed on
          ec2-instance | shutdown-behavior | stop | terminate | none
          ec2-instance | volume-retention | /dev/sdb=delete | /dev/sdb=keep | are billed until they are deleted
          ec2-instance | volume-retention | /dev/sdb=keep | /dev/sdb=delete | none
          ec2-instance | run-state | running | stopped | its volumes and Elastic IPs are billed on
          ec2-instance | run-state | stopped | running | it is billed while it runs
          ec2-instance | final-copy | '' | COPY | billed until they are deleted
          ec2-instance | existence | there | gone | its final copies stay, and are billed
          ec2-instance | name | "web" | "old" | none
          rds-instance | deletion-protection | off | on | none
          rds-instance | copy-tags-to-snapshot | off | on | none
          rds-instance | backup-retention | 1 | 7 | backups beyond the free amount
          rds-instance | backup-retention | 0 | 7 | backups beyond the free amount
          rds-instance | backup-retention | 7 | 1 | AWS deletes the automated backups
          rds-instance | run-state | available | stopped | its storage and backups are billed on
          rds-instance | run-state | stopped | available | it is billed while it runs
          rds-instance | final-copy | '' | COPY | billed until it is deleted
          rds-instance | existence | there | gone | its automated backups stay, and are billed
          rds-cluster | deletion-protection | off | on | none
          rds-cluster | backup-retention | 1 | 7 | backups beyond the free amount
          rds-cluster | run-state | available | stopped | its storage and backups are billed on
          rds-cluster | final-copy | '' | COPY | billed until it is deleted
          s3-bucket | versioning | never | enabled | old versions are stored and billed
          s3-bucket | versioning | suspended | enabled | old versions are stored and billed
          s3-bucket | versioning | enabled | suspended | the old versions that are there stay, and are billed
          s3-bucket | delete-denied | '' | {"Version":"2012-10-17","Statement":[]} | one S3 request
          s3-bucket | delete-denied | {"Version":"2012-10-17","Statement":[]} | '' | none
          """)
  void saysWhatAwsBillsAndNothingOnlyForWhatIsFree(
      String kind, String control, String from, String to, String cost) {
    String said = cost(kind, control, from, to.equals("COPY") ? COPY : to);

    if (cost == null) {
      assertThat(said).isEmpty();
    } else {
      assertThat(said).contains(cost);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ec2-instance, ''",
    "rds-instance, ''",
    "rds-cluster, ''",
    "s3-bucket, one S3 request",
  })
  void aRecordCostsNoMoreThanTheRequestThatWritesIt(String kind, String cost) {
    for (ControlId record : List.of(LifecycleAttributes.RETIREMENT, LifecycleAttributes.LEASE)) {
      assertThat(cost(kind, record.value(), "", "molly:record=x")).isEqualTo(cost);
      assertThat(cost(kind, record.value(), "molly:record=x", "")).isEmpty();
    }
  }

  @Test
  void aQuarantineSaysWhatItRefuses() {
    String closed = QuarantineStatement.in("", "arn:aws:s3:::acme").closed().orElseThrow();

    assertThat(cost("s3-bucket", "delete-denied", "", closed))
        .isEqualTo("all access to its objects is refused from then on");
    assertThat(cost("s3-bucket", "delete-denied", closed, "")).isEmpty();
  }

  private static String cost(String kind, String control, String from, String to) {
    Resource resource = resource(kind);
    var change = new Change(resource.ref(), new ControlId(control), from, to);
    return TestKinds.ALL.retirable(new KindId(kind)).call(change).cost();
  }

  private static Resource resource(String kind) {
    var aws = new KindTestAccount(TestKinds.ALL.retirable(new KindId(kind)));
    return switch (kind) {
      case "ec2-instance" -> aws.listed(aws.account.launch(KindTestAccount.REGION, one -> {}).id());
      case "rds-instance" -> {
        aws.account.createDb(KindTestAccount.REGION, "orders", one -> {});
        yield aws.listed("orders");
      }
      case "rds-cluster" -> {
        aws.account.createCluster(KindTestAccount.REGION, "ledger", one -> {});
        yield aws.listed("ledger");
      }
      default -> {
        aws.account.createBucket(KindTestAccount.REGION, "acme", one -> {});
        yield aws.listed("acme");
      }
    };
  }
}
