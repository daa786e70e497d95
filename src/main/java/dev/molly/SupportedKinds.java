package dev.molly;

import dev.molly.aws.Organization;
import dev.molly.aws.SessionPolicy;
import dev.molly.engine.plan.RequiredPermissions;
import dev.molly.intercept.AwsArguments;
import dev.molly.intercept.CliEnvironment;
import dev.molly.intercept.InterceptDecision;
import dev.molly.kind.KindRegistry;
import dev.molly.kind.ResourceKind;
import dev.molly.kind.Retirable;
import dev.molly.kind.registry.AwsKinds;
import dev.molly.model.Arn;
import dev.molly.model.KindCatalog;
import dev.molly.model.KindId;
import dev.molly.model.OrganizationScope;
import dev.molly.plan.IamGrant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The kinds of resources that a Molly supports, and the IAM policies that it needs for them.
public final class SupportedKinds {
  private final KindRegistry registry;
  private final RequiredPermissions permissions;

  /// Creates it for a choice of kinds.
  public SupportedKinds(List<ResourceKind> kinds) {
    this.registry = new KindRegistry(kinds);
    this.permissions = new RequiredPermissions(registry);
  }

  /// Returns all kinds of AWS resources.
  public static SupportedKinds aws() {
    return new SupportedKinds(AwsKinds.all());
  }

  /// Returns only those kinds that can be retired, restored and purged.
  public SupportedKinds retirable() {
    return new SupportedKinds(List.copyOf(registry.retirable()));
  }

  KindRegistry registry() {
    return registry;
  }

  /// Returns every kind with its controls, to which policies can refer.
  public KindCatalog catalog() {
    return registry.catalog();
  }

  /// Returns the kind of the resource that an ARN names; empty if molly does not support it.
  public Optional<KindId> kindOf(Arn arn) {
    return registry.kindOf(arn);
  }

  /// Returns whether the retirement or the restore of a kind has an option: `keep-name`,
  /// `without-grants`.
  public boolean hasOption(KindId kind, String option) {
    return registry.of(kind) instanceof Retirable retirable
        && retirable.recordSchema().options().contains(option);
  }

  /// Returns the decision for `aws` with these arguments.
  public InterceptDecision intercept(List<String> arguments, CliEnvironment around) {
    return AwsArguments.read(registry, arguments, around);
  }

  /// Returns the minimum IAM policy for a scan, as JSON: it permits only reads.
  public String policyToScan() {
    return policyToScan(List.of(), List.of(), List.of());
  }

  /// Returns the minimum IAM policy for a scan, as JSON.
  ///
  /// @param more actions in addition: `cloudtrail:LookupEvents`
  /// @param objects the ARNs of objects to read and write, with `*` for all under a prefix
  /// @param grants grants in addition
  public String policyToScan(List<String> more, List<String> objects, List<IamGrant> grants) {
    var actions = Stream.concat(permissions.scan().stream(), more.stream()).toList();
    return SessionPolicy.forScan(actions, "", objects, grants);
  }

  /// Returns the minimum IAM policy to scan an organization from its management account, as JSON.
  ///
  /// @param more as for a scan of single accounts
  /// @param objects as for a scan of single accounts
  /// @param grants as for a scan of single accounts
  public String policyToScan(
      OrganizationScope organization,
      List<String> more,
      List<String> objects,
      List<IamGrant> grants) {
    var actions = new ArrayList<>(permissions.scan());
    actions.addAll(more);
    actions.addAll(Organization.permissions(organization));
    return SessionPolicy.forScan(
        actions, "arn:aws:iam::*:role/" + organization.role(), objects, grants);
  }

  /// Returns the minimum IAM policy for protect, apply and undo, as JSON.
  public String policyToProtect() {
    return SessionPolicy.forPeople(permissions.protect());
  }

  /// Returns the minimum IAM policy for `molly status` and `molly lease --list`, as JSON. It
  /// permits only reads.
  public String policyToStatus() {
    return SessionPolicy.forPeople(permissions.status());
  }

  /// Returns the minimum IAM policy to retire, as JSON.
  public String policyToRetire() {
    return SessionPolicy.forPeople(permissions.retire());
  }

  /// Returns the minimum IAM policy to restore and to extend, as JSON.
  public String policyToRestore() {
    return SessionPolicy.forPeople(permissions.restore());
  }

  /// Returns the minimum IAM policy for the sweep, as JSON: it permits continuing retirements
  /// and restores, and no deletion.
  public String policyToSweep() {
    return policyToSweep(List.of());
  }

  /// Returns the same policy with the channels by which a sweep tells owners.
  ///
  /// @param grants what the channels require
  public String policyToSweep(List<IamGrant> grants) {
    return SessionPolicy.forPeople(permissions.sweep(), grants);
  }

  /// Returns the minimum IAM policy to purge, as JSON. It permits deletions, and removing the
  /// protection of an instance, only for resources with a retirement record.
  public String policyToPurge() {
    return SessionPolicy.forPeople(
        permissions.purge(), permissions.purgeOnRecords(), RequiredPermissions.RECORD_TAG);
  }

  /// Returns an IAM policy for the role of a coding agent, as JSON: it permits every read of
  /// molly's, and denies every deletion, the tags of molly, and what takes protection away.
  ///
  /// @param stageRoles the names of roles that it may assume as well; may be empty
  public String policyForAgent(List<String> stageRoles) {
    return SessionPolicy.forAgent(permissions.reads(), stageRoles);
  }

  /// Returns the minimum IAM policy to lease, as JSON.
  public String policyToLease() {
    return SessionPolicy.forPeople(permissions.lease());
  }
}
