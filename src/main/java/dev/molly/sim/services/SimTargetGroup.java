package dev.molly.sim.services;

import java.util.TreeMap;

/// One target group of a load balancer.
public final class SimTargetGroup {

  String name = "";
  String arn = "";
  String vpcId = "";
  String targetType = "instance";

  /// Health by target id.
  TreeMap<String, String> targets = new TreeMap<>();

  SimTargetGroup() {}

  public SimTargetGroup(String name, String arn, String vpcId) {
    this.name = name;
    this.arn = arn;
    this.vpcId = vpcId;
  }

  /// With this target, an instance id unless the group is of addresses, which is healthy.
  public SimTargetGroup target(String id) {
    targets.put(id, "healthy");
    return this;
  }

  /// Of private addresses, not of instances.
  public SimTargetGroup ofAddresses() {
    targetType = "ip";
    return this;
  }

  /// In another VPC than everything else.
  public SimTargetGroup inVpc(String id) {
    vpcId = id;
    return this;
  }
}
