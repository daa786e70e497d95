package dev.molly.kind.switches;

import dev.molly.aws.AwsCalls;
import dev.molly.kind.support.AwsPages;
import dev.molly.model.ConsoleAddress;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;

/// Application, Network and Gateway Load Balancers. Their attributes take a call for each.
///
/// Source: ELB API Reference, LoadBalancerAttribute.
public final class LoadBalancerKind extends SwitchKind<ElasticLoadBalancingV2Client, LoadBalancer> {
  private static final String DESCRIBE = "elasticloadbalancing:DescribeLoadBalancers";
  private static final String TAGS = "elasticloadbalancing:DescribeTags";
  private static final String KEY = "deletion_protection.enabled";

  public LoadBalancerKind() {
    super(
        "load-balancer",
        ElasticLoadBalancingV2Client.class,
        "elasticloadbalancing",
        "loadbalancer/",
        List.of(DESCRIBE, TAGS),
        Toggle.<ElasticLoadBalancingV2Client, LoadBalancer>deletionProtection(
                "load-balancer-deletion-protection", KEY)
            .documentedAt(
                "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html",
                "aws_lb.enable_deletion_protection = true")
            .readBy(
                "elasticloadbalancing:DescribeLoadBalancerAttributes", LoadBalancerKind::protection)
            .setBy(
                "elasticloadbalancing:ModifyLoadBalancerAttributes",
                (aws, arn, on) ->
                    aws.modifyLoadBalancerAttributes(
                        r -> r.loadBalancerArn(arn).attributes(attribute(on))),
                "elbv2 modify-load-balancer-attributes --load-balancer-arn",
                "--attributes Key=" + KEY + ",Value=true",
                "--attributes Key=" + KEY + ",Value=false"));
  }

  private static LoadBalancerAttribute attribute(boolean on) {
    return LoadBalancerAttribute.builder().key(KEY).value(String.valueOf(on)).build();
  }

  private static @Nullable Boolean protection(ElasticLoadBalancingV2Client aws, String arn) {
    return AwsCalls.call(
            "elasticloadbalancing:DescribeLoadBalancerAttributes",
            () -> aws.describeLoadBalancerAttributes(r -> r.loadBalancerArn(arn)))
        .attributes()
        .stream()
        .filter(attribute -> attribute.key().equals(KEY))
        .findFirst()
        .map(attribute -> Boolean.valueOf(attribute.value()))
        .orElse(null);
  }

  @Override
  public ConsoleAddress console() {
    return new ConsoleAddress("ec2/home?region={region}#LoadBalancer:loadBalancerArn={arn}");
  }

  @Override
  protected void list(ElasticLoadBalancingV2Client aws, Found<LoadBalancer> found) {
    AwsPages.each(
        DESCRIBE,
        aws.describeLoadBalancersPaginator(),
        page -> page.loadBalancers().forEach(found::described));
  }

  @Override
  protected Optional<String> tagsApi() {
    return Optional.of(TAGS);
  }

  @Override
  protected Optional<LoadBalancer> describe(ElasticLoadBalancingV2Client aws, String arn) {
    return AwsCalls.callIfExists(
            DESCRIBE, () -> aws.describeLoadBalancers(r -> r.loadBalancerArns(arn)))
        .flatMap(answer -> answer.loadBalancers().stream().findFirst());
  }

  @Override
  protected Described of(LoadBalancer balancer) {
    return new Described(
        balancer.loadBalancerArn(),
        balancer.loadBalancerName(),
        balancer.loadBalancerArn(),
        balancer.loadBalancerArn(),
        balancer.state() == null ? "" : balancer.state().codeAsString(),
        new Tags.Unread());
  }

  @Override
  protected Map<String, String> tags(ElasticLoadBalancingV2Client aws, ResourceRef balancer) {
    return AwsCalls.call(TAGS, () -> aws.describeTags(r -> r.resourceArns(balancer.arn())))
        .tagDescriptions()
        .stream()
        .flatMap(one -> one.tags().stream())
        .collect(Collectors.toMap(Tag::key, Tag::value));
  }
}
