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
/// bucket policy, and empties nothing by itself. All regions share their names.
record RetirableBucket(S3Client s3, String name) implements Retirable {
  static RetirableBucket plant(Engine engine, AccountRegion where) {
    S3Client s3 = engine.s3(where);
    String name = NAME + "-" + where.region();
    engine.create(where, Seed.bucket(name, Seed.BucketTrait.VERSIONING_SUSPENDED));
    var env = Tag.builder().key("env").value("production").build();
    s3.putBucketTagging(r -> r.bucket(name).tagging(t -> t.tagSet(env)));
    String policy =
        """
        { "Version":"2012-10-17", "Statement" : { "Sid":"Theirs","Effect":"Allow",
          "Principal":{"AWS":"*"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::%s/*" } }
        """
            .formatted(name);
    s3.putBucketPolicy(r -> r.bucket(name).policy(policy));
    var rule =
        LifecycleRule.builder()
            .id("theirs")
            .status(ExpirationStatus.ENABLED)
            .filter(f -> f.prefix("logs/"))
            .expiration(e -> e.days(400))
            .build();
    s3.putBucketLifecycleConfiguration(
        r -> r.bucket(name).lifecycleConfiguration(l -> l.rules(rule)));
    return new RetirableBucket(s3, name);
  }

  void put(String key) {
    s3.putObject(r -> r.bucket(name).key(key), RequestBody.fromString("something"));
  }

  int versions() {
    return s3.listObjectVersions(r -> r.bucket(name)).versions().size();
  }

  /// Whether there is nothing in it, not even a delete marker.
  boolean isEmpty() {
    var page = s3.listObjectVersions(r -> r.bucket(name));
    return page.versions().isEmpty() && page.deleteMarkers().isEmpty();
  }

  List<String> rules() {
    return s3.getBucketLifecycleConfiguration(r -> r.bucket(name)).rules().stream()
        .map(LifecycleRule::id)
        .toList();
  }

  String policy() {
    return s3.getBucketPolicy(r -> r.bucket(name)).policy();
  }

  /// What S3 does by its lifecycle rules, whatever the policy says. Moto denies it to everybody, so
  /// that the policy is away meanwhile.
  void empty() {
    String policy = policy();
    s3.deleteBucketPolicy(r -> r.bucket(name));
    var page = s3.listObjectVersions(r -> r.bucket(name));
    page.versions()
        .forEach(
            one -> s3.deleteObject(r -> r.bucket(name).key(one.key()).versionId(one.versionId())));
    s3.putBucketPolicy(r -> r.bucket(name).policy(policy));
  }

  @Override
  public String arn() {
    return "arn:aws:s3:::" + name;
  }

  @Override
  public Map<String, String> state() {
    BucketVersioningStatus versioning = s3.getBucketVersioning(r -> r.bucket(name)).status();
    var tags = new TreeMap<String, String>();
    s3.getBucketTagging(r -> r.bucket(name))
        .tagSet()
        .forEach(tag -> tags.put(tag.key(), tag.value()));
    return new TreeMap<>(
        Map.of(
            "name", name,
            "policy", policy(),
            "quarantined", String.valueOf(policy().contains("\"Sid\":\"MollyQuarantine")),
            "versioning", versioning.toString(),
            "rules", rules().toString(),
            "tags", tags.toString()));
  }

  @Override
  public Map<String, String> whenRetired() {
    return Map.of("name", name, "quarantined", "true", "versioning", "Enabled");
  }

  @Override
  public boolean isThere() {
    return s3.listBuckets().buckets().stream().anyMatch(bucket -> bucket.name().equals(name));
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
