package dev.molly.sim.s3;

import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimService;
import dev.molly.sim.core.SimTrail;
import dev.molly.sim.core.TagRules;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.s3control.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3control.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3control.model.Tag;
import software.amazon.awssdk.services.s3control.model.TagResourceRequest;
import software.amazon.awssdk.services.s3control.model.TagResourceResponse;
import software.amazon.awssdk.services.s3control.model.UntagResourceRequest;
import software.amazon.awssdk.services.s3control.model.UntagResourceResponse;

/// S3 Control at one region's endpoint: changes to single tags of a bucket that keep the others,
/// whether or not its tags control access; and the account's public access block. Every other
/// operation throws.
public final class SimS3Control implements S3ControlClient {
  private static final String BUCKET = "arn:aws:s3:::";

  public static final SimService<S3ControlClient> SERVICE =
      SimService.of(S3ControlClient.class, new S3Errors(), SimS3Control::new);

  private final SimEndpoint at;

  private SimS3Control(SimEndpoint at) {
    this.at = at;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  @Override
  public TagResourceResponse tagResource(TagResourceRequest request) {
    SimEndpoint.only(request, "AccountId", "ResourceArn", "Tags");
    change(
        "TagResource",
        request.accountId(),
        request.resourceArn(),
        tags -> {
          request.tags().forEach(tag -> put(tags, tag));
          SimTrail.ofTags(
              at,
              "TagResource",
              request.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
        });
    return TagResourceResponse.builder().build();
  }

  @Override
  public UntagResourceResponse untagResource(UntagResourceRequest request) {
    SimEndpoint.only(request, "AccountId", "ResourceArn", "TagKeys");
    change(
        "UntagResource",
        request.accountId(),
        request.resourceArn(),
        tags -> request.tagKeys().forEach(key -> remove(tags, key)));
    return UntagResourceResponse.builder().build();
  }

  /// The call is recorded under its permission: S3 has an operation of the same name, for a
  /// bucket.
  @Override
  public GetPublicAccessBlockResponse getPublicAccessBlock(GetPublicAccessBlockRequest request) {
    SimEndpoint.only(request, "AccountId");
    return at.read(
        "GetAccountPublicAccessBlock",
        List.of(),
        () -> {
          if (!request.accountId().equals(at.account())) {
            throw S3Errors.accessDenied();
          }
          if (!at.state(S3State.class).blocksPublicPolicies) {
            throw S3Errors.noPublicAccessBlock();
          }
          return GetPublicAccessBlockResponse.builder()
              .publicAccessBlockConfiguration(
                  block ->
                      block
                          .blockPublicAcls(true)
                          .ignorePublicAcls(true)
                          .blockPublicPolicy(true)
                          .restrictPublicBuckets(true))
              .build();
        });
  }

  private void change(
      String operation, String owner, String arn, Consumer<Map<String, String>> how) {
    if (!arn.startsWith(BUCKET)) {
      throw SimEndpoint.notSimulated("tags of " + arn);
    }
    String name = arn.substring(BUCKET.length());
    at.write(
        operation,
        List.of(name),
        () -> {
          SimBucket bucket = bucket(name, owner);
          var tags = new TreeMap<>(bucket.tags);
          how.accept(tags);
          if (TagRules.areTooMany(tags.keySet())) {
            throw S3Errors.of(400, "TooManyTags", "Bucket tag count cannot be greater than 50");
          }
          if (!tags.equals(bucket.tags)) {
            bucket.tags = tags;
            at.changed();
          }
          return tags;
        });
  }

  private SimBucket bucket(String name, String owner) {
    S3State state = S3State.owner(at, name);
    if (!state.account.equals(owner) || !owner.equals(at.account())) {
      throw S3Errors.accessDenied();
    }
    SimBucket bucket = state.bucket(name);
    if (!bucket.region.equals(at.region())) {
      throw S3Errors.wrongRegion(bucket.region);
    }
    return bucket;
  }

  private static void put(Map<String, String> tags, Tag tag) {
    if (!TagRules.isLegal(tag.key(), tag.value()) || TagRules.isReserved(tag.key())) {
      throw S3Errors.of(400, "InvalidTag", "The Tag you have provided is invalid");
    }
    tags.put(tag.key(), tag.value());
  }

  private static void remove(Map<String, String> tags, String key) {
    if (TagRules.isReserved(key)) {
      throw S3Errors.of(400, "InvalidTag", "System tags cannot be removed by requester");
    }
    tags.remove(key);
  }
}
