package dev.molly.gate;

import dev.molly.gate.GateFinding.Step;
import dev.molly.gate.PlannedChange.Origin;
import dev.molly.gate.ResourceTypes.KnownType;
import dev.molly.text.ShellQuoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The safer way to what a change is for, as steps.
final class SaferWay {
  /// The kinds with a staged deletion.
  private static final Set<String> RETIRABLE =
      Set.of("ec2-instance", "rds-instance", "rds-cluster", "s3-bucket");

  /// The kinds whose protection a lease switches off for a while.
  private static final Set<String> LEASABLE = Set.of("ec2-instance", "rds-instance", "rds-cluster");

  /// The kind that molly only reads.
  private static final String READ_ONLY = "cognito-user-pool";

  private SaferWay() {}

  /// @param attribute the attribute that the change switches off; empty if it deletes
  static List<Step> steps(
      PlannedChange change,
      GateRule rule,
      String resource,
      @Nullable KnownType type,
      String attribute) {
    if (!attribute.isEmpty()) {
      return keep(change, rule, resource, type, attribute);
    }
    var steps = new ArrayList<Step>();
    if (change.action() == PlanAction.REPLACE) {
      steps.add(instead(change));
    }
    String kind = type == null ? null : type.kind();
    boolean deleted = change.action() == PlanAction.DELETE;
    if (deleted && kind != null && RETIRABLE.contains(kind) && !resource.isEmpty()) {
      // Molly takes no copy of a bucket.
      String how = kind.equals("s3-bucket") ? "deny all access to it" : "stop it, keep a copy";
      steps.add(
          Step.of(
              "Let molly %s, and delete it weeks later; it asks before anything".formatted(how),
              "molly retire %s --why 'no longer used'".formatted(ShellQuoting.quote(resource))));
    } else if (kind != null && !resource.isEmpty() && isHeldByProtection(change, kind)) {
      steps.add(
          Step.of(
              "Protect it until nothing needs it; it asks before anything",
              "molly protect --id " + ShellQuoting.quote(resource)));
    } else if (deleted && type != null) {
      steps.add(new Step("Make a copy of it, and try that the copy can be restored", List.of()));
    }
    if (deleted) {
      steps.add(change.origin() == Origin.CLOUDFORMATION ? retained(change) : forgotten(change));
    }
    return steps;
  }

  /// Returns whether `molly protect` would stop the change. Terraform switches the protection of
  /// an instance off by itself.
  private static boolean isHeldByProtection(PlannedChange change, String kind) {
    boolean off = change.origin() == Origin.TERRAFORM && kind.equals("ec2-instance");
    return !off && !kind.equals(READ_ONLY);
  }

  private static List<Step> keep(
      PlannedChange change,
      GateRule rule,
      String resource,
      @Nullable KnownType type,
      String attribute) {
    var steps = new ArrayList<Step>();
    String less =
        change.action() == PlanAction.CREATE
            ? "Leave %s of %s out, or count first what goes by it"
            : "Keep %s of %s as it is";
    steps.add(new Step(less.formatted(attribute, change.address()), List.of()));
    String kind = type == null || type.kind() == null ? "" : type.kind();
    boolean lease = rule == GateRule.GATE_PROTECTION_OFF && LEASABLE.contains(kind);
    if (lease && !resource.isEmpty()) {
      steps.add(
          Step.of(
              "Or take it off for an hour only: the next molly sweep puts it back",
              "molly lease %s --for 1h --why 'a change that needs it'"
                  .formatted(ShellQuoting.quote(resource))));
    }
    return steps;
  }

  private static Step instead(PlannedChange change) {
    return new Step(
        change.because().isEmpty()
            ? "Make the new one under another address beside it, move what is in it, and delete"
                + " the old one in a later change"
            : "Take back the change of %s; or make the new one under another address beside it,"
                    .formatted(String.join(", ", change.because()))
                + " move what is in it, and delete the old one in a later change",
        List.of());
  }

  /// A `removed` block takes no key of a resource with `count` or `for_each`.
  private static Step forgotten(PlannedChange change) {
    if (change.address().contains("[") || change.address().contains(" ")) {
      return Step.of(
          "Let Terraform forget it, and not destroy it",
          "terraform state rm " + ShellQuoting.quote(change.address()));
    }
    return new Step(
        "In place of its block, let Terraform forget it, and not destroy it",
        List.of(
            "removed {",
            "  from = " + change.address(),
            "  lifecycle {",
            "    destroy = false",
            "  }",
            "}"));
  }

  private static Step retained(PlannedChange change) {
    return Step.of(
        "Give %s a deletion policy in the template, update the stack, and remove it then: the"
                .formatted(change.address())
            + " stack forgets it, and does not delete it",
        "DeletionPolicy: Retain");
  }
}
