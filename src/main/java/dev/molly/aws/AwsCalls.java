package dev.molly.aws;

import dev.molly.aws.AwsException.Reason;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/// Calls AWS and translates failures, so that no other code depends on error codes or error
/// messages.
public final class AwsCalls {
  private static final Set<String> EXPIRED =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "RequestExpired",
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "InvalidToken",
          "TokenRefreshRequired");
  private static final Set<String> DENIED =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "UnauthorizedOperation",
          "Forbidden",
          "AllAccessDisabled");

  /// EC2 reports missing capacity for a start with HTTP 500, like its internal errors, which
  /// prove nothing. These codes are definite answers: nothing was started.
  ///
  /// Source: EC2 API Reference, "Server error codes";
  /// https://github.com/nib-health-funds/hammertime/issues/29
  private static final Set<String> NO_CAPACITY =
      Set.of(
          "InsufficientInstanceCapacity",
          "InsufficientHostCapacity",
          "InsufficientReservedInstanceCapacity");

  /// The codes with which services report with HTTP 400 that a resource does not exist.
  ///
  /// Source: the API references of KMS (DescribeKey), DynamoDB (DescribeTable) and Elastic Load
  /// Balancing (DescribeLoadBalancers).
  private static final Set<String> NOT_FOUND =
      Set.of("NotFoundException", "ResourceNotFoundException", "LoadBalancerNotFound");

  /// CloudFormation has no code for it: `ValidationError`, "Stack with id web does not exist".
  private static final Pattern NO_STACK = Pattern.compile("^Stack with id \\S+ does not exist");

  /// The denied action in an AWS message: "User: arn:... is not authorized to perform:
  /// ec2:DescribeInstances on ...".
  private static final Pattern ACTION = Pattern.compile("perform: ([a-z0-9-]+:[A-Za-z0-9]+)");

  /// While Block Public Access is on, S3 refuses a public policy with "access denied", whatever
  /// the caller's permissions are. No permission is missing, and other buckets are not affected.
  private static final String PUBLIC_POLICY = "BlockPublicPolicy setting";

  /// The encoded explanation that EC2 adds to some denials: a thousand characters of no use to
  /// the reader.
  private static final Pattern ENCODED = Pattern.compile("\\s*Encoded authorization failure.*");

  /// The dump of the whole profile file in messages of the SDK.
  private static final Pattern PROFILE_DUMP = Pattern.compile(": ProfileFile\\(sections=.*");

  private AwsCalls() {}

  /// Makes one call.
  ///
  /// @param permission the IAM action that the call requires, as in a policy; it may differ from
  ///     the name of the call
  /// @throws AwsException if the call fails
  public static <T> T call(String permission, Supplier<T> call) {
    T answer;
    try {
      answer = call.get();
    } catch (SdkException e) {
      throw translate(permission, e);
    } catch (UncheckedIOException e) {
      throw new AwsException(
          Reason.UNREACHABLE,
          "",
          permission + ": the answer was cut off: " + deepest(e),
          "",
          false,
          e);
    }
    if (answer instanceof SdkResponse response
        && ResponseMembers.isRead(permission)
        && ResponseMembers.saysNothing(response)) {
      throw new AwsException(
          Reason.OTHER, permission + ": the answer says nothing of what was asked");
    }
    return answer;
  }

  /// Makes one call about a resource that may no longer exist.
  ///
  /// @return empty if AWS reports that the resource does not exist
  /// @throws AwsException if the call fails otherwise
  public static <T> Optional<T> callIfExists(String permission, Supplier<T> call) {
    try {
      return Optional.of(call(permission, call));
    } catch (AwsException e) {
      if (e.reason() == Reason.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  static AwsException translate(String permission, SdkException e) {
    if (e instanceof AwsServiceException service) {
      return answered(permission, service);
    }
    Optional<OutageInterceptor.OutageException> outage = OutageInterceptor.behind(e);
    if (outage.isPresent()) {
      String why = permission + ": " + outage.get().getMessage();
      return new AwsException(outage.get().reason(), "", why, "", false, e);
    }
    boolean unsent = SingleAttemptInterceptor.wasNotSent(e);
    if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
      return new AwsException(Reason.UNREACHABLE, "", permission + " timed out", "", unsent, e);
    }
    Optional<InvalidResponseException> none = InvalidResponseException.behind(e);
    if (none.isPresent()) {
      String why = permission + ": " + none.get().getMessage();
      return new AwsException(Reason.OTHER, "", why, "", false, e);
    }
    if (e instanceof SdkClientException && aboutCredentials(e)) {
      return new AwsException(Reason.CREDENTIALS, "", credentials(e), "", unsent, e);
    }
    return new AwsException(Reason.UNREACHABLE, "", permission + ": " + deepest(e), "", unsent, e);
  }

  private static AwsException answered(String permission, AwsServiceException e) {
    var details = e.awsErrorDetails();
    String code = details == null || details.errorCode() == null ? "" : details.errorCode();
    String said = details == null || details.errorMessage() == null ? "" : details.errorMessage();
    String message = ENCODED.matcher(said.isBlank() ? code : said).replaceFirst("");
    if (code.isEmpty() && e.requestId() == null) {
      return new AwsException(Reason.OTHER, "", permission + ": " + between(e), "", false, e);
    }
    Reason reason =
        said.contains(PUBLIC_POLICY) ? Reason.REFUSED : reason(permission, e, code, said);
    boolean refused = isRefusal(reason);
    if (reason == Reason.DENIED) {
      var named = ACTION.matcher(said);
      String action = named.find() ? named.group(1) : permission;
      String why =
          "access denied: "
              + (message.isBlank() || message.equalsIgnoreCase("Access Denied") ? action : message);
      return new AwsException(reason, code, why, action, refused, e);
    }
    String detail = message.isBlank() ? "HTTP " + e.statusCode() : message;
    return new AwsException(reason, code, permission + ": " + detail, "", refused, e);
  }

  private static boolean isRefusal(Reason reason) {
    return switch (reason) {
      case DENIED, THROTTLED, NOT_FOUND, CREDENTIALS, REFUSED -> true;
      case UNREACHABLE, OTHER -> false;
    };
  }

  /// AWS errors have a code, or a request id where a code is not possible (HEAD). An error with
  /// neither is no evidence from AWS, in particular not that a resource is missing or that
  /// nothing was done.
  private static String between(AwsServiceException e) {
    return "HTTP %d without AWS's error code or request id, so it is not AWS's answer (a proxy in between?)"
        .formatted(e.statusCode());
  }

  private static Reason reason(String permission, AwsServiceException e, String code, String said) {
    if (e.isThrottlingException()) {
      return Reason.THROTTLED;
    }
    // EC2 returns AuthFailure both for bad credentials and in a region that the account has not
    // enabled.
    if (EXPIRED.contains(code) || code.equals("AuthFailure")) {
      return Reason.CREDENTIALS;
    }
    if (DENIED.contains(code) || (code.isEmpty() && e.statusCode() == 403)) {
      // This is the one call that requires no permission (STS API, GetCallerIdentity).
      return permission.equals("sts:GetCallerIdentity") ? Reason.CREDENTIALS : Reason.DENIED;
    }
    if (e.statusCode() == 404
        || code.endsWith(".NotFound")
        || NOT_FOUND.contains(code)
        || NO_STACK.matcher(said).find()) {
      return Reason.NOT_FOUND;
    }
    boolean refused = NO_CAPACITY.contains(code) || (e.statusCode() >= 400 && e.statusCode() < 500);
    return refused ? Reason.REFUSED : Reason.OTHER;
  }

  /// The SDK has no exception type for missing credentials, so the message is matched. A test
  /// checks this against the SDK.
  private static boolean aboutCredentials(SdkException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("credentials") || message.contains("SSO");
  }

  /// If no provider of the chain has credentials, the SDK's message lists the result of each
  /// provider and dumps the profiles. The full message is shown with `-v`.
  private static String credentials(SdkException e) {
    String message = String.valueOf(e.getMessage());
    return message.startsWith("Unable to load credentials from any of the providers")
        ? "there are no AWS credentials, or they have expired: none in the environment, a profile"
            + " or the instance"
        : PROFILE_DUMP.matcher(message).replaceAll("");
  }

  /// The SDK wraps the network error several times.
  private static String deepest(RuntimeException e) {
    Throwable at = e;
    for (Throwable cause = at.getCause(); cause != null; cause = cause.getCause()) {
      at = cause;
    }
    String message = String.valueOf(at.getMessage());
    return switch (at) {
      case UnknownHostException host -> "no such host: " + message;
      case ConnectException refused -> message;
      case SdkException sdk -> message;
      default -> at.getClass().getSimpleName() + ": " + message;
    };
  }
}
