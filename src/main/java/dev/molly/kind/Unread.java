package dev.molly.kind;

import dev.molly.aws.AwsException;
import dev.molly.model.Protection;

/// What to make of a question that AWS did not answer.
final class Unread {
  private Unread() {}

  /// Nobody knows, and why: with the permission that was missing, if that is why.
  static Protection.Unknown because(AwsException e) {
    return new Protection.Unknown(e.getMessage(), e.missingPermission().orElse(""));
  }

  /// AWS answered, but left out the one thing that was asked.
  static Protection.Unknown unsaid(String what) {
    return new Protection.Unknown("AWS's answer does not say what " + what + " is", "");
  }
}
