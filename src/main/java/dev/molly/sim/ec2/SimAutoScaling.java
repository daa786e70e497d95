package dev.molly.sim.ec2;

import dev.molly.sim.core.CommonErrors;
import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimService;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingInstanceDetails;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingInstancesResponse;

/// Auto Scaling in one region: the members of the groups. Every other operation throws.
public final class SimAutoScaling implements AutoScalingClient {

  private static final CommonErrors ERRORS =
      CommonErrors.query("autoscaling", "AutoScaling", AutoScalingException::builder);

  public static final SimService<AutoScalingClient> SERVICE =
      SimService.of(AutoScalingClient.class, ERRORS, SimAutoScaling::new);

  private final SimEndpoint at;
  private final Ec2State region;

  private SimAutoScaling(SimEndpoint at) {
    this.at = at;
    this.region = at.state(Ec2State.class);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  /// An instance that is in no group, or does not exist, is omitted without an error.
  @Override
  public DescribeAutoScalingInstancesResponse describeAutoScalingInstances(
      DescribeAutoScalingInstancesRequest request) {
    SimEndpoint.only(request, "InstanceIds");
    return at.read(
        "DescribeAutoScalingInstances",
        request.instanceIds(),
        () ->
            DescribeAutoScalingInstancesResponse.builder()
                .autoScalingInstances(
                    request.instanceIds().stream()
                        .flatMap(id -> Stream.ofNullable(region.instances.get(id)))
                        .flatMap(instance -> member(instance).stream())
                        .toList())
                .build());
  }

  private static Optional<AutoScalingInstanceDetails> member(SimInstance instance) {
    return Optional.ofNullable(instance.tags.get("aws:autoscaling:groupName"))
        .map(
            group ->
                AutoScalingInstanceDetails.builder()
                    .instanceId(instance.id)
                    .instanceType(instance.type)
                    .autoScalingGroupName(group)
                    .lifecycleState("InService")
                    .build());
  }
}
