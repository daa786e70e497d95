package dev.molly.sim.ec2;

import org.jspecify.annotations.Nullable;

/// A simulated Elastic IP address.
public final class SimAddress {
  public String allocationId = "";
  String publicIp = "";
  @Nullable String instanceId;

  SimAddress() {}

  public SimAddress(String allocationId, String publicIp, @Nullable String instanceId) {
    this.allocationId = allocationId;
    this.publicIp = publicIp;
    this.instanceId = instanceId;
  }
}
