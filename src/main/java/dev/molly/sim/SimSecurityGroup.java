package dev.molly.sim;

import java.util.TreeSet;

/// One security group, with what its inbound rules let in from other groups.
final class SimSecurityGroup {
  String id = "";
  String name = "";

  /// The groups that its rules let in.
  TreeSet<String> letsIn = new TreeSet<>();

  SimSecurityGroup() {}

  SimSecurityGroup(String id, String name) {
    this.id = id;
    this.name = name;
  }
}
