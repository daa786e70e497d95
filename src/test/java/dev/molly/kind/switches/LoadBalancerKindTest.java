package dev.molly.kind.switches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.Protection;
import dev.molly.model.ResourceRef;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;

/// What every kind of switches does is in the contract: this is of this kind alone.
class LoadBalancerKindTest {
  private final LoadBalancerKind kind = new LoadBalancerKind();
  private final SwitchTestAccount home = new SwitchTestAccount(kind);

  @Test
  void isTypedByItsArnAndShownByItsName() {
    String arn = home.create("web");

    ResourceRef ref = home.listed().getFirst().ref();

    assertThat(ref.identifier()).isEqualTo(arn).isEqualTo(ref.arn()).isEqualTo(ref.id().uid());
    assertThat(ref.name()).isEqualTo("web");
  }

  @Test
  void anAnswerWithoutTheAttributeIsUnknown() {
    home.create("web", true);
    attributes(Map.of("access_logs.s3.enabled", "true"));

    assertThat(home.protection())
        .isEqualTo(
            new Protection.Unknown(
                "AWS's answer does not say what deletion_protection.enabled is", ""));
  }

  @Test
  void noOtherAttributeCounts() {
    home.create("web");
    attributes(Map.of("access_logs.s3.enabled", "true", "deletion_protection.enabled", "false"));
    assertThat(home.protection()).isInstanceOf(Protection.Off.class);

    attributes(Map.of("access_logs.s3.enabled", "false", "deletion_protection.enabled", "true"));
    assertThat(home.protection()).isInstanceOf(Protection.On.class);
  }

  private void attributes(Map<String, String> all) {
    home.answers(
        DescribeLoadBalancerAttributesResponse.class,
        answer ->
            answer.toBuilder()
                .attributes(
                    all.entrySet().stream()
                        .map(
                            one ->
                                LoadBalancerAttribute.builder()
                                    .key(one.getKey())
                                    .value(one.getValue())
                                    .build())
                        .toList())
                .build());
  }
}
