package dev.molly.kind.s3;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.aws.CliCommands;
import dev.molly.kind.Attribute;
import dev.molly.kind.support.CliTags;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RecordTags;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.s3control.model.Tag;

/// A record of a bucket, stored as tags. It is written tag by tag, with TagResource and
/// UntagResource: PutBucketTagging replaces all tags, would lose a tag that another process adds in
/// between, accepts no AWS tags, and does not work where tags control access (ABAC). AWS recommends
/// the two calls for buckets without ABAC as well.
///
/// Source: S3 User Guide, "Enabling ABAC in general purpose buckets".
record BucketRecord(ControlId id, RecordTags tags) implements Attribute<BucketReader> {
  static final List<BucketRecord> ALL =
      List.of(
          new BucketRecord(LifecycleAttributes.RETIREMENT, RecordTags.RETIREMENT),
          new BucketRecord(LifecycleAttributes.LEASE, RecordTags.LEASE),
          new BucketRecord(LifecycleAttributes.CLAIM, RecordTags.CLAIM),
          new BucketRecord(LifecycleAttributes.STATE, RecordTags.STATE));

  @Override
  public String read(AccountSession session, ResourceRef ref, BucketReader bucket) {
    return tags.setting(bucket.tags());
  }

  @Override
  public ApiCall call(Change change) {
    Map<String, String> put = RecordTags.put(change.from(), change.to());
    return put.isEmpty()
        ? call(
            change,
            "s3:UntagResource",
            "untag-resource --tag-keys " + CliTags.names(keys(change)),
            "")
        : call(
            change,
            "s3:TagResource",
            "tag-resource --tags " + CliTags.words(put),
            BucketCommands.REQUEST);
  }

  private static ApiCall call(Change change, String api, String words, String cost) {
    ResourceRef bucket = change.resource();
    String command =
        CliCommands.inAccount(
            bucket.id().account(),
            "aws s3control %s --region %s --account-id %s --resource-arn %s"
                .formatted(words, bucket.id().region(), bucket.id().account(), bucket.arn()));
    return BucketCommands.call(api, bucket, command, cost);
  }

  private static List<String> keys(Change change) {
    return List.copyOf(RecordTags.tags(change.from()).keySet());
  }

  @Override
  public void write(AccountSession session, Change change) {
    ResourceRef bucket = change.resource();
    var control = session.client(S3ControlClient.class, bucket.id().region());
    String owner = bucket.id().account().value();
    Map<String, String> put = RecordTags.put(change.from(), change.to());
    if (put.isEmpty()) {
      AwsCalls.call(
          "s3:UntagResource",
          () ->
              control.untagResource(
                  r -> r.accountId(owner).resourceArn(bucket.arn()).tagKeys(keys(change))));
    } else {
      List<Tag> list =
          put.entrySet().stream()
              .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
              .toList();
      AwsCalls.call(
          "s3:TagResource",
          () -> control.tagResource(r -> r.accountId(owner).resourceArn(bucket.arn()).tags(list)));
    }
  }
}
