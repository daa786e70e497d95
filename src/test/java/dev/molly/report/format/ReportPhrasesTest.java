package dev.molly.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.AccountId;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.report.SampleReports;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportPhrasesTest {
  private static final String ARN = "arn:aws:x:eu-west-1:111122223333:orders";

  @ParameterizedTest
  @CsvSource({
    "ec2-instance, i-0abc, i-0abc, i-0abc",
    "s3-bucket, orders, orders, orders",
    "rds-cluster, cluster-ABC, orders, " + ARN,
    "eks-cluster, orders@2026-11-23T08:00:00Z, orders, " + ARN,
  })
  void aCommandNamesAResourceAsNoOtherIsNamed(
      String kind, String uid, String identifier, String typed) {
    var id =
        new ResourceId(
            new KindId(kind), new AccountId("111122223333"), new RegionId("eu-west-1"), uid);

    assertThat(new ResourceRef(id, identifier, "web", ARN).typed()).isEqualTo(typed);
  }

  @Test
  void afterAMergeTheOwnersAreReadByAScanOfTheSameConfig() {
    var config = new Invocation.Given("--config", List.of("--config", "m.yaml"));
    var merge =
        new Invocation(
            List.of("molly", "report", "merge", "1.json", "--config", "m.yaml"),
            List.of(config),
            name ->
                switch (name) {
                  case "report" -> Optional.of(Set.of());
                  case "scan" -> Optional.of(Set.of("--config", "--group-by"));
                  default -> Optional.empty();
                });

    assertThat(ReportPhrases.owners(SampleReports.nasty(), merge))
        .endsWith("(s3-bucket): molly scan --group-by owner --config m.yaml");
  }
}
