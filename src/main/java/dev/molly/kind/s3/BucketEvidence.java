package dev.molly.kind.s3;

import static dev.molly.model.Evidence.Topic.AGE;
import static dev.molly.model.Evidence.Topic.BACKUP;
import static dev.molly.model.Evidence.Topic.LOSS;
import static dev.molly.model.Evidence.Topic.REFERS;
import static dev.molly.model.Evidence.Topic.SIZE;
import static dev.molly.model.Evidence.Topic.WHAT;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.aws.AwsException;
import dev.molly.kind.EvidenceCollector;
import dev.molly.kind.EvidenceReader;
import dev.molly.kind.ReadFailures;
import dev.molly.kind.support.CloudWatchMetrics;
import dev.molly.kind.support.HumanQuantities;
import dev.molly.model.Evidence;
import dev.molly.model.ResourceRef;
import dev.molly.model.UsageSince;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.ReplicationRuleStatus;

/// Reads the evidence of whether a bucket is still used. S3 keeps no record of use by default;
/// only a bucket with request metrics provides one.
final class BucketEvidence implements EvidenceReader {
  @Override
  public List<String> reads() {
    return List.of(
        "s3:ListAllMyBuckets",
        "s3:ListBucketVersions",
        "s3:GetBucketVersioning",
        "s3:GetReplicationConfiguration",
        "s3:GetBucketPolicy",
        BucketMetrics.LISTING,
        CloudWatchMetrics.PERMISSION);
  }

  @Override
  public List<Evidence> of(AccountSession session, ResourceRef ref, Instant now) {
    var found = new EvidenceCollector();
    found.note(WHAT, "a bucket in " + ref.id().region());
    found.ask(AGE, "when it was created", () -> age(session, ref, now, found));
    found.ask(SIZE, "whether it is empty", () -> probe(session, ref, found));
    new BucketMetrics(session, ref, now, found).ask();
    found.unknown(
        REFERS,
        "not looked at: static website hosting, CloudFront, log delivery, event notifications,"
            + " access points, and clients that know its name");
    found.ask(BACKUP, "its versioning", () -> versioning(session, ref, found));
    found.ask(BACKUP, "its replication", () -> replication(session, ref, found));
    found.note(
        LOSS, "a bucket cannot be stopped: quarantine takes nothing away but the access to it");
    return found.all();
  }

  /// The listed creation date is that of the bucket in us-east-1 only; in other regions it may
  /// be that of the last change to its policy or settings.
  ///
  /// Source: S3 API Reference, Bucket: CreationDate "can change when making changes to your
  /// bucket".
  private static void age(
      AccountSession session, ResourceRef ref, Instant now, EvidenceCollector found) {
    var s3 = session.client(S3Client.class, ref.id().region());
    String region = ref.id().region().value();
    AwsCalls.call(
            "s3:ListAllMyBuckets",
            () -> s3.listBuckets(r -> r.prefix(ref.identifier()).bucketRegion(region)))
        .buckets()
        .stream()
        .filter(bucket -> bucket.name().equals(ref.identifier()))
        .findFirst()
        .map(Bucket::creationDate)
        .ifPresentOrElse(
            at ->
                found.note(
                    AGE,
                    "created on %s, or changed then".formatted(HumanQuantities.since(at, now))),
            () -> found.unknown(AGE, "S3 does not say when it was created"));
  }

  /// Reads one page with a single version or delete marker, which shows whether the bucket holds
  /// anything.
  private static void probe(AccountSession session, ResourceRef ref, EvidenceCollector found) {
    var s3 = session.client(S3Client.class, ref.id().region());
    String owner = ref.id().account().value();
    var page =
        AwsCalls.call(
            "s3:ListBucketVersions",
            () ->
                s3.listObjectVersions(
                    r -> r.bucket(ref.identifier()).expectedBucketOwner(owner).maxKeys(1)));
    if (!page.versions().isEmpty()) {
      found.warning(SIZE, "it is not empty");
    } else if (!page.deleteMarkers().isEmpty()) {
      found.note(SIZE, "it is not empty: there are delete markers at least");
    } else if (Boolean.TRUE.equals(page.isTruncated())) {
      found.unknown(SIZE, "S3 does not say whether it is empty");
    } else {
      found.note(SIZE, "it is empty now, with no version of an object and no delete marker");
    }
  }

  private static void versioning(AccountSession session, ResourceRef ref, EvidenceCollector found) {
    var settings = new BucketReader(session.client(S3Client.class, ref.id().region()), ref);
    String versioning = Versioning.of(settings.versioning());
    String said = "versioning is " + (versioning.equals(Versioning.NEVER) ? "off" : versioning);
    if (versioning.equals(Versioning.ENABLED)) {
      found.note(BACKUP, said + ": what is overwritten or deleted can be had back");
    } else {
      found.warning(BACKUP, said + ": what is deleted is gone, unless there is a copy elsewhere");
    }
    found.unknown(BACKUP, "not looked at: AWS Backup, and copies made by hand");
  }

  private static void replication(
      AccountSession session, ResourceRef ref, EvidenceCollector found) {
    var s3 = session.client(S3Client.class, ref.id().region());
    String owner = ref.id().account().value();
    try {
      var all =
          AwsCalls.call(
                  "s3:GetReplicationConfiguration",
                  () ->
                      s3.getBucketReplication(
                          r -> r.bucket(ref.identifier()).expectedBucketOwner(owner)))
              .replicationConfiguration();
      if (!all.hasRules()) {
        throw ReadFailures.unsaid("the rules of its replication");
      }
      String copies =
          all.rules().stream()
              .filter(rule -> rule.status() != ReplicationRuleStatus.DISABLED)
              .map(BucketEvidence::destination)
              .distinct()
              .collect(Collectors.joining(", "));
      if (!copies.isEmpty()) {
        found.note(BACKUP, "what is written since its rules were made is replicated to " + copies);
        return;
      }
    } catch (AwsException e) {
      if (!e.code().equals("ReplicationConfigurationNotFoundError")) {
        throw e;
      }
    }
    found.note(BACKUP, "it is not replicated");
  }

  private static String destination(ReplicationRule rule) {
    return rule.destination() == null ? "a bucket" : rule.destination().bucket();
  }

  /// A quarantined bucket cannot be used, according to its current policy; S3 does not keep
  /// whether it was quarantined all the time. For any other bucket the use is unknown. Request
  /// metrics do not help here, because they also count Molly's own reads and refused requests.
  @Override
  public UsageSince usedSince(AccountSession session, ResourceRef ref, Instant since, Instant now) {
    String policy =
        new BucketReader(session.client(S3Client.class, ref.id().region()), ref).policy();
    return switch (QuarantineStatement.in(policy, ref.arn()).state()) {
      case CLOSED, LEAVING ->
          new UsageSince.No(
              "it is quarantined: its bucket policy denies all access to its objects");
      case NONE, EDITED, UNREADABLE ->
          new UsageSince.Unknown(
              "it is not quarantined, and S3 keeps no record of who uses a bucket", "");
    };
  }
}
