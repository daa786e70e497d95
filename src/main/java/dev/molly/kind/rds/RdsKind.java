package dev.molly.kind.rds;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.kind.Attribute;
import dev.molly.kind.AttributeSet;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.ObservationScope;
import dev.molly.kind.ReadFailures;
import dev.molly.kind.Remediation;
import dev.molly.kind.Retirable;
import dev.molly.kind.support.FinalCopyVerifier;
import dev.molly.kind.support.KmsKeyBlockers;
import dev.molly.kind.support.TagQuotaCheck;
import dev.molly.model.Control;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.retire.Blocker;
import dev.molly.retire.FinalCopyRequirement;
import dev.molly.retire.FinalCopyState;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.Observation;
import dev.molly.retire.RecordSchema;
import dev.molly.retire.RecordTags;
import dev.molly.retire.StagedDeletion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A kind of RDS resource: databases and clusters have the same attributes.
///
/// @param <D> the RDS description of one
abstract class RdsKind<D> implements Retirable {
  /// The settings of the staged deletion that the description itself contains.
  private static final List<ControlId> DESCRIBED =
      List.of(
          LifecycleAttributes.RETIREMENT,
          LifecycleAttributes.LEASE,
          LifecycleAttributes.CLAIM,
          LifecycleAttributes.STATE,
          LifecycleAttributes.NAME,
          LifecycleAttributes.RUN_STATE,
          LifecycleAttributes.EXISTENCE,
          RdsControls.DELETION);

  private final RdsResources<D> resources;
  private final List<RdsControl<D>> controls;
  private final AttributeSet<D> attributes;
  private final List<ControlId> more;

  /// @param more the attributes that only this kind has, and that only a purge needs
  RdsKind(RdsResources<D> resources, List<RdsControl<D>> controls, List<Attribute<D>> more) {
    this.resources = resources;
    this.controls = List.copyOf(controls);
    this.attributes =
        AttributeSet.of(
            Stream.of(
                    controls,
                    RdsRecord.all(resources),
                    List.of(
                        new RdsName<>(resources),
                        new RdsRunState<>(resources),
                        new RdsFinalCopy<>(resources),
                        new RdsExistence<>(resources)),
                    more)
                .flatMap(List::stream));
    this.more = more.stream().map(Attribute::id).toList();
  }

  /// Adds the sizes of the copies and the source to a check, where AWS reports them.
  abstract void sizes(FinalCopyVerifier check, RdsSnapshots copies, D shown);

  /// Returns its encryption key; empty if it is not encrypted.
  ///
  /// @throws AwsException if AWS does not say it
  abstract Optional<String> key(D shown);

  /// Returns the blockers of a retirement that only this kind has.
  abstract List<Blocker> blockers(ResourceRef ref, D shown);

  /// Returns the change that makes a control pass, whatever the resource's status is.
  abstract Remediation remediation(
      AccountSession session, RegionId region, D shown, RdsControl<D> control, Duration atLeast);

  @Override
  public final List<Control> controls() {
    return controls.stream().map(RdsControl::control).toList();
  }

  final RdsControl<D> control(ControlId id) {
    return controls.stream().filter(control -> control.id().equals(id)).findFirst().orElseThrow();
  }

  /// Returns the protections that a description contains.
  final Map<ControlId, Protection> protections(D shown) {
    return controls.stream()
        .collect(Collectors.toMap(RdsControl::id, control -> control.protection(shown)));
  }

  @Override
  public boolean isNameTheIdentifier() {
    return true;
  }

  @Override
  public final Attribute<D> attribute(ControlId id) {
    return attributes.get(id);
  }

  @Override
  public Resource read(AccountSession session, Resource listed, ControlSelection wanted) {
    return listed;
  }

  @Override
  public Optional<Observation> observe(
      AccountSession session, ResourceRef ref, ControlSelection wanted, Instant now) {
    return resources
        .describe(session, ref)
        .map(
            shown -> {
              Resource resource = resources.plain(session, ref.id().region(), shown);
              return Observation.of(
                  resource,
                  attributes.read(session, resource.ref(), shown, wanted.controls()),
                  now);
            });
  }

  @Override
  public Optional<Observation> observe(
      AccountSession session, ResourceRef ref, ObservationScope scope, Instant now) {
    return resources
        .describe(session, ref)
        .map(shown -> observation(session, ref.id().region(), shown, scope, now));
  }

  private Observation observation(
      AccountSession session, RegionId region, D shown, ObservationScope scope, Instant now) {
    RdsObservation seen = resources.observation(session, region, shown);
    Resource resource = seen.resource();
    ResourceRef ref = resource.ref();
    Map<ControlId, String> settings = attributes.read(session, ref, shown, DESCRIBED);
    Map<ControlId, String> unfinished = seen.unfinished();
    var blockers = new ArrayList<Blocker>(TagQuotaCheck.blocker(resource).stream().toList());
    blockers.addAll(blockers(ref, shown));
    blockers.addAll(keys(session, seen, shown));
    RdsBlockers.pending(seen.pendingBesides()).ifPresent(blockers::add);
    if (scope == ObservationScope.PURGE) {
      settings.putAll(attributes.read(session, ref, shown, more));
    }
    if (scope != ObservationScope.RECORD) {
      RdsSnapshots copies = resources.copies(session, resource);
      settings.put(LifecycleAttributes.FINAL_COPY, copies.setting());
      copies.unfinished().ifPresent(what -> unfinished.put(LifecycleAttributes.FINAL_COPY, what));
      RdsBlockers.failed(copies.failed(), ref).ifPresent(blockers::add);
      blockers.addAll(seen.names(scope, name -> isTaken(session, ref, name), now));
    }
    return new Observation(
        resource,
        settings,
        unfinished,
        RdsStatus.busy(seen.status()),
        blockers,
        Optional.empty(),
        now,
        new FinalCopyState.NotChecked(),
        Optional.empty());
  }

  private boolean isTaken(AccountSession session, ResourceRef ref, String name) {
    return resources
        .named(session, ref.id().region(), name)
        .filter(other -> !resources.isIt(session, ref, other))
        .isPresent();
  }

  /// While a snapshot is taken, its progress is what matters: the status says when it begins to
  /// be taken, and not when it is complete.
  @Override
  public Optional<String> unfinished(
      AccountSession session, Resource resource, ControlId attribute) {
    ResourceRef ref = resource.ref();
    return attribute.equals(LifecycleAttributes.FINAL_COPY)
        ? resources.copies(session, resource).unfinished()
        : resources
            .describe(session, ref)
            .flatMap(shown -> resources.observation(session, ref.id().region(), shown).busy());
  }

  /// Keys are checked only for a resource that has no record yet.
  private List<Blocker> keys(AccountSession session, RdsObservation seen, D shown) {
    if (!seen.setting(RecordTags.RETIREMENT).isEmpty()) {
      return List.of();
    }
    var keys = new KmsKeyBlockers(session, seen.resource().ref());
    try {
      key(shown).ifPresent(key -> keys.key("it", key));
    } catch (AwsException e) {
      keys.unknown("it", e.getMessage());
    }
    return keys.all();
  }

  static Optional<String> key(@Nullable Boolean encrypted, @Nullable String key) {
    if (key == null && !Boolean.FALSE.equals(encrypted)) {
      throw ReadFailures.unsaid("KmsKeyId");
    }
    return Boolean.FALSE.equals(encrypted) ? Optional.empty() : Optional.ofNullable(key);
  }

  @Override
  public List<String> blockerPermissions() {
    return KmsKeyBlockers.READS;
  }

  @Override
  public FinalCopyState verifyFinalCopy(
      AccountSession session, ResourceRef ref, FinalCopyRequirement demand) {
    D shown = resources.get(session, ref);
    RdsSnapshots copies =
        resources.copies(session, resources.plain(session, ref.id().region(), shown));
    var check = new FinalCopyVerifier(session, ref, demand);
    sizes(check, copies, shown);
    copies.times(check, demand);
    copies.keys(check);
    return check.answer();
  }

  @Override
  public List<String> finalCopyPermissions() {
    return List.of(FinalCopyVerifier.PERMISSION);
  }

  @Override
  public StagedDeletion stagedDeletion() {
    return new RdsStagedDeletion();
  }

  @Override
  public RecordSchema recordSchema() {
    return RdsStagedDeletion.SCHEMA;
  }

  @Override
  public List<ControlId> controlsChangedByRetirement() {
    return List.of(RdsControls.DELETION);
  }

  @Override
  public Map<ControlId, String> leasableControls() {
    return RdsStagedDeletion.LEASABLE;
  }

  @Override
  public List<String> writePermissions() {
    return List.of(resources.type().action("Modify"));
  }

  @Override
  public List<String> writePermissions(Goal goal) {
    return resources.type().writes(goal);
  }

  @Override
  public final List<String> recordEvents() {
    return List.of("AddTagsToResource");
  }

  @Override
  public List<String> recordPermissions() {
    return List.of("rds:AddTagsToResource", "rds:RemoveTagsFromResource");
  }

  @Override
  public Optional<Blocker> blockerOfChange(Resource now) {
    return RdsStatus.stopped(now.state(), start(now.ref()));
  }

  @Override
  public Optional<Blocker> blockerOfInverse(AccountSession session, Resource now, Change back) {
    Optional<Blocker> stopped = blockerOfChange(now);
    return stopped.isEmpty() && back.control().equals(RdsControls.BACKUPS)
        ? control(RdsControls.BACKUPS).blockerOfInverse(resources.get(session, now.ref()), back)
        : stopped;
  }

  private String start(ResourceRef ref) {
    return resources.type().command("start", ref);
  }

  @Override
  public Optional<String> cliFix(Resource resource, ControlId control, Duration atLeast) {
    boolean helps =
        blockerOfChange(resource).isEmpty()
            && !(resource.controls().get(control) instanceof Protection.Ineffective);
    return helps
        ? control(control).fix(resource, atLeast).map(change -> call(change).command())
        : Optional.empty();
  }

  /// The remediation is not possible if AWS would refuse to change the resource in its current
  /// state.
  @Override
  public final Remediation remediation(
      AccountSession session, Resource resource, ControlId control, Duration atLeast) {
    ResourceRef ref = resource.ref();
    RegionId region = ref.id().region();
    D shown = resources.get(session, ref);
    Remediation remediation = remediation(session, region, shown, control(control), atLeast);
    String status = resources.plain(session, region, shown).state();
    return remediation instanceof Remediation.Fix
        ? RdsStatus.unmodifiable(status, start(ref))
            .<Remediation>map(Remediation.NotPossible::new)
            .orElse(remediation)
        : remediation;
  }
}
