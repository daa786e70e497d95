package dev.molly.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.config.ExplainPages;
import dev.molly.kind.s3.BucketKind;
import dev.molly.model.Arn;
import dev.molly.model.Control;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindRegistryTest {
  @ParameterizedTest
  @CsvSource({
    "arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc, ec2-instance",
    "arn:aws:ec2:eu-west-1::image/ami-0abc, ec2-image",
    "arn:aws:rds:eu-west-1:111122223333:db:orders, rds-instance",
    "arn:aws:rds:eu-west-1:111122223333:cluster:ledger, rds-cluster",
    "arn:aws:s3:::orders-archive, s3-bucket"
  })
  void anArnIsOfOneKind(String arn, String kind) {
    assertThat(TestKinds.ALL.kindOf(Arn.parse(arn))).contains(new KindId(kind));
    assertThat(TestKinds.ALL.all()).filteredOn(each -> each.owns(Arn.parse(arn))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:ec2:eu-west-1:111122223333:volume/vol-0abc",
        "arn:aws:rds:eu-west-1:111122223333:snapshot:orders",
        "arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:ledger",
        "arn:aws:s3:::orders-archive/2026/11.csv",
        "arn:aws:iam::111122223333:role/instance/db"
      })
  void anArnOfAnythingElseIsOfNoKind(String arn) {
    assertThat(TestKinds.ALL.kindOf(Arn.parse(arn))).isEmpty();
  }

  @Test
  void everyControlNamesAwsDocumentationThatItsPageNamesToo() {
    var pages = new ExplainPages(TestKinds.ALL.catalog());
    List<Control> controls =
        TestKinds.ALL.all().stream().flatMap(kind -> kind.controls().stream()).toList();

    assertThat(controls)
        .hasSizeGreaterThan(15)
        .allSatisfy(
            control ->
                assertThat(pages.page(control.page()))
                    .contains("https://docs.aws.amazon.com/", control.documentation()))
        .noneMatch(control -> control.documentation().isEmpty());
  }

  @Test
  void everyControlButTwoHasAnAttributeInTerraform() {
    assertThat(TestKinds.ALL.all().stream().flatMap(kind -> kind.controls().stream()))
        .filteredOn(control -> control.terraform(Duration.ofDays(7)).isEmpty())
        .extracting(Control::page)
        .containsExactlyInAnyOrder(
            "cloudformation-termination-protection", "ec2-deregistration-protection");
    assertThat(
            TestKinds.ALL
                .control(new KindId("rds-instance"), new ControlId("backup-retention"))
                .terraform(Duration.ofDays(7)))
        .isEqualTo("aws_db_instance.backup_retention_period = 7");
  }

  @Test
  void everyKindHasAPageInTheConsoleForItsRegionAndResource() {
    assertThat(TestKinds.ALL.all())
        .allSatisfy(
            kind ->
                assertThat(kind.console().path())
                    .contains("region={region}")
                    .containsPattern("\\{(id|id\\$|uid|arn)}"));
  }

  @Test
  void knowsOnlyTheKindsItWasGiven() {
    var buckets = new KindRegistry(List.of(new BucketKind()));

    assertThat(buckets.catalog().kinds()).containsExactly(BucketKind.ID);
    assertThat(buckets.reads()).isNotEmpty().allMatch(action -> action.startsWith("s3:"));
    assertThatThrownBy(() -> buckets.of(new KindId("ec2-instance")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no kind is called ec2-instance");
  }
}
