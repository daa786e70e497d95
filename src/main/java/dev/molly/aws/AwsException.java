package dev.molly.aws;

import java.util.Optional;

/// The failure of a call to AWS, the only exception of this package's interface. The engine
/// turns it into a gap, an unknown or an outcome.
public final class AwsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The reason for the failure.
  public enum Reason {
    /// The caller lacks a permission.
    DENIED,
    /// AWS throttled the call, and any retries of it.
    THROTTLED,
    /// The resource does not exist (any more), or the setting is not set.
    NOT_FOUND,
    /// Credentials are missing or no longer valid.
    CREDENTIALS,
    /// No response arrived: network error, name resolution or timeout.
    UNREACHABLE,
    /// AWS refused the call because of its parameters or the state of the resource: nothing was
    /// done.
    REFUSED,
    /// Any other error, including internal errors of AWS: it is unknown whether the call took
    /// effect.
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

  /// Creates an exception for a response from AWS that is unusable: it lacks the requested data,
  /// or by now describes something else.
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

  /// Creates an exception for a write that molly did not send because a read just before it
  /// showed that it must not be made.
  public static AwsException notSent(String message) {
    return new AwsException(Reason.REFUSED, message, true);
  }

  /// Returns this exception with the subject that is unknown because of it added to the message.
  ///
  /// @param what the subject in words: `the region of bucket logs`
  public AwsException about(String what) {
    String message = "%s is not known: %s".formatted(what, getMessage());
    return new AwsException(reason, code, message, missingPermission, withoutEffect, this);
  }

  /// Returns this exception with a message that explains it in the context of the caller.
  public AwsException saying(String message) {
    return new AwsException(reason, code, message, missingPermission, withoutEffect, this);
  }

  public Reason reason() {
    return reason;
  }

  /// Returns the AWS error code, for example `NoSuchBucketPolicy`; empty if the response had
  /// none or is not from AWS.
  public String code() {
    return code;
  }

  /// Returns whether the attempt certainly changed nothing: it was never sent, or AWS itself
  /// refused it with a definite error. A missing response, an internal error, and a page from an
  /// intermediary are no proof. This says nothing about an earlier attempt.
  public boolean isWithoutEffect() {
    return withoutEffect;
  }

  /// Returns the message, with the denied IAM action if AWS does not name it.
  public String explanation() {
    return missingPermission.isEmpty() || getMessage().contains(missingPermission)
        ? getMessage()
        : "%s (%s)".formatted(getMessage(), missingPermission);
  }

  /// Returns the IAM action that was denied.
  public Optional<String> missingPermission() {
    return missingPermission.isEmpty() ? Optional.empty() : Optional.of(missingPermission);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
