package dev.molly.contract;

import dev.molly.model.AccountRegion;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.Tag;

/// An empty bucket with a policy and a lifecycle rule of its owner's. Moto holds objects to the
/// bucket policy, and empties nothing by itself.
record RetirableBucket(S3Client s3) implements Retirable {
  private static final String POLICY =
      """
      { "Version":"2012-10-17", "Statement" : { "Sid":"Theirs","Effect":"Allow",
        "Principal":{"AWS":"*"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::%s/*" } }
      """
          .formatted(NAME);

  static RetirableBucket plant(Engine engine, AccountRegion where) {
    S3Client s3 = engine.s3(where);
    engine.create(where, Seed.bucket(NAME, Seed.BucketTrait.VERSIONING_SUSPENDED));
    var env = Tag.builder().key("env").value("production").build();
    s3.putBucketTagging(r -> r.bucket(NAME).tagging(t -> t.tagSet(env)));
    s3.putBucketPolicy(r -> r.bucket(NAME).policy(POLICY));
    var rule =
        LifecycleRule.builder()
            .id("theirs")
            .status(ExpirationStatus.ENABLED)
            .filter(f -> f.prefix("logs/"))
            .expiration(e -> e.days(400))
            .build();
    s3.putBucketLifecycleConfiguration(
        r -> r.bucket(NAME).lifecycleConfiguration(l -> l.rules(rule)));
    return new RetirableBucket(s3);
  }

  void put(String key) {
    s3.putObject(r -> r.bucket(NAME).key(key), RequestBody.fromString("something"));
  }

  int versions() {
    return s3.listObjectVersions(r -> r.bucket(NAME)).versions().size();
  }

  /// Whether there is nothing in it, not even a delete marker.
  boolean isEmpty() {
    var page = s3.listObjectVersions(r -> r.bucket(NAME));
    return page.versions().isEmpty() && page.deleteMarkers().isEmpty();
  }

  List<String> rules() {
    return s3.getBucketLifecycleConfiguration(r -> r.bucket(NAME)).rules().stream()
        .map(LifecycleRule::id)
        .toList();
  }

  String policy() {
    return s3.getBucketPolicy(r -> r.bucket(NAME)).policy();
  }

  /// What S3 does by its lifecycle rules, whatever the policy says. Moto denies it to everybody, so
  /// that the policy is away meanwhile.
  void empty() {
    String policy = policy();
    s3.deleteBucketPolicy(r -> r.bucket(NAME));
    var page = s3.listObjectVersions(r -> r.bucket(NAME));
    page.versions()
        .forEach(
            one -> s3.deleteObject(r -> r.bucket(NAME).key(one.key()).versionId(one.versionId())));
    s3.putBucketPolicy(r -> r.bucket(NAME).policy(policy));
  }

  @Override
  public Map<String, String> state() {
    BucketVersioningStatus versioning = s3.getBucketVersioning(r -> r.bucket(NAME)).status();
    var tags = new TreeMap<String, String>();
    s3.getBucketTagging(r -> r.bucket(NAME))
        .tagSet()
        .forEach(tag -> tags.put(tag.key(), tag.value()));
    return new TreeMap<>(
        Map.of(
            "name", NAME,
            "policy", policy(),
            "quarantined", String.valueOf(policy().contains("\"Sid\":\"MollyQuarantine")),
            "versioning", versioning.toString(),
            "rules", rules().toString(),
            "tags", tags.toString()));
  }

  @Override
  public Map<String, String> whenRetired() {
    return Map.of("name", NAME, "quarantined", "true", "versioning", "Enabled");
  }

  @Override
  public boolean isThere() {
    return s3.listBuckets().buckets().stream().anyMatch(bucket -> bucket.name().equals(NAME));
  }

  @Override
  public List<String> copies() {
    return List.of();
  }

  @Override
  public List<String> copiesWhenPurged() {
    return List.of();
  }
}
