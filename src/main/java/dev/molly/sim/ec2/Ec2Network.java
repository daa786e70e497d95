package dev.molly.sim.ec2;

import dev.molly.sim.core.SimPage;
import dev.molly.sim.core.SimRegion;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/// The EC2 listings of addresses and security groups.
final class Ec2Network {

  private static final Ec2Filters<SimAddress> ADDRESSES =
      new Ec2Filters<>(
          Map.of(
              "instance-id", a -> a.instanceId == null ? List.of() : List.of(a.instanceId),
              "public-ip", a -> List.of(a.publicIp)),
          a -> Map.of());

  private static final Ec2Filters<SimSecurityGroup> GROUPS =
      new Ec2Filters<>(
          Map.of(
              "group-id", g -> List.of(g.id),
              "ip-permission.group-id", g -> List.copyOf(g.letsIn)),
          g -> Map.of());

  private Ec2Network() {}

  static DescribeAddressesResponse addresses(Ec2State region, DescribeAddressesRequest request) {
    return DescribeAddressesResponse.builder()
        .addresses(
            ADDRESSES.select(region.addresses.values(), request.filters()).stream()
                .map(Ec2Network::shape)
                .toList())
        .build();
  }

  static DescribeSecurityGroupsResponse groups(
      Ec2State region, DescribeSecurityGroupsRequest request) {
    SimPage<SimSecurityGroup> page =
        Ec2Queries.page(
            GROUPS.select(region.securityGroups.values(), request.filters()),
            group -> group.id,
            request.nextToken(),
            request.maxResults());
    return DescribeSecurityGroupsResponse.builder()
        .securityGroups(page.items().stream().map(group -> shape(region, group)).toList())
        .nextToken(page.next())
        .build();
  }

  private static Address shape(SimAddress address) {
    return Address.builder()
        .allocationId(address.allocationId)
        .publicIp(address.publicIp)
        .instanceId(address.instanceId)
        .domain("vpc")
        .build();
  }

  private static SecurityGroup shape(Ec2State region, SimSecurityGroup group) {
    List<UserIdGroupPair> pairs =
        group.letsIn.stream()
            .map(id -> UserIdGroupPair.builder().groupId(id).userId(region.account).build())
            .toList();
    return SecurityGroup.builder()
        .groupId(group.id)
        .groupName(group.name)
        .vpcId(SimRegion.VPC)
        .ipPermissions(IpPermission.builder().ipProtocol("-1").userIdGroupPairs(pairs).build())
        .build();
  }
}
