package dev.molly.kind.s3;

import static java.util.stream.Collectors.toMap;

import dev.molly.aws.AwsCalls;
import dev.molly.aws.AwsClock;
import dev.molly.aws.RequestOrigin;
import dev.molly.kind.DeleteCommand;
import dev.molly.kind.DeleteCommand.Target;
import dev.molly.kind.DeleteOperation;
import dev.molly.kind.DeleteOption;
import dev.molly.kind.DeleteTarget;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;

/// DeleteBucket. S3 Control and Lightsail also have a DeleteBucket, for other buckets.
final class BucketDelete {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  static final DeleteOperation OPERATION =
      new DeleteOperation(
          "S3",
          "DeleteBucket",
          "Bucket",
          "AWS::S3::Bucket",
          Set.of(),
          List.of(
              new DeleteCommand(
                  "s3api",
                  "delete-bucket",
                  new Target.Option("--bucket", false, false),
                  NAME,
                  List.of(DeleteOption.owner("--expected-bucket-owner", "ExpectedBucketOwner"))),
              new DeleteCommand(
                  "s3",
                  "rb",
                  new Target.Url("s3://", "one bucket, as in s3://my-bucket"),
                  NAME,
                  List.of(
                      DeleteOption.switched(
                          "--force",
                          "",
                          "the bucket is not emptied: --force would have deleted what is in it")))),
          BucketDelete::target);

  private BucketDelete() {}

  private static Optional<DeleteTarget> target(RequestOrigin origin, String name) {
    try (var s3 = origin.client(S3Client.class)) {
      return AwsCalls.callIfExists(
              "s3:GetBucketTagging", () -> s3.getBucketTagging(r -> r.bucket(name)))
          .map(
              answer ->
                  new DeleteTarget(
                      answer.tagSet().stream().collect(toMap(t -> t.key(), t -> t.value())),
                      name,
                      AwsClock.at(answer)));
    }
  }
}
