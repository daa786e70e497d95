package dev.molly.kind.s3;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.kind.Attribute;
import dev.molly.kind.AttributeSet;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.DeleteOperation;
import dev.molly.kind.EvidenceReader;
import dev.molly.kind.FixedAttribute;
import dev.molly.kind.ObservationScope;
import dev.molly.kind.Remediation;
import dev.molly.kind.Retirable;
import dev.molly.model.Arn;
import dev.molly.model.ConsoleAddress;
import dev.molly.model.Control;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
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
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/// S3 buckets, each read in its own region. A bucket has no flag that stops its deletion; its
/// protections are versioning, Object Lock, and a bucket policy that denies the deletion.
public final class BucketKind implements Retirable {
  public static final KindId ID = Buckets.KIND;

  private static final MfaDelete MFA_DELETE = new MfaDelete();

  private static final List<BucketControl> CONTROLS =
      List.of(new Versioning(MFA_DELETE), new ObjectLock(), MFA_DELETE, new DeleteDenied());

  private static final AttributeSet<BucketReader> ATTRIBUTES =
      AttributeSet.of(
          Stream.<List<? extends Attribute<BucketReader>>>of(
                  CONTROLS,
                  BucketRecord.ALL,
                  List.of(
                      new FixedAttribute<>(LifecycleAttributes.NAME, ""),
                      new FixedAttribute<>(LifecycleAttributes.RUN_STATE, BucketObservation.EXISTS),
                      new BucketExistence(),
                      new BucketLifecycle(),
                      new BucketContents()))
              .flatMap(List::stream));

  private static final List<ControlId> OBSERVED =
      List.of(
          LifecycleAttributes.RETIREMENT,
          LifecycleAttributes.LEASE,
          LifecycleAttributes.CLAIM,
          LifecycleAttributes.STATE,
          LifecycleAttributes.NAME,
          LifecycleAttributes.RUN_STATE,
          LifecycleAttributes.EXISTENCE,
          Versioning.ID,
          MfaDelete.ID,
          DeleteDenied.ID);

  private static final List<ControlId> CONTENTS =
      List.of(LifecycleAttributes.LIFECYCLE, BucketContents.ID);

  /// A bucket cannot be renamed, so its record contains no name.
  private static final Pattern NO_NAME = Pattern.compile("");

  /// The maximum page size of ListBuckets.
  private static final int PAGE = 10_000;

  @Override
  public ConsoleAddress console() {
    return new ConsoleAddress("s3/buckets/{id}?region={region}&tab=properties");
  }

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
    return CONTROLS.stream().map(BucketControl::control).toList();
  }

  @Override
  public Attribute<BucketReader> attribute(ControlId id) {
    return ATTRIBUTES.get(id);
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
          .map(bucket -> Buckets.resource(session, region, bucket.name()))
          .forEach(found);
    }
    regions.mustBeKnown();
  }

  @Override
  public Resource read(AccountSession session, Resource listed, ControlSelection wanted) {
    BucketReader bucket = Buckets.reader(session, listed.ref());
    var answers = new HashMap<ControlId, Protection>();
    for (BucketControl control : CONTROLS) {
      if (wanted.has(control.id()) && !answers.containsKey(control.id())) {
        answers.putAll(control.protections(bucket, listed.ref()));
      }
    }
    Resource read = wanted.tags() ? listed.with(Buckets.tags(bucket)) : listed;
    return read.with(answers);
  }

  @Override
  public List<String> callsFor(Resource counted, ControlSelection wanted) {
    Stream<String> tags = wanted.tags() ? Stream.of("s3:GetBucketTagging") : Stream.of();
    Stream<String> controls =
        CONTROLS.stream().filter(each -> wanted.has(each.id())).map(BucketControl::readApi);
    return Stream.concat(controls.distinct(), tags).toList();
  }

  @Override
  public Optional<String> cliFix(Resource resource, ControlId control, Duration atLeast) {
    return control(control).fix(resource);
  }

  @Override
  public boolean isProtectable(Resource resource, ControlId control, Duration atLeast) {
    return control(control).isProtectable(resource);
  }

  private static BucketControl control(ControlId id) {
    return CONTROLS.stream().filter(control -> control.id().equals(id)).findFirst().orElseThrow();
  }

  @Override
  public Remediation remediation(
      AccountSession session, Resource resource, ControlId control, Duration atLeast) {
    ResourceRef ref = resource.ref();
    BucketControl failing = control(control);
    return failing.remediation(session, ref, failing.setting(Buckets.reader(session, ref)));
  }

  @Override
  public DeleteOperation deleteOperation() {
    return BucketDelete.OPERATION;
  }

  @Override
  public EvidenceReader evidence() {
    return new BucketEvidence();
  }

  @Override
  public Optional<Observation> observe(
      AccountSession session, ResourceRef ref, ControlSelection wanted, Instant now) {
    return Buckets.describe(session, ref)
        .map(
            bucket -> {
              Resource resource = Buckets.resource(session, ref.id().region(), ref.identifier());
              return Observation.of(
                  wanted.tags() ? resource.with(Buckets.tags(bucket)) : resource,
                  ATTRIBUTES.read(session, ref, bucket, wanted.controls()),
                  now);
            });
  }

  @Override
  public Optional<Observation> observe(
      AccountSession session, ResourceRef ref, ObservationScope scope, Instant now) {
    return Buckets.describe(session, ref)
        .map(
            bucket -> {
              Resource resource =
                  Buckets.resource(session, ref.id().region(), ref.identifier())
                      .with(new Tags.Known(bucket.tags()));
              Map<ControlId, String> found = ATTRIBUTES.read(session, ref, bucket, of(scope));
              return BucketObservation.of(
                  session, bucket, resource, found, recordSchema(), scope, now);
            });
  }

  /// The contents and their lifecycle do not matter to the record.
  private static List<ControlId> of(ObservationScope scope) {
    return scope == ObservationScope.RECORD
        ? OBSERVED
        : Stream.concat(OBSERVED.stream(), CONTENTS.stream()).toList();
  }

  @Override
  public boolean isOutOfUse(ResourceRef bucket, ControlId control, String setting) {
    return control.equals(DeleteDenied.ID)
        && QuarantineStatement.in(setting, bucket.arn()).state() != QuarantineStatement.State.NONE;
  }

  @Override
  public StagedDeletion stagedDeletion() {
    return new BucketStagedDeletion();
  }

  @Override
  public RecordSchema recordSchema() {
    return new RecordSchema(
        Map.of(Versioning.ID, Versioning.ALL),
        Set.of(BucketObservation.EXISTS),
        NO_NAME,
        BucketBlockers.OPTIONS,
        leasableControls());
  }

  /// The policy is restored by removing Molly's statement, whatever the policy's other
  /// statements are by then.
  @Override
  public List<ControlId> controlsChangedByRetirement() {
    return List.of(Versioning.ID);
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
    return BucketObservation.PERMISSIONS;
  }

  @Override
  public List<String> blockerPermissions() {
    return PublicPolicyCheck.READS;
  }

  @Override
  public List<String> writePermissions(Goal goal) {
    return switch (goal) {
      case RETIRED -> List.of("s3:TagResource", "s3:PutBucketVersioning", "s3:PutBucketPolicy");
      case RESTORED ->
          List.of(
              "s3:TagResource",
              "s3:UntagResource",
              "s3:PutBucketVersioning",
              "s3:PutBucketPolicy",
              "s3:DeleteBucketPolicy",
              "s3:PutLifecycleConfiguration");
      case PURGED ->
          List.of(
              "s3:TagResource",
              "s3:PutBucketPolicy",
              "s3:PutLifecycleConfiguration",
              "s3:DeleteBucket");
    };
  }

  @Override
  public List<String> recordEvents() {
    return List.of("TagResource", "PutBucketTagging");
  }

  @Override
  public List<String> recordPermissions() {
    return List.of("s3:TagResource", "s3:UntagResource");
  }
}
