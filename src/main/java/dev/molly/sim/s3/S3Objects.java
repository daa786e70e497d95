package dev.molly.sim.s3;

import dev.molly.sim.core.SimEndpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// The simulated object operations of S3: GetObject and PutObject, with conditions. A range is
/// taken, and the whole object is returned, as HTTP allows.
///
/// Source: S3 User Guide, "How to prevent object overwrites with conditional writes".
interface S3Objects extends S3Client {
  SimEndpoint at();

  @Override
  default <T> T getObject(
      GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
    SimEndpoint.only(request, "Bucket", "Key", "ExpectedBucketOwner", "ChecksumMode", "Range");
    byte[] content =
        at().read(
                "GetObject",
                List.of(request.bucket()),
                () -> {
                  SimBucket bucket = bucket(request.bucket(), request.expectedBucketOwner());
                  byte[] found = bucket.contents.get(request.key());
                  if (found == null) {
                    throw bucket.hidesMissing ? S3Errors.accessDenied() : S3Errors.noSuchKey();
                  }
                  return found;
                });
    GetObjectResponse answer =
        GetObjectResponse.builder()
            .eTag(etag(content))
            .contentLength((long) content.length)
            .build();
    try {
      return transformer.transform(
          answer, AbortableInputStream.create(new ByteArrayInputStream(content)));
    } catch (Exception e) {
      throw SdkClientException.create("the object could not be read", e);
    }
  }

  @Override
  default PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
    SimEndpoint.only(
        request,
        "Bucket",
        "Key",
        "ExpectedBucketOwner",
        "IfMatch",
        "IfNoneMatch",
        "ContentType",
        "ContentLength",
        "ChecksumSHA256");
    byte[] content = content(body);
    return at().write(
            "PutObject",
            List.of(request.bucket()),
            () -> {
              SimBucket bucket = bucket(request.bucket(), request.expectedBucketOwner());
              if (!sha256(content).equals(request.checksumSHA256())) {
                throw S3Errors.of(400, "BadDigest", "The SHA256 you specified did not match.");
              }
              compare(request, bucket.contents.get(request.key()));
              bucket.put(request.key(), content);
              at().changed();
              return PutObjectResponse.builder().eTag(etag(content)).build();
            });
  }

  private static void compare(PutObjectRequest request, byte @Nullable [] now) {
    String wanted = request.ifMatch();
    if (wanted != null && now == null) {
      throw S3Errors.noSuchKey();
    }
    boolean isOther = wanted != null && now != null && !wanted.equals(etag(now));
    boolean isThere = request.ifNoneMatch() != null && now != null;
    if (isOther || isThere) {
      throw S3Errors.of(
          412,
          "PreconditionFailed",
          "At least one of the pre-conditions you specified did not hold");
    }
  }

  private SimBucket bucket(String name, @Nullable String expectedOwner) {
    S3State owner = S3State.owner(at(), name);
    SimBucket bucket = owner.bucket(name);
    boolean expected = expectedOwner == null || expectedOwner.equals(owner.account);
    if (!expected || !(bucket.shared || owner.account.equals(at().account()))) {
      throw S3Errors.accessDenied();
    }
    if (!bucket.region.equals(at().region())) {
      throw S3Errors.wrongRegion(bucket.region);
    }
    return bucket;
  }

  private static byte[] content(RequestBody body) {
    try (InputStream in = body.contentStreamProvider().newStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String etag(byte[] content) {
    return "\"" + HexFormat.of().formatHex(digest("MD5", content)) + "\"";
  }

  private static String sha256(byte[] content) {
    return Base64.getEncoder().encodeToString(digest("SHA-256", content));
  }

  private static byte[] digest(String algorithm, byte[] content) {
    try {
      return MessageDigest.getInstance(algorithm).digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }
}
