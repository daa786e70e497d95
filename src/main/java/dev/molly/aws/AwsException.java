package dev.molly.aws;

import java.util.Optional;

/// What AWS, or the way to it, answered instead of what was asked: the one exception at the seam.
/// The engine turns it into a gap, an unknown or an outcome.
public final class AwsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Why there is no answer.
  public enum Reason {
    /// The caller lacks a permission.
    DENIED,
    /// AWS asked to slow down, and went on asking.
    THROTTLED,
    /// What was asked about does not exist (any more), or is not set.
    NOT_FOUND,
    /// There are no credentials, or they are no longer good.
    CREDENTIALS,
    /// No answer came: network, name, time out.
    UNREACHABLE,
    /// AWS said no, for what the call asks or the state the resource is in: nothing was done.
    REFUSED,
    /// Any other answer, AWS's own errors among them: it says nothing of what was done.
    OTHER
  }

  private final Reason reason;
  private final String code;
  private final String missingPermission;
  private final boolean withoutEffect;

  AwsException(
      Reason reason,
      String code,
      String message,
      String missingPermission,
      boolean withoutEffect,
      Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.code = code;
    this.missingPermission = missingPermission;
    this.withoutEffect = withoutEffect;
  }

  /// For an answer that AWS gave, and that is not one: it leaves out what was asked, or is about
  /// something else by now.
  public AwsException(Reason reason, String message) {
    this(reason, message, false);
  }

  private AwsException(Reason reason, String message, boolean withoutEffect) {
    super(message);
    this.reason = reason;
    this.code = "";
    this.missingPermission = "";
    this.withoutEffect = withoutEffect;
  }

  /// For a write that molly itself did not send, since a read just before it says that it must not
  /// be made.
  public static AwsException notSent(String message) {
    return new AwsException(Reason.REFUSED, message, true);
  }

  /// The same, saying what is not known for it.
  ///
  /// @param what in words: `the region of bucket logs`
  public AwsException about(String what) {
    String message = "%s is not known: %s".formatted(what, getMessage());
    return new AwsException(reason, code, message, missingPermission, withoutEffect, this);
  }

  /// The same, in words that say what it means where it came up.
  public AwsException saying(String message) {
    return new AwsException(reason, code, message, missingPermission, withoutEffect, this);
  }

  public Reason reason() {
    return reason;
  }

  /// AWS's own error code, for example `NoSuchBucketPolicy`; empty when the answer was not AWS's.
  public String code() {
    return code;
  }

  /// Whether the attempt certainly changed nothing: it was never sent, or AWS itself refused it, in
  /// its own words. An answer that does not come, an internal error, and a page from something
  /// between here and AWS prove nothing of the kind. Says nothing of an earlier attempt.
  public boolean isWithoutEffect() {
    return withoutEffect;
  }

  /// The IAM action that was denied.
  public Optional<String> missingPermission() {
    return missingPermission.isEmpty() ? Optional.empty() : Optional.of(missingPermission);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
