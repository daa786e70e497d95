package dev.molly.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceRefTest {
  @ParameterizedTest
  @CsvSource({
    "arn:aws:ec2:eu-west-1:111122223333:instance/i-0a, ''",
    "arn:aws:ec2:eu-west-1::image/ami-0a, ' --account 111122223333'",
    "arn:aws:s3:::logs, ' --region eu-west-1 --account 111122223333'"
  })
  void isTypedWithWhatItsArnLacks(String arn, String options) {
    var id =
        new ResourceId(
            new KindId("ec2-image"),
            new AccountId("111122223333"),
            new RegionId("eu-west-1"),
            "ami-0a");

    assertThat(new ResourceRef(id, "ami-0a", "web", arn).typedAnywhere()).isEqualTo(arn + options);
  }
}
