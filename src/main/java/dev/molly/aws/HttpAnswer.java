package dev.molly.aws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpResponse;

/// A response with a success status, and the check whether AWS can have sent it for the request.
///
/// AWS sends a request id with each response, in a header or in the body, and a body whose first
/// element is named after the operation. Stand-ins for AWS send at least one of the two. Content
/// types are unreliable: moto's empty responses have `text/html`.
///
/// Source: EC2 API Reference, "Making API requests"; RDS User Guide, "Troubleshooting
/// applications on Amazon RDS"; S3 API Reference, "Common response headers".
final class HttpAnswer {
  /// The root elements of S3 responses. The other services answer `Something` with
  /// `SomethingResponse`, as does moto for some S3 operations. GetBucketRequestPayment is
  /// omitted because moto lists the objects in its place.
  private static final Map<String, String> S3 =
      Map.ofEntries(
          Map.entry("ListBuckets", "ListAllMyBucketsResult"),
          Map.entry("ListObjectVersions", "ListVersionsResult"),
          Map.entry("ListBucketMetricsConfigurations", "ListMetricsConfigurationsResult"),
          Map.entry("GetBucketLocation", "LocationConstraint"),
          Map.entry("GetBucketVersioning", "VersioningConfiguration"),
          Map.entry("GetBucketTagging", "Tagging"),
          Map.entry("GetBucketPolicyStatus", "PolicyStatus"),
          Map.entry("GetPublicAccessBlock", "PublicAccessBlockConfiguration"),
          Map.entry("GetBucketReplication", "ReplicationConfiguration"),
          Map.entry("GetBucketLifecycleConfiguration", "LifecycleConfiguration"),
          Map.entry("GetObjectLockConfiguration", "ObjectLockConfiguration"));

  private static final String POLICY = "GetBucketPolicy";
  private static final String OBJECT = "GetObject";

  /// The services of S3; names as in `JSON`.
  private static final Set<String> OF_S3 = Set.of("S3", "S3CONTROL");

  /// The services that answer in JSON, as the SDK names them, without spaces and in capitals.
  private static final Set<String> JSON =
      Set.of(
          "KMS",
          "DYNAMODB",
          "CLOUDWATCHLOGS",
          "EKS",
          "COGNITOIDENTITYPROVIDER",
          "ORGANIZATIONS",
          "CLOUDTRAIL",
          "EVENTBRIDGE",
          "SECURITYHUB");

  /// The calls of these services that have nothing to say.
  private static final Set<String> SILENT = Set.of("PutLogGroupDeletionProtection");

  /// The number of bytes at each end of a body that suffices for the first tag, the last tag and
  /// a request id.
  private static final int ENDS = 2_048;

  /// The byte order mark of UTF-8, read as ISO-8859-1.
  private static final String MARK = "\u00ef\u00bb\u00bf";

  private static final Pattern READ =
      Pattern.compile("(Describe|Get|List|Head|Assume|Lookup)[A-Z].*");

  private static final Pattern FIRST_TAG =
      Pattern.compile(
          "(?:<\\?.*?\\?>|<!--.*?-->|<!DOCTYPE[^>]*>|\\s+)*+<((?:[\\w.-]+:)?([\\w.-]+))([^>]*)>",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private static final Pattern REQUEST_ID =
      Pattern.compile("<(?:\\w+:)?requestId>[^<]+<", Pattern.CASE_INSENSITIVE);

  private final String service;
  private final String operation;
  private final SdkHttpResponse head;
  private final byte[] body;

  /// @param service the service as named by the SDK: `Kms`, `S3Control`
  HttpAnswer(String service, String operation, SdkHttpResponse head, byte[] body) {
    this.service = service.replace(" ", "").toUpperCase(Locale.ROOT);
    this.operation = operation;
    this.head = head;
    this.body = body;
  }

  /// Returns whether an operation is a read, which changes nothing at AWS.
  static boolean isRead(String operation) {
    return READ.matcher(operation).matches();
  }

  /// Returns the reason why the response is invalid; empty if it is valid.
  Optional<String> wrong() {
    if (isS3() && operation.equals(OBJECT)) {
      // Its body can be anything.
      return hasRequestId() && head.firstMatchingHeader("ETag").isPresent()
          ? Optional.empty()
          : no("without a request id or an ETag");
    }
    if (isBlank()) {
      return asksForMuch() || !hasRequestId() ? no("empty") : Optional.empty();
    }
    if (isJson()) {
      if (!start().stripLeading().startsWith("{") || !end().stripTrailing().endsWith("}")) {
        return no("not JSON");
      }
      return hasRequestId() ? Optional.empty() : no("without a request id");
    }
    Matcher first = FIRST_TAG.matcher(start());
    if (!first.lookingAt()) {
      return no("not XML");
    }
    String name = String.valueOf(first.group(2));
    Optional<String> expected = root();
    boolean isExpected =
        name.equals(operation + "Response") || expected.map(name::equals).orElse(false);
    if (expected.isPresent() && !isExpected) {
      return no("<%s> and not <%s>".formatted(name, expected.get()));
    }
    if (name.equalsIgnoreCase("html")) {
      return no("an HTML page");
    }
    if (!isWhole(first)) {
      return no("cut off");
    }
    return isExpected || hasRequestId() ? Optional.empty() : no("without a request id");
  }

  private Optional<String> no(String what) {
    return Optional.of(
        "the answer is %s (HTTP %d, %s, %d bytes), so it is not AWS's (a proxy in between?)"
            .formatted(
                what,
                head.statusCode(),
                head.firstMatchingHeader("Content-Type").orElse("no content type"),
                body.length));
  }

  private boolean isS3() {
    return OF_S3.contains(service);
  }

  /// Returns whether a response to this operation must have a body. Only the writes and HEAD
  /// requests of S3 have responses without one.
  private boolean asksForMuch() {
    return (!isS3() && !SILENT.contains(operation))
        || (isRead(operation) && !operation.startsWith("Head"));
  }

  private boolean isJson() {
    return operation.equals(POLICY) || JSON.contains(service);
  }

  /// Returns the name of the first element; empty if it is not known.
  private Optional<String> root() {
    return isS3() ? Optional.ofNullable(S3.get(operation)) : Optional.of(operation + "Response");
  }

  /// Returns whether the first element ends where the body ends.
  private boolean isWhole(Matcher first) {
    String end = end().stripTrailing();
    boolean alone =
        String.valueOf(first.group(3)).endsWith("/")
            && first.end() == start().stripTrailing().length();
    String last = "</" + Pattern.quote(String.valueOf(first.group(1))) + "\\s*>$";
    return alone || Pattern.compile(last).matcher(end).find();
  }

  private boolean hasRequestId() {
    return head.firstMatchingHeader("x-amzn-requestid").isPresent()
        || head.firstMatchingHeader("x-amz-request-id").isPresent()
        || REQUEST_ID.matcher(start()).find()
        || REQUEST_ID.matcher(end()).find();
  }

  private boolean isBlank() {
    for (byte each : body) {
      if (each > ' ' || each < 0) {
        return false;
      }
    }
    return true;
  }

  /// Tags and ids are ASCII.
  private String start() {
    String start = new String(body, 0, Math.min(body.length, ENDS), ISO_8859_1);
    return start.startsWith(MARK) ? start.substring(MARK.length()) : start;
  }

  private String end() {
    int length = Math.min(body.length, ENDS);
    return new String(body, body.length - length, length, ISO_8859_1);
  }
}
