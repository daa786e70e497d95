package dev.molly.plan;

import java.util.List;
import java.util.stream.Stream;

/// The AWS call that makes a change, for display and for IAM policies.
///
/// @param api the API operation, such as `ec2:ModifyInstanceAttribute`
/// @param permission the required IAM action, which usually, but not always, equals the
///     operation
/// @param arn the resource for which the permission is required
/// @param command the same call as an AWS CLI command line, ready to paste into a POSIX shell;
///     it does nothing if the credentials belong to another account
/// @param cost the cost or disruption, in a sentence; empty when AWS charges nothing
/// @param also further required permissions, such as tagging a created resource
public record ApiCall(
    String api, String permission, String arn, String command, String cost, List<IamGrant> also) {
  public ApiCall {
    also = List.copyOf(also);
  }

  /// Creates a call that requires one permission.
  public ApiCall(String api, String permission, String arn, String command, String cost) {
    this(api, permission, arn, command, cost, List.of());
  }

  /// Returns all required permissions.
  public List<IamGrant> grants() {
    return Stream.concat(Stream.of(new IamGrant(permission, arn)), also.stream()).toList();
  }
}
