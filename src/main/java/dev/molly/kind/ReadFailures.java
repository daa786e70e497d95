package dev.molly.kind;

import dev.molly.aws.AwsException;
import dev.molly.aws.AwsException.Reason;
import dev.molly.model.Protection;
import dev.molly.model.ResourceRef;

/// Converts reads that AWS did not answer.
public final class ReadFailures {
  private ReadFailures() {}

  /// Returns Unknown with the reason, and with the missing permission if that is the reason.
  public static Protection.Unknown because(AwsException e) {
    return new Protection.Unknown(e.getMessage(), e.missingPermission().orElse(""));
  }

  /// Returns the exception for a response that lacks the requested value.
  public static AwsException unsaid(String what) {
    return new AwsException(Reason.OTHER, "AWS's answer does not say what " + what + " is");
  }

  /// Returns the exception for a resource that is gone, or whose name another resource has now.
  public static AwsException gone(ResourceRef resource) {
    return new AwsException(Reason.NOT_FOUND, resource.identifier() + " is gone");
  }
}
