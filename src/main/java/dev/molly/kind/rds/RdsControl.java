package dev.molly.kind.rds;

import dev.molly.aws.AccountSession;
import dev.molly.kind.Attribute;
import dev.molly.kind.Remediation;
import dev.molly.model.Control;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.retire.Blocker;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;

/// A protection of a database or a cluster. One listing returns all of them: none needs a call of
/// its own. They are never changed with `--apply-immediately`, which would apply every other change
/// that waits for the maintenance window. Deletion protection is immediate all the same (RDS API,
/// ModifyDBCluster).
///
/// Source: RDS API Reference, DescribeDBInstances and DescribeDBClusters.
///
/// @param <D> the RDS description of a database or a cluster
abstract class RdsControl<D> implements Attribute<D> {
  /// Makes the call that sets a value.
  interface Setter<V> {
    void set(RdsClient rds, String name, V value);
  }

  private final Control control;
  private final RdsResources<D> resources;

  RdsControl(Control control, RdsResources<D> resources) {
    this.control = control;
    this.resources = resources;
  }

  final Control control() {
    return control;
  }

  @Override
  public final ControlId id() {
    return control.id();
  }

  @Override
  public final String read(AccountSession session, ResourceRef ref, D shown) {
    return setting(shown);
  }

  abstract String setting(D shown);

  abstract Protection protection(D shown);

  /// Returns the change that makes the control pass.
  ///
  /// @param atLeast the minimum retention; zero if any retention will do
  abstract Remediation remediation(D shown, Duration atLeast);

  /// Returns the change that makes the control pass, as far as a scan can determine it.
  abstract Optional<Change> fix(Resource scanned, Duration atLeast);

  @Override
  public final ApiCall call(Change change) {
    ResourceRef ref = change.resource();
    String command = resources.type().command("modify", ref) + " " + option(change);
    return RdsType.call(resources.type().action("Modify"), ref, command, cost(change));
  }

  abstract String option(Change change);

  /// Returns the cost or disruption of a change: RDS does not bill calls.
  String cost(Change change) {
    return "";
  }

  @Override
  public final void write(AccountSession session, Change change) {
    ResourceRef ref = change.resource();
    set(session.client(RdsClient.class, ref.id().region()), ref.identifier(), change.to());
  }

  /// Returns why a change cannot be taken back; empty if it can.
  Optional<Blocker> blockerOfInverse(D shown, Change back) {
    return Optional.empty();
  }

  abstract void set(RdsClient rds, String name, String setting);
}
