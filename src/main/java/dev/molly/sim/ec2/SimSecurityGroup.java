package dev.molly.sim.ec2;

import java.util.TreeSet;

/// A simulated security group, with the groups that its inbound rules permit.
public final class SimSecurityGroup {
  String id = "";
  String name = "";

  /// The groups that its rules permit.
  TreeSet<String> letsIn = new TreeSet<>();

  SimSecurityGroup() {}

  SimSecurityGroup(String id, String name) {
    this.id = id;
    this.name = name;
  }
}
