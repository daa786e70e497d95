package dev.molly.sim;

import org.jspecify.annotations.Nullable;

/// One Elastic IP address.
final class SimAddress {
  String allocationId = "";
  String publicIp = "";
  @Nullable String instanceId;

  SimAddress() {}

  SimAddress(String allocationId, String publicIp, @Nullable String instanceId) {
    this.allocationId = allocationId;
    this.publicIp = publicIp;
    this.instanceId = instanceId;
  }
}
