package dev.molly.kind.s3;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.kind.support.CliTags;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RecordTags;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.s3control.model.Tag;

/// Performs the writes to one bucket that concern no control: its records, the rules that empty
/// it, and its deletion.
///
/// Records are written tag by tag, with TagResource and UntagResource: PutBucketTagging replaces
/// all tags, would lose a tag that another process adds in between, accepts no AWS tags, and
/// does not work where tags control access (ABAC). AWS recommends the two calls for buckets
/// without ABAC as well.
///
/// Source: S3 User Guide, "Enabling ABAC in general purpose buckets".
final class BucketLifecycleWriter {
  private BucketLifecycleWriter() {}

  static ApiCall call(Change change) {
    ResourceRef bucket = change.resource();
    ControlId attribute = change.control();
    if (attribute.equals(LifecycleAttributes.EXISTENCE)) {
      return BucketWriter.call(
          "s3:DeleteBucket",
          bucket,
          BucketWriter.command("delete-bucket", bucket, ""),
          "it is gone for good, and anyone can take its name");
    }
    if (attribute.equals(LifecycleAttributes.LIFECYCLE)) {
      return lifecycle(change);
    }
    if (!LifecycleAttributes.isTags(attribute)) {
      throw new IllegalArgumentException("molly does not write " + attribute);
    }
    Map<String, String> put = RecordTags.put(change.from(), change.to());
    return put.isEmpty()
        ? tagging("s3:UntagResource", "untag-resource --tag-keys " + keys(change), bucket, "")
        : tagging(
            "s3:TagResource",
            "tag-resource --tags " + CliTags.words(put),
            bucket,
            BucketWriter.REQUEST);
  }

  private static ApiCall lifecycle(Change change) {
    ResourceRef bucket = change.resource();
    boolean none = change.to().isEmpty();
    String command =
        none
            ? BucketWriter.command("delete-bucket-lifecycle", bucket, "")
            : BucketWriter.command(
                "put-bucket-lifecycle-configuration",
                bucket,
                LifecycleRules.options(bucket, change.to()));
    return new ApiCall(
        none ? "s3:DeleteBucketLifecycle" : "s3:PutBucketLifecycleConfiguration",
        "s3:PutLifecycleConfiguration",
        bucket.arn(),
        command,
        LifecycleRules.isEmptying(change.to())
            ? "S3 deletes every object and every version in it, for good, from about a day on"
            : none ? "" : BucketWriter.REQUEST);
  }

  private static ApiCall tagging(String api, String words, ResourceRef bucket, String cost) {
    String command =
        "aws s3control %s --region %s --account-id %s --resource-arn %s"
            .formatted(words, bucket.id().region(), bucket.id().account(), bucket.arn());
    return BucketWriter.call(api, bucket, command, cost);
  }

  private static String keys(Change change) {
    return CliTags.names(RecordTags.tags(change.from()).keySet());
  }

  static void perform(AccountSession session, Change change) {
    ResourceRef bucket = change.resource();
    S3Client s3 = session.client(S3Client.class, bucket.id().region());
    String api = call(change).api();
    if (change.control().equals(LifecycleAttributes.LIFECYCLE)) {
      LifecycleRules.put(s3, bucket, change.to());
    } else if (change.control().equals(LifecycleAttributes.EXISTENCE)) {
      String owner = bucket.id().account().value();
      AwsCalls.call(
          api,
          () -> s3.deleteBucket(r -> r.bucket(bucket.identifier()).expectedBucketOwner(owner)));
    } else {
      tag(session, change, api);
    }
  }

  private static void tag(AccountSession session, Change change, String api) {
    ResourceRef bucket = change.resource();
    var control = session.client(S3ControlClient.class, bucket.id().region());
    String owner = bucket.id().account().value();
    Map<String, String> put = RecordTags.put(change.from(), change.to());
    if (put.isEmpty()) {
      List<String> keys = List.copyOf(RecordTags.tags(change.from()).keySet());
      AwsCalls.call(
          api,
          () ->
              control.untagResource(
                  r -> r.accountId(owner).resourceArn(bucket.arn()).tagKeys(keys)));
    } else {
      List<Tag> tags =
          put.entrySet().stream()
              .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
              .toList();
      AwsCalls.call(
          api,
          () -> control.tagResource(r -> r.accountId(owner).resourceArn(bucket.arn()).tags(tags)));
    }
  }
}
