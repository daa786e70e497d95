package dev.molly.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitInterceptorTest {
  @ParameterizedTest
  @CsvSource({
    "Ec2, ec2",
    "CloudWatch, cloudwatch",
    "Auto Scaling, autoscaling",
    "Elastic Load Balancing v2, elasticloadbalancing"
  })
  void aServiceIsCalledAsIamCallsIt(String service, String prefix) {
    assertThat(RateLimitInterceptor.prefix(service)).isEqualTo(prefix);
  }
}
