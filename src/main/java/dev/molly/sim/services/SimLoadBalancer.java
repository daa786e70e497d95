package dev.molly.sim.services;

import java.util.Map;
import java.util.TreeMap;

/// A load balancer, of which only the deletion protection and the tags are known.
public final class SimLoadBalancer {
  String name = "";
  String arn = "";
  boolean on;
  TreeMap<String, String> tags = new TreeMap<>();

  SimLoadBalancer() {}

  SimLoadBalancer(String name, String arn, Map<String, String> tags) {
    this.name = name;
    this.arn = arn;
    this.tags = new TreeMap<>(tags);
  }
}
