package dev.molly.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3control.S3ControlClient;

class AwsServiceTest {
  @Test
  void aServiceIsCalledAsIamCallsIt() {
    Map<Class<? extends SdkClient>, String> prefixes =
        Map.of(
            Ec2Client.class, "ec2",
            CloudWatchClient.class, "cloudwatch",
            AutoScalingClient.class, "autoscaling",
            ElasticLoadBalancingV2Client.class, "elasticloadbalancing",
            S3ControlClient.class, "s3");

    assertThat(prefixes)
        .allSatisfy((type, prefix) -> assertThat(AwsService.of(type).prefix()).isEqualTo(prefix));
  }

  @Test
  void aServiceThatMollyDoesNotCallHasNoClient() {
    assertThatThrownBy(() -> AwsService.of(IamClient.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("IamClient");
  }
}
