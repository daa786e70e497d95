package dev.molly.kind.s3;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.EvidenceReader;
import dev.molly.kind.OnOff;
import dev.molly.kind.Remediation;
import dev.molly.kind.ResourceKind;
import dev.molly.model.Arn;
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
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.retire.FinalCopyRequirement;
import dev.molly.retire.FinalCopyState;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.Observation;
import dev.molly.retire.RecordSchema;
import dev.molly.retire.StagedDeletion;
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

/// S3 buckets, each read in its own region. A bucket has no flag that stops its deletion; its
/// protections are versioning, Object Lock, and a bucket policy that denies the deletion.
///
/// Settings: versioning `never`, `suspended` or `enabled`; delete-denied the text of the bucket
/// policy, empty if there is none; object-lock and mfa-delete `on` or `off`, which Molly does
/// not write.
public final class BucketKind implements ResourceKind {
  public static final KindId ID = new KindId("s3-bucket");

  public static final Control VERSIONING =
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
  public static final Control DELETE_DENIED =
      Control.of(
          "delete-denied",
          Measure.SWITCH,
          "s3-delete-denied",
          "the bucket policy denies the bucket's deletion to everyone");

  /// A bucket cannot be renamed, so its record contains no name.
  private static final Pattern NO_NAME = Pattern.compile("");

  /// The maximum page size of ListBuckets.
  private static final int PAGE = 10_000;

  @Override
  public KindId id() {
    return ID;
  }

  @Override
  public boolean owns(Arn arn) {
    return arn.service().equals("s3") && !arn.resource().contains("/");
  }

  /// The only operation that S3 itself performs on a bucket is to empty it, which takes days.
  @Override
  public boolean settlesWithinMinutes() {
    return false;
  }

  @Override
  public List<Control> controls() {
    return List.of(VERSIONING, OBJECT_LOCK, MFA_DELETE, DELETE_DENIED);
  }

  @Override
  public List<String> readPermissions() {
    return List.of(
        "s3:ListAllMyBuckets",
        "s3:GetBucketLocation",
        "s3:GetBucketVersioning",
        "s3:GetBucketObjectLockConfiguration",
        "s3:GetBucketPolicy",
        "s3:GetBucketTagging");
  }

  @Override
  public List<String> writePermissions() {
    return List.of("s3:PutBucketVersioning", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy");
  }

  /// Requests from each region its own buckets, so that none is read from another region.
  @Override
  public void list(
      AccountSession session, RegionId region, ControlSelection wanted, Consumer<Resource> found) {
    S3Client s3 = session.client(S3Client.class, region);
    var pages =
        s3.listBucketsPaginator(r -> r.bucketRegion(region.value()).maxBuckets(PAGE)).iterator();
    var regions = new BucketRegions(s3);
    while (AwsCalls.call("s3:ListAllMyBuckets", pages::hasNext)) {
      AwsCalls.call("s3:ListAllMyBuckets", pages::next).buckets().stream()
          .filter(bucket -> regions.has(region, bucket))
          .map(bucket -> resource(session, region, bucket.name()))
          .forEach(found);
    }
    regions.mustBeKnown();
  }

  private static Resource resource(AccountSession session, RegionId region, String name) {
    var ref =
        new ResourceRef(
            new ResourceId(ID, session.identity().account(), region, name),
            name,
            name,
            "arn:" + session.identity().partition() + ":s3:::" + name);
    return new Resource(ref, "exists", new Tags.Unread(), Map.of());
  }

  @Override
  public Resource read(AccountSession session, Resource listed, ControlSelection wanted) {
    var reads = new BucketProtectionReader(settings(session, listed.ref()), listed.ref());
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

  private static BucketReader settings(AccountSession session, ResourceRef ref) {
    return new BucketReader(session.client(S3Client.class, ref.id().region()), ref);
  }

  @Override
  public Optional<String> cliFix(Resource resource, ControlId control, Optional<Duration> atLeast) {
    boolean locked = resource.controls().get(MFA_DELETE.id()) instanceof Protection.On;
    if (control.equals(VERSIONING.id()) && !locked) {
      var change =
          new Change(resource.ref(), control, BucketReader.SUSPENDED, BucketReader.ENABLED);
      return Optional.of(call(change).command());
    }
    if (control.equals(OBJECT_LOCK.id())) {
      return Optional.of(BucketWriter.objectLockCommand(resource.ref()));
    }
    // Only the root user can set MFA delete, and a put of a bucket policy replaces the existing
    // one.
    return Optional.empty();
  }

  /// A bucket with the same name in another region is another bucket: this one was deleted.
  @Override
  public Optional<Resource> find(AccountSession session, ResourceRef ref) {
    S3Client s3 = session.client(S3Client.class, ref.id().region());
    String owner = ref.id().account().value();
    return AwsCalls.callIfExists(
            "s3:GetBucketLocation",
            () -> s3.getBucketLocation(r -> r.bucket(ref.identifier()).expectedBucketOwner(owner)))
        .filter(answer -> BucketRegions.of(answer).equals(ref.id().region().value()))
        .map(answer -> resource(session, ref.id().region(), ref.identifier()))
        .map(bucket -> bucket.with(new BucketProtectionReader(settings(session, ref), ref).tags()));
  }

  @Override
  public String setting(AccountSession session, ResourceRef ref, ControlId control) {
    if (control.equals(LifecycleAttributes.EXISTENCE)) {
      return find(session, ref).isPresent() ? LifecycleAttributes.THERE : LifecycleAttributes.GONE;
    }
    return BucketLifecycle.ALL.contains(control)
        ? BucketLifecycle.setting(session, ref, settings(session, ref), control)
        : settings(session, ref).of(control);
  }

  @Override
  public String canonical(ControlId control, String setting) {
    return control.equals(DELETE_DENIED.id()) ? BucketPolicy.canonical(setting) : setting;
  }

  @Override
  public Remediation remediation(
      AccountSession session, Resource resource, ControlId control, Optional<Duration> atLeast) {
    ResourceRef ref = resource.ref();
    String now = setting(session, ref, control);
    if (control.equals(DELETE_DENIED.id())) {
      return BucketPolicy.denyingDelete(control, now, ref.arn());
    }
    if (control.equals(OBJECT_LOCK.id())) {
      return OnOff.isOn(now) ? new Remediation.Compliant() : objectLockIsForEver(ref);
    }
    if (control.equals(MFA_DELETE.id())) {
      return OnOff.isOn(now) ? new Remediation.Compliant() : onlyForRoot(ref);
    }
    Remediation enable = Remediation.set(control, now, BucketReader.ENABLED);
    boolean locked =
        enable instanceof Remediation.Fix && OnOff.isOn(setting(session, ref, MFA_DELETE.id()));
    return locked ? onlyForRoot(ref) : enable;
  }

  private static Remediation objectLockIsForEver(ResourceRef bucket) {
    return new Remediation.NotPossible(
        "Object Lock needs versioning, can never be turned off again, and what it locks is billed"
            + " until its time is over; a person has to want that: "
            + BucketWriter.objectLockCommand(bucket));
  }

  private static Remediation onlyForRoot(ResourceRef bucket) {
    return new Remediation.NotPossible(
        "only the account's root user can do it, with the MFA device at hand: "
            + BucketWriter.mfaDeleteCommand(bucket));
  }

  /// Versioning that was never on before can only be suspended again.
  @Override
  public Optional<Change> inverse(Change change) {
    boolean firstTime =
        change.control().equals(VERSIONING.id()) && change.from().equals(BucketReader.NEVER);
    return change.control().equals(LifecycleAttributes.EXISTENCE)
        ? Optional.empty()
        : Optional.of(
            new Change(
                change.resource(),
                change.control(),
                change.to(),
                firstTime ? BucketReader.SUSPENDED : change.from()));
  }

  @Override
  public EvidenceReader evidence() {
    return new BucketEvidence();
  }

  @Override
  public ApiCall call(Change change) {
    return BucketLifecycle.ALL.contains(change.control())
        ? BucketLifecycleWriter.call(change)
        : BucketWriter.call(change);
  }

  @Override
  public void perform(AccountSession session, Change change) {
    if (BucketLifecycle.ALL.contains(change.control())) {
      BucketLifecycleWriter.perform(session, change);
    } else {
      BucketWriter.perform(session.client(S3Client.class, change.resource().id().region()), change);
    }
  }

  @Override
  public Optional<Observation> observe(AccountSession session, ResourceRef ref, Instant now) {
    return find(session, ref)
        .map(
            bucket ->
                BucketLifecycle.look(session, bucket, settings(session, ref), recordSchema(), now));
  }

  @Override
  public boolean isOutOfUse(ResourceRef bucket, ControlId control, String setting) {
    return control.equals(DELETE_DENIED.id())
        && QuarantineStatement.in(setting, bucket.arn()).state() != QuarantineStatement.State.NONE;
  }

  @Override
  public StagedDeletion stagedDeletion() {
    return new BucketStagedDeletion();
  }

  @Override
  public RecordSchema recordSchema() {
    return new RecordSchema(
        Map.of(
            VERSIONING.id(),
            Set.of(BucketReader.NEVER, BucketReader.SUSPENDED, BucketReader.ENABLED)),
        Set.of(BucketLifecycle.EXISTS),
        NO_NAME,
        BucketBlockers.OPTIONS,
        leasableControls());
  }

  /// The policy is restored by removing Molly's statement, whatever the policy's other
  /// statements are by then.
  @Override
  public List<ControlId> controlsChangedByRetirement() {
    return List.of(VERSIONING.id());
  }

  @Override
  public Map<ControlId, String> leasableControls() {
    return Map.of();
  }

  /// Buckets have no final copy: a bucket's objects are deleted only if that was chosen when it
  /// was retired. AWS does not report a time either that a tag could be compared with.
  @Override
  public FinalCopyState verifyFinalCopy(
      AccountSession session, ResourceRef ref, FinalCopyRequirement demand) {
    return new FinalCopyState.NotChecked();
  }

  @Override
  public List<String> finalCopyPermissions() {
    return List.of();
  }

  @Override
  public List<String> observationPermissions() {
    return BucketLifecycle.looks();
  }

  @Override
  public List<String> blockerPermissions() {
    return PublicPolicyCheck.READS;
  }

  @Override
  public List<String> writePermissions(Goal goal) {
    return BucketLifecycle.writes(goal);
  }

  @Override
  public List<String> recordPermissions() {
    return List.of("s3:TagResource", "s3:UntagResource");
  }
}
