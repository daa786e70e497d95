package dev.molly.sim.services;

import dev.molly.sim.core.CommonErrors;
import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimPage;
import dev.molly.sim.core.SimService;
import dev.molly.sim.core.SimState;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// Elastic Load Balancing in one region: target groups and their targets. Every other operation
/// throws.
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
  }

  public static final SimService<ElasticLoadBalancingV2Client> SERVICE =
      SimService.of(ElasticLoadBalancingV2Client.class, ERRORS, SimElb::new)
          .inEachRegion(region -> new State());

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
