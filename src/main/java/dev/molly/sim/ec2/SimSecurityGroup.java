package dev.molly.sim.ec2;

import java.util.TreeSet;

/// A simulated security group, with the groups that its inbound rules permit.
public final class SimSecurityGroup {
  public String id = "";
  String name = "";

  /// The groups that its rules permit.
  public TreeSet<String> letsIn = new TreeSet<>();

  SimSecurityGroup() {}

  public SimSecurityGroup(String id, String name) {
    this.id = id;
    this.name = name;
  }
}
