package dev.molly.sim.services;

import java.util.TreeMap;

/// A simulated target group of a load balancer.
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

  /// Adds a healthy target, by instance id or, in a group of addresses, by address.
  public SimTargetGroup target(String id) {
    targets.put(id, "healthy");
    return this;
  }

  /// Makes it a group of private addresses instead of instances.
  public SimTargetGroup ofAddresses() {
    targetType = "ip";
    return this;
  }

  /// Puts it into another VPC than all other resources.
  public SimTargetGroup inVpc(String id) {
    vpcId = id;
    return this;
  }
}
