package dev.molly.kind;

import dev.molly.aws.Ask;
import dev.molly.aws.Session;
import dev.molly.model.Control;
import dev.molly.model.Control.Measure;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;

/// S3 buckets, each read in its own region. A bucket has no flag that stops its deletion; what
/// helps is versioning, Object Lock, and a bucket policy that denies the delete.
final class S3Bucket implements Kind {
  static final KindId ID = new KindId("s3-bucket");

  private static final Control VERSIONING =
      Control.of(
          "versioning",
          Measure.SWITCH,
          "s3-versioning",
          "what is overwritten or deleted can be had back");
  private static final Control OBJECT_LOCK =
      Control.of(
          "object-lock",
          Measure.SWITCH,
          "s3-object-lock",
          "objects can be kept from deletion for a time");
  private static final Control MFA_DELETE =
      Control.of(
          "mfa-delete",
          Measure.SWITCH,
          "s3-mfa-delete",
          "versions are deleted with the root user's MFA device only");
  private static final Control DELETE_DENIED =
      Control.of(
          "delete-denied",
          Measure.SWITCH,
          "s3-delete-denied",
          "the bucket policy denies the bucket's deletion to everyone");

  /// The most that ListBuckets gives on one page.
  private static final int PAGE = 10_000;

  @Override
  public KindId id() {
    return ID;
  }

  @Override
  public List<Control> controls() {
    return List.of(VERSIONING, OBJECT_LOCK, MFA_DELETE, DELETE_DENIED);
  }

  /// Asks each region for its own buckets, so that none is read from elsewhere.
  @Override
  public void list(Session session, RegionId region, Wanted wanted, Consumer<Resource> found) {
    S3Client s3 = session.s3(region);
    var pages =
        s3.listBucketsPaginator(r -> r.bucketRegion(region.value()).maxBuckets(PAGE)).iterator();
    while (Ask.aws("s3:ListAllMyBuckets", pages::hasNext)) {
      Ask.aws("s3:ListAllMyBuckets", pages::next).buckets().stream()
          .filter(bucket -> region.value().equals(regionOf(s3, bucket)))
          .map(bucket -> resource(session, region, bucket.name()))
          .forEach(found);
    }
  }

  /// Stand-ins for S3 may leave the region out, or give every bucket whatever region was asked for.
  private static String regionOf(S3Client s3, Bucket bucket) {
    if (bucket.bucketRegion() != null) {
      return bucket.bucketRegion();
    }
    String location =
        Ask.aws(
            "s3:GetBucketLocation",
            () -> s3.getBucketLocation(r -> r.bucket(bucket.name())).locationConstraintAsString());
    // S3's first region has no name here, and its second an old one.
    if (location == null || location.isEmpty()) {
      return "us-east-1";
    }
    return location.equals("EU") ? "eu-west-1" : location;
  }

  private static Resource resource(Session session, RegionId region, String name) {
    var ref =
        new ResourceRef(
            new ResourceId(ID, session.identity().account(), region, name),
            name,
            name,
            "arn:" + session.identity().partition() + ":s3:::" + name);
    return new Resource(ref, "exists", new Tags.Unread(), Map.of());
  }

  @Override
  public Resource read(Session session, Resource listed, Wanted wanted) {
    var reads = new S3Reads(session.s3(listed.id().region()), listed);
    var answers = new HashMap<ControlId, Protection>();
    if (wanted.has(VERSIONING.id()) || wanted.has(MFA_DELETE.id())) {
      S3Reads.Versioning read = reads.versioning();
      answers.put(VERSIONING.id(), read.versioning());
      answers.put(MFA_DELETE.id(), read.mfaDelete());
    }
    if (wanted.has(OBJECT_LOCK.id())) {
      answers.put(OBJECT_LOCK.id(), reads.objectLock());
    }
    if (wanted.has(DELETE_DENIED.id())) {
      answers.put(DELETE_DENIED.id(), reads.deleteDenied());
    }
    Resource read = wanted.tags() ? listed.with(reads.tags()) : listed;
    return read.with(answers);
  }

  @Override
  public Optional<String> fix(Resource resource, ControlId control, Optional<Duration> atLeast) {
    String bucket = resource.ref().identifier();
    String where = " --region %s --bucket %s ".formatted(resource.id().region(), bucket);
    if (control.equals(VERSIONING.id())) {
      return Optional.of(
          "aws s3api put-bucket-versioning" + where + "--versioning-configuration Status=Enabled");
    }
    if (control.equals(OBJECT_LOCK.id())) {
      return Optional.of(
          "aws s3api put-object-lock-configuration"
              + where
              + "--object-lock-configuration ObjectLockEnabled=Enabled");
    }
    // Only root can set MFA delete, and a put of a bucket policy replaces the one that is there.
    return Optional.empty();
  }
}
