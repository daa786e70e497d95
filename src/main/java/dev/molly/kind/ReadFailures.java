package dev.molly.kind;

import dev.molly.aws.AwsException;
import dev.molly.aws.AwsException.Reason;
import dev.molly.model.Protection;
import dev.molly.model.ResourceRef;

/// What to make of a question that AWS did not answer.
public final class ReadFailures {
  private ReadFailures() {}

  /// Nobody knows, and why: with the permission that was missing, if that is why.
  public static Protection.Unknown because(AwsException e) {
    return new Protection.Unknown(e.getMessage(), e.missingPermission().orElse(""));
  }

  /// AWS answered, but left out the one thing that was asked.
  public static AwsException unsaid(String what) {
    return new AwsException(Reason.OTHER, "AWS's answer does not say what " + what + " is");
  }

  /// The resource is gone, or another one has its name now.
  public static AwsException gone(ResourceRef resource) {
    return new AwsException(Reason.NOT_FOUND, resource.identifier() + " is gone");
  }
}
