package dev.molly.contract.kinds;

import dev.molly.kind.switches.LoadBalancerKind;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;

record LoadBalancerCase() implements SwitchCase {
  @Override
  public LoadBalancerKind kind() {
    return new LoadBalancerKind();
  }

  @Override
  public String create(Clients aws, String name, boolean on) {
    String arn =
        aws.client(ElasticLoadBalancingV2Client.class)
            .createLoadBalancer(
                r ->
                    r.name(name)
                        .subnets(aws.subnet())
                        .tags(Tag.builder().key("team").value("web").build()))
            .loadBalancers()
            .getFirst()
            .loadBalancerArn();
    var protection =
        LoadBalancerAttribute.builder()
            .key("deletion_protection.enabled")
            .value(String.valueOf(on))
            .build();
    aws.client(ElasticLoadBalancingV2Client.class)
        .modifyLoadBalancerAttributes(r -> r.loadBalancerArn(arn).attributes(protection));
    return arn;
  }

  @Override
  public void delete(Clients aws, String arn) {
    aws.client(ElasticLoadBalancingV2Client.class).deleteLoadBalancer(r -> r.loadBalancerArn(arn));
  }

  @Override
  public String request(String identifier, boolean on) {
    return "POST / Action=ModifyLoadBalancerAttributes Attributes.member.1.Key=deletion_protection.enabled Attributes.member.1.Value=%s LoadBalancerArn=%s Version=2015-12-01"
        .formatted(on, identifier);
  }

  @Override
  public String listing() {
    return "elasticloadbalancing:DescribeLoadBalancers";
  }

  @Override
  public String reading() {
    return "elasticloadbalancing:DescribeLoadBalancerAttributes";
  }

  @Override
  public MotoGap gap() {
    return MotoGap.DELETES_ALL_THE_SAME;
  }
}
