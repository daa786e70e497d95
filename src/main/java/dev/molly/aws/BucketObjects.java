package dev.molly.aws;

import dev.molly.aws.AwsException.Reason;
import dev.molly.model.AccountId;
import dev.molly.model.ObjectStore;
import dev.molly.model.RegionId;
import dev.molly.model.S3Address;
import dev.molly.model.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/// The objects under one prefix of a bucket. No other class reads or writes objects. They are
/// molly's own reports and scan files and not resources, so writing them takes no plan and no
/// journal.
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

  /// The ETag of each object as last read; empty if there was no such object.
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
      ResponseBytes<GetObjectResponse> object = get(name, r -> {});
      String etag = object.response().eTag();
      if (etag == null || etag.isEmpty()) {
        throw new AwsException(Reason.OTHER, READ + ": the answer has no ETag");
      }
      versions.put(name, etag);
      return Optional.of(object.asByteArrayUnsafe());
    } catch (AwsException e) {
      if (isMissing(e)) {
        versions.put(name, "");
        return Optional.empty();
      }
      throw failed(name, "cannot be", "read", e);
    }
  }

  /// Reads the first byte of an object, to find out before a scan whether it can be written: with
  /// these credentials, in this bucket.
  ///
  /// @return a warning if the read is denied, which may only mean that the object does not exist
  ///     yet
  /// @throws UserError if the read fails otherwise
  public Optional<String> check(String name) {
    try {
      get(name, r -> r.range("bytes=0-0"));
      return Optional.empty();
    } catch (AwsException e) {
      // An empty object has no first byte.
      if (isMissing(e) || e.code().equals("InvalidRange")) {
        return Optional.empty();
      }
      UserError failed = failed(name, "cannot be", "checked", e);
      if (isDenied(failed)) {
        return Optional.of(failed.getMessage());
      }
      throw failed;
    }
  }

  private ResponseBytes<GetObjectResponse> get(
      String name, Consumer<GetObjectRequest.Builder> more) {
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(prefix.bucket())
            .key(prefix.in(name).key())
            .checksumMode(ChecksumMode.ENABLED)
            .expectedBucketOwner(owner.get().value())
            .applyMutation(more)
            .build();
    return inRegion(
        there ->
            AwsCalls.call(
                READ,
                () ->
                    session
                        .get()
                        .client(S3Client.class, there)
                        .getObject(request, ResponseTransformer.toBytes())));
  }

  private static boolean isDenied(UserError failed) {
    return failed.getCause() instanceof AccessDeniedException;
  }

  private static boolean isMissing(AwsException e) {
    return e.code().equals("NoSuchKey");
  }

  /// Writes a file to an object, whether it exists or not, in one attempt.
  ///
  /// @throws UserError if it was not written, or that is not known, as a sentence without a full
  ///     stop
  public void put(String name, Path file, String contentType) {
    try {
      PutObjectRequest request =
          request(name).contentType(contentType).checksumSHA256(sha256(file)).build();
      write(request, RequestBody.fromFile(file));
    } catch (AwsException e) {
      throw notWritten(name, e);
    } catch (IOException e) {
      throw new UserError("%s cannot be written: %s".formatted(shown(name), e.getMessage()), e);
    }
  }

  @Override
  public boolean replace(String name, byte[] content) {
    if (!versions.containsKey(name)) {
      try {
        read(name);
      } catch (UserError e) {
        // It may not exist.
        if (isDenied(e) && create(name, content)) {
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

  /// @param etag the ETag of the version to replace; empty to create the object
  private boolean put(String name, byte[] content, String etag) {
    // Whatever becomes of the write, the object may no longer be as it was read.
    versions.remove(name);
    try {
      PutObjectRequest.Builder request = request(name).checksumSHA256(sha256(content));
      write(
          (etag.isEmpty() ? request.ifNoneMatch("*") : request.ifMatch(etag)).build(),
          RequestBody.fromBytes(content));
      return true;
    } catch (AwsException e) {
      if (status(e) == PRECONDITION_FAILED || e.code().equals(CONFLICT)) {
        return false;
      }
      throw notWritten(name, e);
    }
  }

  private PutObjectRequest.Builder request(String name) {
    return PutObjectRequest.builder()
        .bucket(prefix.bucket())
        .key(prefix.in(name).key())
        .expectedBucketOwner(owner.get().value());
  }

  private UserError notWritten(String name, AwsException e) {
    return failed(name, e.isWithoutEffect() ? "cannot be" : "may not have been", "written", e);
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

  /// Makes a call in the bucket's region. In any other, S3 does nothing and names the right one.
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
        ? Optional.ofNullable(answer.awsErrorDetails())
            .map(AwsErrorDetails::sdkHttpResponse)
            .flatMap(head -> head.firstMatchingHeader(BUCKET_REGION))
            .map(RegionId::new)
        : Optional.empty();
  }

  private static int status(AwsException e) {
    return e.getCause() instanceof AwsServiceException answer ? answer.statusCode() : 0;
  }

  private UserError failed(String name, String how, String done, AwsException e) {
    String what = "%s %s %s: %s".formatted(shown(name), how, done, e.explanation());
    if (e.reason() != Reason.DENIED) {
      return new UserError(what, e);
    }
    var denied = new AccessDeniedException(shown(name));
    denied.initCause(e);
    return new UserError(
        what
            + ", or the bucket is not of account %s (molly explain permissions)"
                .formatted(owner.get()),
        denied);
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Base64.getEncoder().encodeToString(digest.digest());
  }

  private static String sha256(byte[] content) {
    return Base64.getEncoder().encodeToString(digest().digest(content));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  @Override
  public String shown(String name) {
    return prefix.in(name).toString();
  }
}
