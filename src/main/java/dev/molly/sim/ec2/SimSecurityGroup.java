package dev.molly.sim.ec2;

import java.util.TreeSet;

/// One security group, with what its inbound rules let in from other groups.
public final class SimSecurityGroup {
  public String id = "";
  String name = "";

  /// The groups that its rules let in.
  public TreeSet<String> letsIn = new TreeSet<>();

  SimSecurityGroup() {}

  public SimSecurityGroup(String id, String name) {
    this.id = id;
    this.name = name;
  }
}
