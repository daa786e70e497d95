package dev.molly.kind;

import dev.molly.aws.Session;
import dev.molly.model.ApiCall;
import dev.molly.model.Change;
import dev.molly.model.ControlId;
import dev.molly.model.Goal;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.retire.Copied;
import dev.molly.retire.CopyDemand;
import dev.molly.retire.Ladder;
import dev.molly.retire.Levers;
import dev.molly.retire.Look;
import dev.molly.retire.Obstacle;
import dev.molly.retire.RecordSchema;
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

/// A kind of RDS: how one of it is found, looked at and written to. Databases and clusters have the
/// same levers, and RDS has the same calls for both, under other names.
///
/// @param <D> what RDS shows of one
abstract sealed class RdsKind<D> implements Kind permits RdsInstance, RdsCluster {
  /// What a database or a cluster can be called (RDS API, CreateDBInstance), more loosely: every
  /// one of them is called something.
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,62}");

  private final RdsLeverCalls calls;
  private final Function<RdsClient, RdsWrites> writes;

  RdsKind(RdsLeverCalls calls, Function<RdsClient, RdsWrites> writes) {
    this.calls = calls;
    this.writes = writes;
  }

  /// The one of this name, whichever it is.
  abstract Optional<D> named(Session session, RegionId region, String name);

  /// What RDS gives when it is asked for one resource id. Stand-ins for RDS may not heed that.
  abstract List<D> byResourceId(Session session, RegionId region, String uid);

  /// What RDS shows, as a resource.
  abstract Resource resource(
      Session session, RegionId region, D shown, Map<ControlId, Protection> controls);

  /// What RDS shows, and what that says of its levers.
  abstract RdsSeen seen(Session session, RegionId region, D shown);

  abstract RdsCopies copies(Session session, RdsSeen seen);

  /// Of a control, or a lever that only this kind has.
  abstract String own(Session session, RegionId region, D shown, ControlId control);

  /// What a look asks beside the levers that both kinds have.
  abstract List<ControlId> looked();

  /// Tells how large the copies and the source are, where AWS says that.
  abstract void sizes(CopyCheck check, RdsCopies copies, D shown);

  /// The key that it is encrypted with; empty when it is not encrypted.
  abstract Optional<String> key(D shown);

  /// What only this kind has against being retired.
  abstract List<Obstacle> obstacles(ResourceRef ref, D shown);

  @Override
  public Resource read(Session session, Resource listed, Wanted wanted) {
    return listed;
  }

  @Override
  public Optional<Resource> observe(Session session, ResourceRef ref) {
    return find(session, ref).map(shown -> plain(session, ref.id().region(), shown));
  }

  /// By its name; and when that is not its name any more, by its resource id. What is being deleted
  /// counts as gone.
  private Optional<D> find(Session session, ResourceRef ref) {
    RegionId region = ref.id().region();
    return named(session, region, ref.identifier())
        .filter(shown -> isIt(session, ref, shown))
        .or(() -> Rds.only(byUid(session, ref), ref))
        .filter(shown -> !plain(session, region, shown).state().equals(RdsStatus.DELETING));
  }

  private List<D> byUid(Session session, ResourceRef ref) {
    return byResourceId(session, ref.id().region(), ref.id().uid()).stream()
        .filter(shown -> isIt(session, ref, shown))
        .toList();
  }

  private boolean isIt(Session session, ResourceRef ref, D shown) {
    return plain(session, ref.id().region(), shown).id().uid().equals(ref.id().uid());
  }

  private Resource plain(Session session, RegionId region, D shown) {
    return resource(session, region, shown, Map.of());
  }

  /// @throws dev.molly.aws.AwsException when it is gone, or AWS does not answer
  D get(Session session, ResourceRef ref) {
    return find(session, ref).orElseThrow(() -> Unread.gone(ref));
  }

  @Override
  public String setting(Session session, ResourceRef ref, ControlId control) {
    if (control.equals(Levers.EXISTENCE)) {
      return find(session, ref).isPresent() ? Levers.THERE : Levers.GONE;
    }
    D shown = get(session, ref);
    RegionId region = ref.id().region();
    if (!RdsSeen.LEVERS.contains(control)) {
      return own(session, region, shown, control);
    }
    RdsSeen seen = seen(session, region, shown);
    return control.equals(Levers.FINAL_COPY)
        ? copies(session, seen).setting()
        : seen.setting(control);
  }

  @Override
  public Optional<Look> look(Session session, ResourceRef ref, Instant now) {
    return find(session, ref).map(shown -> look(session, ref.id().region(), shown, now));
  }

  private Look look(Session session, RegionId region, D shown, Instant now) {
    RdsSeen seen = seen(session, region, shown);
    ResourceRef ref = seen.resource().ref();
    return seen.look(
        looked().stream()
            .collect(Collectors.toMap(each -> each, each -> own(session, region, shown, each))),
        copies(session, seen),
        Stream.concat(obstacles(ref, shown).stream(), keys(session, seen, shown)).toList(),
        name ->
            named(session, region, name).filter(other -> !isIt(session, ref, other)).isPresent(),
        now);
  }

  /// Only what carries no record yet is asked.
  private Stream<Obstacle> keys(Session session, RdsSeen seen, D shown) {
    if (!seen.setting(Levers.RETIREMENT).isEmpty()) {
      return Stream.empty();
    }
    var keys = new KeyObstacles(session, seen.resource().ref());
    key(shown).ifPresent(key -> keys.key("it", key));
    return keys.all().stream();
  }

  @Override
  public List<String> obstacleReads() {
    return KeyObstacles.READS;
  }

  @Override
  public Copied copied(Session session, ResourceRef ref, CopyDemand demand) {
    D shown = get(session, ref);
    RdsCopies copies = copies(session, seen(session, ref.id().region(), shown));
    var check = new CopyCheck(session, ref, demand);
    sizes(check, copies, shown);
    copies.times(check, demand);
    copies.keys(check);
    return check.answer();
  }

  @Override
  public List<String> copyReads() {
    return List.of(CopyCheck.PERMISSION);
  }

  @Override
  public Ladder ladder() {
    return new RdsLadder();
  }

  @Override
  public RecordSchema recordSchema() {
    return new RecordSchema(
        Map.of(Rds.DELETION, Switch.BOTH),
        Set.of(RdsStatus.AVAILABLE, RdsStatus.STOPPED),
        IDENTIFIER,
        RdsObstacles.ACCEPTABLE,
        leased());
  }

  @Override
  public List<ControlId> retired() {
    return List.of(Rds.DELETION);
  }

  @Override
  public Map<ControlId, String> leased() {
    return Map.of(Rds.DELETION, Switch.OFF);
  }

  @Override
  public List<String> writes() {
    return List.of(calls.modify());
  }

  @Override
  public List<String> writes(Goal goal) {
    return calls.writes(goal);
  }

  @Override
  public List<String> records() {
    return List.of("rds:AddTagsToResource", "rds:RemoveTagsFromResource");
  }

  @Override
  public ApiCall call(Change change) {
    return calls.of(change);
  }

  @Override
  public Optional<Obstacle> unchangeable(Resource now) {
    return RdsStatus.stopped(now.state(), calls.start(now.ref()));
  }

  @Override
  public Optional<String> fix(Resource resource, ControlId control, Optional<Duration> atLeast) {
    boolean helps =
        unchangeable(resource).isEmpty()
            && !(resource.controls().get(control) instanceof Protection.Ineffective);
    return helps
        ? RdsRemedies.seen(resource, control, atLeast).map(change -> call(change).command())
        : Optional.empty();
  }

  /// The same, unless AWS would refuse to change it as it is now.
  Remedy ifModifiable(Remedy remedy, ResourceRef ref, String status) {
    return remedy instanceof Remedy.Set
        ? RdsStatus.unmodifiable(status, calls.start(ref))
            .<Remedy>map(Remedy.Nothing::new)
            .orElse(remedy)
        : remedy;
  }

  @Override
  public Optional<Change> undo(Change change) {
    return Kind.super.undo(change).map(RdsLadder::addressed);
  }

  @Override
  public void perform(Session session, Change change) {
    writes.apply(session.rds(change.resource().id().region())).perform(change);
  }
}
