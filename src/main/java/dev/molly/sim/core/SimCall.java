package dev.molly.sim.core;

import java.time.Instant;
import java.util.List;

/// A call that reached a simulated service, whether it succeeded or failed.
///
/// @param api the service and operation, such as `ec2:DescribeInstances`
/// @param resources the ids or names of the target resources, as written by the caller
/// @param write whether the operation can change the state
/// @param effect whether this call changed the state, even if the caller got an error
/// @param throttled whether it was refused because there were too many
public record SimCall(
    String account,
    String region,
    String api,
    List<String> resources,
    Instant at,
    boolean write,
    boolean effect,
    boolean throttled) {

  public SimCall {
    resources = List.copyOf(resources);
  }
}
