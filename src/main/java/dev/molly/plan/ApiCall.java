package dev.molly.plan;

import java.util.List;
import java.util.stream.Stream;

/// The call to AWS that carries out a change, for people and for IAM policies.
///
/// @param api for example `ec2:ModifyInstanceAttribute`
/// @param permission the IAM action it needs: mostly, not always, the same
/// @param arn the resource it needs the permission for
/// @param command the same call as an AWS CLI command line, ready to paste into a POSIX shell: it
///     does nothing where the credentials are for another account
/// @param cost what it costs or disturbs, in a sentence; empty when AWS charges nothing
/// @param also what it needs permission for besides, such as tagging what it makes
public record ApiCall(
    String api, String permission, String arn, String command, String cost, List<IamGrant> also) {
  public ApiCall {
    also = List.copyOf(also);
  }

  /// A call that needs one permission.
  public ApiCall(String api, String permission, String arn, String command, String cost) {
    this(api, permission, arn, command, cost, List.of());
  }

  /// All that it needs permission for.
  public List<IamGrant> grants() {
    return Stream.concat(Stream.of(new IamGrant(permission, arn)), also.stream()).toList();
  }
}
