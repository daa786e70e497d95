package dev.molly.kind;

import dev.molly.aws.Ask;
import dev.molly.aws.Session;
import dev.molly.model.ApiCall;
import dev.molly.model.Change;
import dev.molly.model.Control;
import dev.molly.model.Control.Measure;
import dev.molly.model.ControlId;
import dev.molly.model.Goal;
import dev.molly.model.KindId;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.retire.Copied;
import dev.molly.retire.CopyDemand;
import dev.molly.retire.Ladder;
import dev.molly.retire.Levers;
import dev.molly.retire.Look;
import dev.molly.retire.RecordSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;

/// S3 buckets, each read in its own region. A bucket has no flag that stops its deletion; what
/// helps is versioning, Object Lock, and a bucket policy that denies the delete.
///
/// Settings: versioning `never`, `suspended` or `enabled`; delete-denied the bucket policy's text,
/// empty when there is none; object-lock and mfa-delete `on` or `off`, which molly does not write.
final class S3Bucket implements Kind {
  static final KindId ID = new KindId("s3-bucket");

  static final Control VERSIONING =
      Control.of(
          "versioning",
          Measure.SWITCH,
          "s3-versioning",
          "what is overwritten or deleted can be had back");
  static final Control OBJECT_LOCK =
      Control.of(
          "object-lock",
          Measure.SWITCH,
          "s3-object-lock",
          "objects can be kept from deletion for a time");
  static final Control MFA_DELETE =
      Control.of(
          "mfa-delete",
          Measure.SWITCH,
          "s3-mfa-delete",
          "versions are deleted with the root user's MFA device only");
  static final Control DELETE_DENIED =
      Control.of(
          "delete-denied",
          Measure.SWITCH,
          "s3-delete-denied",
          "the bucket policy denies the bucket's deletion to everyone");

  /// A bucket keeps its name, so its record has none.
  private static final Pattern NO_NAME = Pattern.compile("");

  /// The most that ListBuckets gives on one page.
  private static final int PAGE = 10_000;

  @Override
  public KindId id() {
    return ID;
  }

  /// The only thing that S3 does to a bucket, in days, is to empty it.
  @Override
  public boolean isSoonDone() {
    return false;
  }

  @Override
  public List<Control> controls() {
    return List.of(VERSIONING, OBJECT_LOCK, MFA_DELETE, DELETE_DENIED);
  }

  @Override
  public List<String> reads() {
    return List.of(
        "s3:ListAllMyBuckets",
        "s3:GetBucketLocation",
        "s3:GetBucketVersioning",
        "s3:GetBucketObjectLockConfiguration",
        "s3:GetBucketPolicy",
        "s3:GetBucketTagging");
  }

  @Override
  public List<String> writes() {
    return List.of("s3:PutBucketVersioning", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy");
  }

  /// Asks each region for its own buckets, so that none is read from elsewhere.
  @Override
  public void list(Session session, RegionId region, Wanted wanted, Consumer<Resource> found) {
    S3Client s3 = session.s3(region);
    var pages =
        s3.listBucketsPaginator(r -> r.bucketRegion(region.value()).maxBuckets(PAGE)).iterator();
    var regions = new S3Regions(s3);
    while (Ask.aws("s3:ListAllMyBuckets", pages::hasNext)) {
      Ask.aws("s3:ListAllMyBuckets", pages::next).buckets().stream()
          .filter(bucket -> regions.has(region, bucket))
          .map(bucket -> resource(session, region, bucket.name()))
          .forEach(found);
    }
    regions.mustBeKnown();
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
    var reads = new S3Reads(settings(session, listed.ref()), listed.ref());
    var answers = new HashMap<ControlId, Protection>();
    if (wanted.has(VERSIONING.id()) || wanted.has(MFA_DELETE.id())) {
      answers.putAll(reads.versioningAndMfaDelete());
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

  private static S3Settings settings(Session session, ResourceRef ref) {
    return new S3Settings(session.s3(ref.id().region()), ref);
  }

  @Override
  public Optional<String> fix(Resource resource, ControlId control, Optional<Duration> atLeast) {
    boolean locked = resource.controls().get(MFA_DELETE.id()) instanceof Protection.On;
    if (control.equals(VERSIONING.id()) && !locked) {
      var change = new Change(resource.ref(), control, S3Settings.SUSPENDED, S3Settings.ENABLED);
      return Optional.of(call(change).command());
    }
    if (control.equals(OBJECT_LOCK.id())) {
      return Optional.of(S3Writes.objectLockCommand(resource.ref()));
    }
    // Only root can set MFA delete, and a put of a bucket policy replaces the one that is there.
    return Optional.empty();
  }

  /// Another region's bucket of that name is another bucket: this one was deleted.
  @Override
  public Optional<Resource> observe(Session session, ResourceRef ref) {
    S3Client s3 = session.s3(ref.id().region());
    String owner = ref.id().account().value();
    return Ask.ifThere(
            "s3:GetBucketLocation",
            () -> s3.getBucketLocation(r -> r.bucket(ref.identifier()).expectedBucketOwner(owner)))
        .filter(answer -> S3Regions.of(answer).equals(ref.id().region().value()))
        .map(answer -> resource(session, ref.id().region(), ref.identifier()))
        .map(bucket -> bucket.with(new S3Reads(settings(session, ref), ref).tags()));
  }

  @Override
  public String setting(Session session, ResourceRef ref, ControlId control) {
    if (control.equals(Levers.EXISTENCE)) {
      return observe(session, ref).isPresent() ? Levers.THERE : Levers.GONE;
    }
    return S3Levers.ALL.contains(control)
        ? S3Levers.setting(session, ref, settings(session, ref), control)
        : settings(session, ref).of(control);
  }

  @Override
  public String canonical(ControlId control, String setting) {
    return control.equals(DELETE_DENIED.id()) ? BucketPolicy.canonical(setting) : setting;
  }

  @Override
  public Remedy remedy(
      Session session, Resource resource, ControlId control, Optional<Duration> atLeast) {
    ResourceRef ref = resource.ref();
    String now = setting(session, ref, control);
    if (control.equals(DELETE_DENIED.id())) {
      return BucketPolicy.denyingDelete(control, now, ref.arn());
    }
    if (control.equals(OBJECT_LOCK.id())) {
      return Switch.isOn(now) ? new Remedy.NotNeeded() : objectLockIsForEver(ref);
    }
    if (control.equals(MFA_DELETE.id())) {
      return Switch.isOn(now) ? new Remedy.NotNeeded() : onlyForRoot(ref);
    }
    Remedy enable = Remedy.set(control, now, S3Settings.ENABLED);
    boolean locked =
        enable instanceof Remedy.Set && Switch.isOn(setting(session, ref, MFA_DELETE.id()));
    return locked ? onlyForRoot(ref) : enable;
  }

  private static Remedy objectLockIsForEver(ResourceRef bucket) {
    return new Remedy.Nothing(
        "Object Lock needs versioning, can never be turned off again, and what it locks is billed"
            + " until its time is over; a person has to want that: "
            + S3Writes.objectLockCommand(bucket));
  }

  private static Remedy onlyForRoot(ResourceRef bucket) {
    return new Remedy.Nothing(
        "only the account's root user can do it, with the MFA device at hand: "
            + S3Writes.mfaDeleteCommand(bucket));
  }

  /// Versioning that was never on can only be suspended again.
  @Override
  public Optional<Change> undo(Change change) {
    boolean firstTime =
        change.control().equals(VERSIONING.id()) && change.from().equals(S3Settings.NEVER);
    return change.control().equals(Levers.EXISTENCE)
        ? Optional.empty()
        : Optional.of(
            new Change(
                change.resource(),
                change.control(),
                change.to(),
                firstTime ? S3Settings.SUSPENDED : change.from()));
  }

  @Override
  public Clues clues() {
    return new S3Clues();
  }

  @Override
  public ApiCall call(Change change) {
    return S3Levers.ALL.contains(change.control())
        ? S3LeverWrites.call(change)
        : S3Writes.call(change);
  }

  @Override
  public void perform(Session session, Change change) {
    if (S3Levers.ALL.contains(change.control())) {
      S3LeverWrites.perform(session, change);
    } else {
      S3Writes.perform(session.s3(change.resource().id().region()), change);
    }
  }

  @Override
  public Optional<Look> look(Session session, ResourceRef ref, Instant now) {
    return observe(session, ref)
        .map(bucket -> S3Levers.look(session, bucket, settings(session, ref), now));
  }

  @Override
  public boolean isOutOfUse(ResourceRef bucket, ControlId control, String setting) {
    return control.equals(DELETE_DENIED.id())
        && Quarantine.in(setting, bucket.arn()).state() != Quarantine.State.NONE;
  }

  @Override
  public Ladder ladder() {
    return new S3Ladder();
  }

  @Override
  public RecordSchema recordSchema() {
    return new RecordSchema(
        Map.of(VERSIONING.id(), Set.of(S3Settings.NEVER, S3Settings.SUSPENDED, S3Settings.ENABLED)),
        Set.of(S3Levers.EXISTS),
        NO_NAME,
        S3Obstacles.OPTIONS,
        leased());
  }

  /// The policy is put back by taking molly's statement out of it, whatever else it says by then.
  @Override
  public List<ControlId> retired() {
    return List.of(VERSIONING.id());
  }

  @Override
  public Map<ControlId, String> leased() {
    return Map.of();
  }

  /// There is none: what is in a bucket is deleted only when that was chosen when it was retired.
  /// AWS tells no time either that a tag could be held against.
  @Override
  public Copied copied(Session session, ResourceRef ref, CopyDemand demand) {
    return new Copied.Unasked();
  }

  @Override
  public List<String> copyReads() {
    return List.of();
  }

  @Override
  public List<String> looks() {
    return S3Levers.looks();
  }

  @Override
  public List<String> obstacleReads() {
    return PublicPolicy.READS;
  }

  @Override
  public List<String> writes(Goal goal) {
    return S3Levers.writes(goal);
  }

  @Override
  public List<String> records() {
    return List.of("s3:TagResource", "s3:UntagResource");
  }
}
