package dev.molly.sim.services;

import dev.molly.sim.core.CommonErrors;
import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimPage;
import dev.molly.sim.core.SimService;
import dev.molly.sim.core.SimState;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TagDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// Elastic Load Balancing in one region: target groups and their targets, and load balancers with
/// their deletion protection. Every other operation throws.
public final class SimElb implements ElasticLoadBalancingV2Client {

  private static final CommonErrors ERRORS =
      CommonErrors.query(
          "elasticloadbalancing",
          "ElasticLoadBalancingV2",
          ElasticLoadBalancingV2Exception::builder);

  /// The resources of one region.
  public static final class State implements SimState {
    /// By ARN.
    public TreeMap<String, SimTargetGroup> targetGroups = new TreeMap<>();

    /// By ARN.
    public TreeMap<String, SimLoadBalancer> loadBalancers = new TreeMap<>();
  }

  public static final SimService<ElasticLoadBalancingV2Client> SERVICE =
      SimService.of(ElasticLoadBalancingV2Client.class, ERRORS, SimElb::new)
          .inEachRegion(region -> new State());

  private static final String PROTECTION = "deletion_protection.enabled";

  private final SimEndpoint at;
  private final State region;

  private SimElb(SimEndpoint at) {
    this.at = at;
    this.region = at.state(State.class);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  /// The page size is 1 to 400.
  @Override
  public DescribeTargetGroupsResponse describeTargetGroups(DescribeTargetGroupsRequest request) {
    SimEndpoint.only(request, "PageSize", "Marker");
    return at.read(
        "DescribeTargetGroups",
        List.of(),
        () -> {
          Integer size = request.pageSize();
          if (size != null && (size < 1 || size > 400)) {
            throw invalid("PageSize must be between 1 and 400");
          }
          SimPage<SimTargetGroup> page =
              SimPage.of(
                  region.targetGroups.values().stream()
                      .sorted(Comparator.comparing((SimTargetGroup group) -> group.arn))
                      .toList(),
                  group -> group.arn,
                  request.marker(),
                  size == null ? 400 : size,
                  () -> invalid("Invalid marker"));
          return DescribeTargetGroupsResponse.builder()
              .targetGroups(page.items().stream().map(SimElb::shape).toList())
              .nextMarker(page.next())
              .build();
        });
  }

  @Override
  public DescribeTargetHealthResponse describeTargetHealth(DescribeTargetHealthRequest request) {
    SimEndpoint.only(request, "TargetGroupArn");
    return at.read(
        "DescribeTargetHealth",
        List.of(request.targetGroupArn()),
        () -> {
          SimTargetGroup group = region.targetGroups.get(request.targetGroupArn());
          if (group == null) {
            throw ERRORS.of(400, "TargetGroupNotFound", "One or more target groups not found");
          }
          return DescribeTargetHealthResponse.builder()
              .targetHealthDescriptions(
                  group.targets.entrySet().stream()
                      .map(target -> health(target.getKey(), target.getValue()))
                      .toList())
              .build();
        });
  }

  @Override
  public CreateLoadBalancerResponse createLoadBalancer(CreateLoadBalancerRequest request) {
    SimEndpoint.only(request, "Name", "Subnets", "Tags");
    return at.write(
        "CreateLoadBalancer",
        List.of(request.name()),
        () -> {
          at.changed();
          var balancer =
              new SimLoadBalancer(
                  request.name(),
                  "arn:aws:elasticloadbalancing:%s:%s:loadbalancer/app/%s/%s"
                      .formatted(
                          at.region(),
                          at.account(),
                          request.name(),
                          at.ids().ec2("lb").substring(3)),
                  request.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
          region.loadBalancers.put(balancer.arn, balancer);
          return CreateLoadBalancerResponse.builder().loadBalancers(shape(balancer)).build();
        });
  }

  /// The page size is 1 to 400.
  @Override
  public DescribeLoadBalancersResponse describeLoadBalancers(DescribeLoadBalancersRequest request) {
    SimEndpoint.only(request, "LoadBalancerArns", "Marker");
    return at.read(
        "DescribeLoadBalancers",
        request.loadBalancerArns(),
        () -> {
          if (request.hasLoadBalancerArns()) {
            return DescribeLoadBalancersResponse.builder()
                .loadBalancers(
                    request.loadBalancerArns().stream().map(arn -> shape(balancer(arn))).toList())
                .build();
          }
          SimPage<SimLoadBalancer> page =
              SimPage.of(
                  List.copyOf(region.loadBalancers.values()),
                  balancer -> balancer.arn,
                  request.marker(),
                  400,
                  () -> invalid("Invalid marker"));
          return DescribeLoadBalancersResponse.builder()
              .loadBalancers(page.items().stream().map(SimElb::shape).toList())
              .nextMarker(page.next())
              .build();
        });
  }

  @Override
  public DescribeLoadBalancerAttributesResponse describeLoadBalancerAttributes(
      DescribeLoadBalancerAttributesRequest request) {
    SimEndpoint.only(request, "LoadBalancerArn");
    return at.read(
        "DescribeLoadBalancerAttributes",
        List.of(request.loadBalancerArn()),
        () -> {
          SimLoadBalancer balancer = balancer(request.loadBalancerArn());
          return DescribeLoadBalancerAttributesResponse.builder()
              .attributes(
                  LoadBalancerAttribute.builder()
                      .key(PROTECTION)
                      .value(String.valueOf(balancer.on))
                      .build())
              .build();
        });
  }

  @Override
  public ModifyLoadBalancerAttributesResponse modifyLoadBalancerAttributes(
      ModifyLoadBalancerAttributesRequest request) {
    SimEndpoint.only(request, "LoadBalancerArn", "Attributes");
    return at.write(
        "ModifyLoadBalancerAttributes",
        List.of(request.loadBalancerArn()),
        () -> {
          SimLoadBalancer balancer = balancer(request.loadBalancerArn());
          for (LoadBalancerAttribute attribute : request.attributes()) {
            if (!attribute.key().equals(PROTECTION)) {
              throw SimEndpoint.notSimulated(attribute.key());
            }
            at.changed();
            balancer.on = Boolean.parseBoolean(attribute.value());
          }
          return ModifyLoadBalancerAttributesResponse.builder()
              .attributes(request.attributes())
              .build();
        });
  }

  @Override
  public DescribeTagsResponse describeTags(DescribeTagsRequest request) {
    SimEndpoint.only(request, "ResourceArns");
    return at.read(
        "DescribeTags",
        request.resourceArns(),
        () ->
            DescribeTagsResponse.builder()
                .tagDescriptions(
                    request.resourceArns().stream()
                        .map(
                            arn ->
                                TagDescription.builder()
                                    .resourceArn(arn)
                                    .tags(tags(balancer(arn)))
                                    .build())
                        .toList())
                .build());
  }

  @Override
  public DeleteLoadBalancerResponse deleteLoadBalancer(DeleteLoadBalancerRequest request) {
    SimEndpoint.only(request, "LoadBalancerArn");
    return at.write(
        "DeleteLoadBalancer",
        List.of(request.loadBalancerArn()),
        () -> {
          SimLoadBalancer balancer = balancer(request.loadBalancerArn());
          if (balancer.on) {
            throw ERRORS.of(
                400,
                "OperationNotPermitted",
                "Load balancer '%s' cannot be deleted because deletion protection is enabled"
                    .formatted(balancer.arn));
          }
          at.changed();
          region.loadBalancers.remove(balancer.arn);
          return DeleteLoadBalancerResponse.builder().build();
        });
  }

  private SimLoadBalancer balancer(String arn) {
    SimLoadBalancer balancer = region.loadBalancers.get(arn);
    if (balancer == null) {
      throw ERRORS.of(400, "LoadBalancerNotFound", "One or more load balancers not found");
    }
    return balancer;
  }

  private static LoadBalancer shape(SimLoadBalancer balancer) {
    return LoadBalancer.builder()
        .loadBalancerName(balancer.name)
        .loadBalancerArn(balancer.arn)
        .state(state -> state.code("active"))
        .build();
  }

  private static List<Tag> tags(SimLoadBalancer balancer) {
    return balancer.tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  private static TargetGroup shape(SimTargetGroup group) {
    return TargetGroup.builder()
        .targetGroupName(group.name)
        .targetGroupArn(group.arn)
        .vpcId(group.vpcId)
        .targetType(group.targetType)
        .build();
  }

  private static TargetHealthDescription health(String id, String state) {
    return TargetHealthDescription.builder()
        .target(target -> target.id(id))
        .targetHealth(health -> health.state(state))
        .build();
  }

  private static AwsServiceException invalid(String message) {
    return ERRORS.of(400, "ValidationError", message);
  }
}
