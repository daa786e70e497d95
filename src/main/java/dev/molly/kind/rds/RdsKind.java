package dev.molly.kind.rds;

import dev.molly.aws.AccountSession;
import dev.molly.kind.Attribute;
import dev.molly.kind.AttributeSet;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.Remediation;
import dev.molly.kind.Retirable;
import dev.molly.kind.support.FinalCopyVerifier;
import dev.molly.kind.support.KmsKeyBlockers;
import dev.molly.model.Control;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Goal;
import dev.molly.retire.Blocker;
import dev.molly.retire.FinalCopyRequirement;
import dev.molly.retire.FinalCopyState;
import dev.molly.retire.Observation;
import dev.molly.retire.RecordSchema;
import dev.molly.retire.RecordTags;
import dev.molly.retire.StagedDeletion;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A kind of RDS resource: databases and clusters have the same attributes.
///
/// @param <D> the RDS description of one
abstract class RdsKind<D> implements Retirable {
  private final RdsResources<D> resources;
  private final List<RdsControl<D>> controls;
  private final AttributeSet attributes;

  /// @param more the attributes that only this kind has
  RdsKind(RdsResources<D> resources, List<RdsControl<D>> controls, Attribute... more) {
    this.resources = resources;
    this.controls = List.copyOf(controls);
    this.attributes =
        AttributeSet.of(
            Stream.of(
                    controls,
                    RdsRecord.all(resources),
                    List.of(
                        new RdsName(resources),
                        new RdsRunState(resources),
                        new RdsFinalCopy(resources),
                        new RdsExistence(resources)),
                    List.of(more))
                .flatMap(List::stream));
  }

  /// Returns the settings of an observation that only this kind has.
  abstract Map<ControlId, String> more(AccountSession session, RegionId region, D shown);

  /// Adds the sizes of the copies and the source to a check, where AWS reports them.
  abstract void sizes(FinalCopyVerifier check, RdsSnapshots copies, D shown);

  /// Returns its encryption key; empty if it is not encrypted.
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
  public final Attribute attribute(ControlId id) {
    return attributes.get(id);
  }

  @Override
  public Resource read(AccountSession session, Resource listed, ControlSelection wanted) {
    return listed;
  }

  @Override
  public Optional<Resource> find(AccountSession session, ResourceRef ref) {
    return resources
        .describe(session, ref)
        .map(shown -> resources.plain(session, ref.id().region(), shown));
  }

  @Override
  public Optional<Observation> observe(AccountSession session, ResourceRef ref, Instant now) {
    return resources
        .describe(session, ref)
        .map(shown -> observation(session, ref.id().region(), shown, now));
  }

  private Observation observation(AccountSession session, RegionId region, D shown, Instant now) {
    RdsObservation seen = resources.observation(session, region, shown);
    ResourceRef ref = seen.resource().ref();
    var settings = new HashMap<ControlId, String>(more(session, region, shown));
    settings.put(RdsControls.DELETION, control(RdsControls.DELETION).setting(shown));
    return seen.look(
        settings,
        resources.copies(session, seen),
        Stream.concat(blockers(ref, shown).stream(), keys(session, seen, shown)).toList(),
        name ->
            resources
                .named(session, region, name)
                .filter(other -> !resources.isIt(session, ref, other))
                .isPresent(),
        now);
  }

  /// Keys are checked only for a resource that has no record yet.
  private Stream<Blocker> keys(AccountSession session, RdsObservation seen, D shown) {
    if (!seen.setting(RecordTags.RETIREMENT).isEmpty()) {
      return Stream.empty();
    }
    var keys = new KmsKeyBlockers(session, seen.resource().ref());
    key(shown).ifPresent(key -> keys.key("it", key));
    return keys.all().stream();
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
        resources.copies(session, resources.observation(session, ref.id().region(), shown));
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
  public List<String> recordPermissions() {
    return List.of("rds:AddTagsToResource", "rds:RemoveTagsFromResource");
  }

  @Override
  public Optional<Blocker> blockerOfChange(Resource now) {
    return RdsStatus.stopped(now.state(), start(now.ref()));
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
