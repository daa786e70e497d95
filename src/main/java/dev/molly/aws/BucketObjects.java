package dev.molly.aws;

import dev.molly.aws.AwsException.Reason;
import dev.molly.model.AccountId;
import dev.molly.model.ObjectStore;
import dev.molly.model.RegionId;
import dev.molly.model.S3Address;
import dev.molly.model.UserError;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/// The objects under one prefix of a bucket. The only class that reads and writes objects: it
/// puts them under that prefix, and does nothing else. They are molly's own notes and reports,
/// and no resources, so that no plan and no journal is needed for them.
///
/// Each request names the account that has to own the bucket. S3 refuses it otherwise, so that a
/// bucket of that name in another account is neither read nor written.
///
/// Source: S3 User Guide, "Verifying bucket ownership with bucket owner condition", "How to
/// prevent object overwrites with conditional writes"; S3 API Reference, GetObject: without
/// `s3:ListBucket`, S3 answers 403 for a key that does not exist.
public final class BucketObjects implements ObjectStore {
  public static final String READ = "s3:GetObject";
  public static final String WRITE = "s3:PutObject";

  private static final String BUCKET_REGION = "x-amz-bucket-region";

  /// The statuses with which S3 sends a request to the bucket's own region.
  private static final Set<Integer> ELSEWHERE = Set.of(301, 307, 400);

  private static final int PRECONDITION_FAILED = 412;
  private static final String CONFLICT = "ConditionalRequestConflict";

  private final Supplier<AccountSession> session;
  private final Supplier<AccountId> owner;
  private final S3Address prefix;
  private final AtomicReference<RegionId> region;

  /// The ETag of each object that was read or written; empty if there was none.
  private final Map<String, String> versions = new ConcurrentHashMap<>();

  /// @param session the caller's own session, opened at the first request
  /// @param owner the account that has to own the bucket
  /// @param region the region to ask first; S3 names the bucket's own
  public BucketObjects(
      Supplier<AccountSession> session,
      Supplier<AccountId> owner,
      RegionId region,
      S3Address prefix) {
    this.session = session;
    this.owner = owner;
    this.region = new AtomicReference<>(region);
    this.prefix = prefix;
  }

  @Override
  public Optional<byte[]> read(String name) {
    try {
      ResponseBytes<GetObjectResponse> object =
          inRegion(
              there ->
                  AwsCalls.call(
                      READ,
                      () ->
                          session
                              .get()
                              .client(S3Client.class, there)
                              .getObject(
                                  r ->
                                      r.bucket(prefix.bucket())
                                          .key(prefix.in(name).key())
                                          .checksumMode(ChecksumMode.ENABLED)
                                          .expectedBucketOwner(owner.get().value()),
                                  ResponseTransformer.toBytes())));
      String etag = object.response().eTag();
      if (etag == null || etag.isEmpty()) {
        throw new AwsException(Reason.OTHER, READ + ": the answer has no ETag");
      }
      versions.put(name, etag);
      return Optional.of(object.asByteArrayUnsafe());
    } catch (AwsException e) {
      if (e.code().equals("NoSuchKey")) {
        versions.put(name, "");
        return Optional.empty();
      }
      throw failed(name, "cannot be", "read", e);
    }
  }

  @Override
  public boolean replace(String name, byte[] content) {
    if (!versions.containsKey(name)) {
      try {
        read(name);
      } catch (UserError e) {
        // There may be none: S3 says so only to callers that may list.
        if (create(name, content)) {
          return true;
        }
        throw e;
      }
    }
    return put(name, content, versions.getOrDefault(name, ""));
  }

  @Override
  public boolean create(String name, byte[] content) {
    return put(name, content, "");
  }

  /// @param before the ETag of what is replaced; empty if there is nothing
  private boolean put(String name, byte[] content, String before) {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(prefix.bucket())
            .key(prefix.in(name).key())
            .expectedBucketOwner(owner.get().value())
            .checksumSHA256(sha256(content));
    // What is there from now on is not what was read.
    versions.remove(name);
    try {
      write(
          (before.isEmpty() ? request.ifNoneMatch("*") : request.ifMatch(before)).build(),
          RequestBody.fromBytes(content));
      return true;
    } catch (AwsException e) {
      if (status(e) == PRECONDITION_FAILED || e.code().equals(CONFLICT)) {
        return false;
      }
      throw failed(name, e.isWithoutEffect() ? "cannot be" : "may not have been", "written", e);
    }
  }

  /// Makes one attempt, in the bucket's region.
  private void write(PutObjectRequest request, RequestBody body) {
    inRegion(
        there -> {
          session
              .get()
              .attempt(there, WRITE)
              .write(
                  as ->
                      AwsCalls.call(
                          WRITE, () -> as.client(S3Client.class, there).putObject(request, body)));
          return there;
        });
  }

  /// S3 does nothing in the wrong region, and names the right one.
  private <T> T inRegion(Function<RegionId, T> call) {
    RegionId first = region.get();
    try {
      return call.apply(first);
    } catch (AwsException e) {
      Optional<RegionId> other = elsewhere(e).filter(named -> !named.equals(first));
      if (other.isEmpty()) {
        throw e;
      }
      region.set(other.get());
      return call.apply(other.get());
    }
  }

  private static Optional<RegionId> elsewhere(AwsException e) {
    return e.getCause() instanceof AwsServiceException answer
            && ELSEWHERE.contains(answer.statusCode())
        ? answer
            .awsErrorDetails()
            .sdkHttpResponse()
            .firstMatchingHeader(BUCKET_REGION)
            .map(RegionId::new)
        : Optional.empty();
  }

  private static int status(AwsException e) {
    return e.getCause() instanceof AwsServiceException answer ? answer.statusCode() : 0;
  }

  private UserError failed(String name, String how, String done, AwsException e) {
    String hint =
        e.reason() == Reason.DENIED
            ? ", or the bucket is not of account %s (see: molly explain history)"
                .formatted(owner.get())
            : "";
    return new UserError(
        "%s %s %s: %s%s".formatted(shown(name), how, done, e.explanation(), hint), e);
  }

  private static String sha256(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  @Override
  public String shown(String name) {
    return prefix.in(name).toString();
  }
}
