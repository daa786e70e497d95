package dev.molly.sim.core;

import java.time.Instant;
import java.util.List;

/// One call that reached a simulated service, whether it was answered or refused.
///
/// @param api the service and operation, such as `ec2:DescribeInstances`
/// @param resources the ids or names the call was about, as the caller wrote them
/// @param write whether the operation can change anything
/// @param effect whether this call did change something, even when the caller saw an error
public record SimCall(
    String account,
    String region,
    String api,
    List<String> resources,
    Instant at,
    boolean write,
    boolean effect) {

  public SimCall {
    resources = List.copyOf(resources);
  }
}
