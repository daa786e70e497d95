package dev.molly.kind;

import dev.molly.model.Arn;
import dev.molly.model.Control;
import dev.molly.model.ControlId;
import dev.molly.model.KindCatalog;
import dev.molly.model.KindId;
import dev.molly.plan.Goal;
import dev.molly.retire.RecordSchema;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The kinds that a Molly supports. The application decides which, and hands the registry to
/// everything that works with kinds.
public final class KindRegistry {
  private final List<ResourceKind> all;
  private final KindCatalog catalog;

  public KindRegistry(List<ResourceKind> kinds) {
    this.all = List.copyOf(kinds);
    this.catalog =
        new KindCatalog(
            all.stream().collect(Collectors.toMap(ResourceKind::id, ResourceKind::controls)));
  }

  public List<ResourceKind> all() {
    return all;
  }

  /// Returns the registry of some of these kinds.
  public KindRegistry only(Collection<KindId> ids) {
    return new KindRegistry(all.stream().filter(kind -> ids.contains(kind.id())).toList());
  }

  /// Returns the kind with the given id.
  ///
  /// @throws IllegalArgumentException if there is no such kind
  public ResourceKind of(KindId id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("no kind is called " + id));
  }

  private Optional<ResourceKind> find(KindId id) {
    return all.stream().filter(kind -> kind.id().equals(id)).findFirst();
  }

  /// Returns a kind that can be retired; empty if there is none, as for a kind in the journal of
  /// another version of molly.
  public Optional<Retirable> findRetirable(KindId id) {
    return find(id).filter(Retirable.class::isInstance).map(Retirable.class::cast);
  }

  /// Returns a kind whose protections can be changed.
  ///
  /// @throws IllegalArgumentException if there is no such kind
  public Protectable protectable(KindId id) {
    if (of(id) instanceof Protectable kind) {
      return kind;
    }
    throw new IllegalArgumentException(id + " cannot be protected");
  }

  /// Returns a kind that can be retired.
  ///
  /// @throws IllegalArgumentException if there is no such kind
  public Retirable retirable(KindId id) {
    if (of(id) instanceof Retirable kind) {
      return kind;
    }
    throw new IllegalArgumentException(id + " cannot be retired");
  }

  /// Returns the kinds that can be retired.
  public List<Retirable> retirable() {
    return all.stream().filter(Retirable.class::isInstance).map(Retirable.class::cast).toList();
  }

  /// Returns the kind of the resource that an ARN names; empty if Molly does not support it.
  public Optional<KindId> kindOf(Arn arn) {
    return all.stream().filter(kind -> kind.owns(arn)).map(ResourceKind::id).findFirst();
  }

  /// Returns the values that the records of a kind may hold.
  public RecordSchema recordSchema(KindId id) {
    return retirable(id).recordSchema();
  }

  /// Returns the IAM actions that reading all kinds requires, in alphabetical order.
  public List<String> reads() {
    return permissions(ResourceKind.class, ResourceKind::readPermissions);
  }

  /// Returns the IAM actions that changing controls of any kind requires, in alphabetical order.
  public List<String> writes() {
    return permissions(Protectable.class, Protectable::writePermissions);
  }

  /// Returns the IAM actions that observing resources of any kind for retirement requires.
  public List<String> observationPermissions() {
    return permissions(Retirable.class, Retirable::observationPermissions);
  }

  /// Returns the IAM actions that reading the blockers of a retirement requires, for any kind.
  public List<String> blockerPermissions() {
    return permissions(Retirable.class, Retirable::blockerPermissions);
  }

  /// Returns the IAM actions that verifying final copies requires, for any kind.
  public List<String> copyReads() {
    return permissions(Retirable.class, Retirable::finalCopyPermissions);
  }

  /// Returns the IAM actions that reading the evidence of use requires, for any kind.
  public List<String> evidenceReads() {
    return permissions(Retirable.class, Retirable::evidencePermissions);
  }

  /// Returns the IAM actions that reaching a goal requires, for any kind.
  public List<String> writes(Goal goal) {
    return permissions(Retirable.class, kind -> kind.writePermissions(goal));
  }

  /// Returns the IAM actions that writing records requires, for any kind.
  public List<String> records() {
    return permissions(Retirable.class, Retirable::recordPermissions);
  }

  /// Returns the IAM actions that the records of leases, and turning off and on what a lease may
  /// turn off, require, for any kind that has such protections.
  public List<String> leases() {
    return permissions(
        Retirable.class,
        kind ->
            kind.leasableControls().isEmpty()
                ? List.of()
                : Stream.of(kind.recordPermissions(), kind.writePermissions())
                    .flatMap(List::stream)
                    .toList());
  }

  private <K> List<String> permissions(Class<K> capability, Function<K, List<String>> required) {
    return all.stream()
        .filter(capability::isInstance)
        .map(capability::cast)
        .map(required)
        .flatMap(Collection::stream)
        .distinct()
        .sorted()
        .toList();
  }

  /// Returns the kinds and controls that policies may refer to.
  public KindCatalog catalog() {
    return catalog;
  }

  /// Returns a control of a kind.
  public Control control(KindId kind, ControlId control) {
    return catalog.find(kind, control).orElseThrow();
  }
}
