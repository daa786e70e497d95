package dev.molly.kind.rds;

import dev.molly.aws.AccountSession;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.OnOff;
import dev.molly.kind.ReadFailures;
import dev.molly.kind.Remediation;
import dev.molly.kind.ResourceKind;
import dev.molly.kind.support.FinalCopyVerifier;
import dev.molly.kind.support.KmsKeyBlockers;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.retire.Blocker;
import dev.molly.retire.FinalCopyRequirement;
import dev.molly.retire.FinalCopyState;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.Observation;
import dev.molly.retire.RecordSchema;
import dev.molly.retire.StagedDeletion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.RdsClient;

/// A kind of RDS resource: how it is found, observed and written to. Databases and clusters have
/// the same attributes, and RDS has the same calls for both, under different names.
///
/// @param <D> the RDS description of one
abstract sealed class RdsKind<D> implements ResourceKind permits DbInstanceKind, DbClusterKind {
  /// The identifiers of databases and clusters (RDS API, CreateDBInstance), in a more permissive
  /// form; an identifier is mandatory.
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,62}");

  private final RdsLifecycleCalls calls;
  private final Function<RdsClient, RdsWriter> writes;

  RdsKind(RdsLifecycleCalls calls, Function<RdsClient, RdsWriter> writes) {
    this.calls = calls;
    this.writes = writes;
  }

  /// Returns the resource with this name, regardless of its resource id.
  abstract Optional<D> named(AccountSession session, RegionId region, String name);

  /// Returns the RDS response for one resource id. Stand-ins for RDS may ignore that filter.
  abstract List<D> byResourceId(AccountSession session, RegionId region, String uid);

  /// Converts an RDS description to a resource.
  abstract Resource resource(
      AccountSession session, RegionId region, D shown, Map<ControlId, Protection> controls);

  /// Converts an RDS description to an observation of its attributes.
  abstract RdsObservation seen(AccountSession session, RegionId region, D shown);

  abstract RdsSnapshots copies(AccountSession session, RdsObservation seen);

  /// Returns the setting of a control, or of an attribute that only this kind has.
  abstract String own(AccountSession session, RegionId region, D shown, ControlId control);

  /// Returns the attributes of an observation in addition to those that both kinds have.
  abstract List<ControlId> looked();

  /// Adds the sizes of the copies and the source to a check, where AWS reports them.
  abstract void sizes(FinalCopyVerifier check, RdsSnapshots copies, D shown);

  /// Returns its encryption key; empty if it is not encrypted.
  abstract Optional<String> key(D shown);

  /// Returns the blockers of a retirement that only this kind has.
  abstract List<Blocker> blockers(ResourceRef ref, D shown);

  @Override
  public Resource read(AccountSession session, Resource listed, ControlSelection wanted) {
    return listed;
  }

  @Override
  public Optional<Resource> find(AccountSession session, ResourceRef ref) {
    return describe(session, ref).map(shown -> plain(session, ref.id().region(), shown));
  }

  /// Finds a resource by its name, or by its resource id if its name has changed. A resource
  /// that is being deleted counts as gone.
  private Optional<D> describe(AccountSession session, ResourceRef ref) {
    RegionId region = ref.id().region();
    return named(session, region, ref.identifier())
        .filter(shown -> isIt(session, ref, shown))
        .or(() -> RdsListings.only(byUid(session, ref), ref))
        .filter(shown -> !plain(session, region, shown).state().equals(RdsStatus.DELETING));
  }

  private List<D> byUid(AccountSession session, ResourceRef ref) {
    return byResourceId(session, ref.id().region(), ref.id().uid()).stream()
        .filter(shown -> isIt(session, ref, shown))
        .toList();
  }

  private boolean isIt(AccountSession session, ResourceRef ref, D shown) {
    return plain(session, ref.id().region(), shown).id().uid().equals(ref.id().uid());
  }

  private Resource plain(AccountSession session, RegionId region, D shown) {
    return resource(session, region, shown, Map.of());
  }

  /// @throws dev.molly.aws.AwsException if it is gone, or AWS does not answer
  D get(AccountSession session, ResourceRef ref) {
    return describe(session, ref).orElseThrow(() -> ReadFailures.gone(ref));
  }

  @Override
  public String setting(AccountSession session, ResourceRef ref, ControlId control) {
    if (control.equals(LifecycleAttributes.EXISTENCE)) {
      return describe(session, ref).isPresent()
          ? LifecycleAttributes.THERE
          : LifecycleAttributes.GONE;
    }
    D shown = get(session, ref);
    RegionId region = ref.id().region();
    if (!RdsObservation.ATTRIBUTES.contains(control)) {
      return own(session, region, shown, control);
    }
    RdsObservation seen = seen(session, region, shown);
    return control.equals(LifecycleAttributes.FINAL_COPY)
        ? copies(session, seen).setting()
        : seen.setting(control);
  }

  @Override
  public Optional<Observation> observe(AccountSession session, ResourceRef ref, Instant now) {
    return describe(session, ref).map(shown -> look(session, ref.id().region(), shown, now));
  }

  private Observation look(AccountSession session, RegionId region, D shown, Instant now) {
    RdsObservation seen = seen(session, region, shown);
    ResourceRef ref = seen.resource().ref();
    return seen.look(
        looked().stream()
            .collect(Collectors.toMap(each -> each, each -> own(session, region, shown, each))),
        copies(session, seen),
        Stream.concat(blockers(ref, shown).stream(), keys(session, seen, shown)).toList(),
        name ->
            named(session, region, name).filter(other -> !isIt(session, ref, other)).isPresent(),
        now);
  }

  /// Keys are checked only for a resource that has no record yet.
  private Stream<Blocker> keys(AccountSession session, RdsObservation seen, D shown) {
    if (!seen.setting(LifecycleAttributes.RETIREMENT).isEmpty()) {
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
    D shown = get(session, ref);
    RdsSnapshots copies = copies(session, seen(session, ref.id().region(), shown));
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
    return new RecordSchema(
        Map.of(RdsListings.DELETION, OnOff.BOTH),
        Set.of(RdsStatus.AVAILABLE, RdsStatus.STOPPED),
        IDENTIFIER,
        RdsBlockers.ACCEPTABLE,
        leasableControls());
  }

  @Override
  public List<ControlId> controlsChangedByRetirement() {
    return List.of(RdsListings.DELETION);
  }

  @Override
  public Map<ControlId, String> leasableControls() {
    return Map.of(RdsListings.DELETION, OnOff.OFF);
  }

  @Override
  public List<String> writePermissions() {
    return List.of(calls.modify());
  }

  @Override
  public List<String> writePermissions(Goal goal) {
    return calls.writes(goal);
  }

  @Override
  public List<String> recordPermissions() {
    return List.of("rds:AddTagsToResource", "rds:RemoveTagsFromResource");
  }

  @Override
  public ApiCall call(Change change) {
    return calls.of(change);
  }

  @Override
  public Optional<Blocker> blockerOfChange(Resource now) {
    return RdsStatus.stopped(now.state(), calls.start(now.ref()));
  }

  @Override
  public Optional<String> cliFix(Resource resource, ControlId control, Optional<Duration> atLeast) {
    boolean helps =
        blockerOfChange(resource).isEmpty()
            && !(resource.controls().get(control) instanceof Protection.Ineffective);
    return helps
        ? RdsRemediation.seen(resource, control, atLeast).map(change -> call(change).command())
        : Optional.empty();
  }

  /// Returns the remediation unchanged, unless AWS would refuse to change the resource in its
  /// current state.
  Remediation ifModifiable(Remediation remediation, ResourceRef ref, String status) {
    return remediation instanceof Remediation.Fix
        ? RdsStatus.unmodifiable(status, calls.start(ref))
            .<Remediation>map(Remediation.NotPossible::new)
            .orElse(remediation)
        : remediation;
  }

  @Override
  public Optional<Change> inverse(Change change) {
    return ResourceKind.super.inverse(change).map(RdsStagedDeletion::addressed);
  }

  @Override
  public void perform(AccountSession session, Change change) {
    writes.apply(session.client(RdsClient.class, change.resource().id().region())).perform(change);
  }
}
