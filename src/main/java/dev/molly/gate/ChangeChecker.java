package dev.molly.gate;

import dev.molly.gate.AttributeChanges.Outcome;
import dev.molly.gate.PlannedChange.Origin;
import dev.molly.gate.ResourceTypes.Expiry;
import dev.molly.gate.ResourceTypes.KnownType;
import dev.molly.gate.ResourceTypes.ProtectionType;
import dev.molly.gate.ResourceTypes.Switch;
import dev.molly.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds what one change breaks, without regard to a policy.
final class ChangeChecker {
  private static final Pattern STACK =
      Pattern.compile("(aws|awscc)_cloudformation_stack(_set)?|AWS::CloudFormation::Stack(Set)?");

  /// What of a stack decides about its resources.
  private static final List<String> TEMPLATE =
      List.of("template_body", "template_url", "parameters");

  private final ResourceTypes types;
  private final Consumer<String> unclear;

  /// @param unclear is given a sentence for what cannot be decided
  ChangeChecker(ResourceTypes types, Consumer<String> unclear) {
    this.types = types;
    this.unclear = unclear;
  }

  List<GateFinding> check(PlannedChange change) {
    var findings = new ArrayList<GateFinding>();
    // With skip_destroy, Terraform leaves the resource in AWS.
    if (change.action().destroys() && !change.before().path("skip_destroy").asBoolean()) {
      destroyed(change, findings::add);
    }
    if (change.action() == PlanAction.UPDATE || change.action() == PlanAction.REPLACE) {
      switchedOff(change, findings::add);
    }
    if (change.action() == PlanAction.UPDATE || change.action() == PlanAction.CREATE) {
      expired(change, findings::add);
    }
    if (change.action() == PlanAction.UPDATE && STACK.matcher(change.type()).matches()) {
      stack(change);
    }
    if (!types.types().containsKey(change.type()) || !change.action().destroys()) {
      denials(change, findings::add);
    }
    return findings;
  }

  /// A stack makes and deletes resources by its template, which the plan shows as a text at most.
  private void stack(PlannedChange change) {
    boolean other =
        change.origin() == Origin.CLOUDFORMATION
            || TEMPLATE.stream()
                .anyMatch(
                    name ->
                        change.unknown().path(name).asBoolean()
                            || !change.before().path(name).equals(change.after().path(name)));
    if (other) {
      unclear.accept(
          change.address()
              + ": the plan does not show what this stack replaces or deletes: give the gate a"
              + " change set of it, too");
    }
  }

  private void destroyed(PlannedChange change, Consumer<GateFinding> found) {
    GateRule rule =
        change.action() == PlanAction.REPLACE ? GateRule.GATE_REPLACE : GateRule.GATE_DELETE;
    KnownType type = types.types().get(change.type());
    ProtectionType protection = types.protections().get(change.type());
    if (type != null) {
      found.accept(finding(change, rule, type.severity(), loss(change, type.loses()), type));
    } else if (protection != null) {
      List<String> what =
          List.of("A delete of it takes a protection away: " + protection.without() + ".");
      found.accept(
          finding(change, protection.gateRule(), protection.gateRule().severity(), what, null));
    } else {
      signs(change)
          .ifPresent(
              signs ->
                  found.accept(
                      finding(
                          change,
                          GateRule.GATE_UNSURE,
                          GateRule.GATE_UNSURE.severity(),
                          loss(
                              change,
                              "molly does not know this type, and is not sure: it may hold data ("
                                  + signs
                                  + ")"),
                          null)));
    }
  }

  /// Returns why a resource of a type that is not listed may hold data.
  private Optional<String> signs(PlannedChange change) {
    List<String> signs =
        types.stateful().stream().filter(name -> change.before().hasNonNull(name)).toList();
    if (!signs.isEmpty()) {
      return Optional.of("it has " + String.join(", ", signs));
    }
    boolean blind = change.type().startsWith("awscc_") || change.origin() == Origin.CLOUDFORMATION;
    return blind ? Optional.of("the plan does not show what it has") : Optional.empty();
  }

  /// Returns what happens when it is destroyed, by its own settings for that.
  private static List<String> loss(PlannedChange change, String loses) {
    var what = new ArrayList<String>();
    what.add(loses + ".");
    if (change.action() == PlanAction.REPLACE) {
      what.add(
          change.because().isEmpty()
              ? "The new one begins empty."
              : "The new one begins empty. It is replaced because of a change of %s."
                  .formatted(String.join(", ", change.because())));
    }
    if (change.blockRemoved()) {
      what.add("Its block was removed from the configuration, and with it any prevent_destroy.");
    }
    if (change.before().path("skip_final_snapshot").asBoolean()) {
      what.add("No final snapshot is taken (skip_final_snapshot = true).");
    }
    for (String force : List.of("force_destroy", "force_delete")) {
      if (change.before().path(force).asBoolean()) {
        what.add("What is in it is deleted first (%s = true).".formatted(force));
      }
    }
    if (change.before().path("delete_automated_backups").asBoolean()) {
      what.add("Its automated backups are deleted, too (delete_automated_backups = true).");
    }
    if (change.before().path("deletion_protection").asBoolean()) {
      what.add(
          "AWS refuses to delete it while deletion_protection is on, so that an apply ends in the"
              + " middle of the plan.");
    }
    return what;
  }

  private void switchedOff(PlannedChange change, Consumer<GateFinding> found) {
    var attributes = new AttributeChanges(change);
    for (Switch each : types.switches()) {
      for (String name : each.names()) {
        reduced(change, name, attributes.of(each, name), each.gateRule(), each.without())
            .ifPresent(found);
      }
    }
  }

  /// Checks what AWS deletes by itself. A new lifecycle configuration counts if the plan knows its
  /// bucket: one that refers to a bucket of the same plan gets the name only when it is applied.
  private void expired(PlannedChange change, Consumer<GateFinding> found) {
    String of = types.attached().getOrDefault(change.type(), "");
    boolean made = change.action() == PlanAction.CREATE;
    if (made && change.after().path(of).asText("").isEmpty()) {
      return;
    }
    var attributes = new AttributeChanges(change);
    for (Expiry each : types.expiries()) {
      for (String name : each.names()) {
        reduced(change, name, attributes.of(each, name), GateRule.GATE_EXPIRY, each.deletes())
            .ifPresent(found);
      }
    }
  }

  /// Returns the finding about an attribute that protects less or keeps less.
  private Optional<GateFinding> reduced(
      PlannedChange change, String name, Outcome outcome, GateRule rule, String without) {
    return switch (outcome) {
      case KEPT -> Optional.empty();
      case REDUCED ->
          Optional.of(
              finding(
                  change,
                  rule,
                  rule.severity(),
                  List.of(
                      "It %s %s: %s."
                          .formatted(
                              change.action() == PlanAction.CREATE ? "sets" : "changes",
                              name,
                              without)),
                  types.types().get(change.type()),
                  name));
      case UNKNOWN -> {
        // Of a new resource, every attribute that is not set is unknown.
        if (change.action() == PlanAction.UPDATE) {
          unclear.accept(
              "%s: what %s becomes is known only when the plan is applied"
                  .formatted(change.address(), name));
        }
        yield Optional.empty();
      }
    };
  }

  private void denials(PlannedChange change, Consumer<GateFinding> found) {
    if (change.action() == PlanAction.NONE || change.action() == PlanAction.CREATE) {
      return;
    }
    var attributes = new AttributeChanges(change);
    if (attributes.hasUnknownDenials()) {
      unclear.accept(
          change.address()
              + ": whether its policy keeps its Deny statements is known only when the plan is"
              + " applied");
      return;
    }
    List<String> removed = attributes.removedDenials();
    if (!removed.isEmpty()) {
      found.accept(
          finding(
              change,
              GateRule.GATE_DENY_REMOVED,
              GateRule.GATE_DENY_REMOVED.severity(),
              List.of(
                  "It removes or changes what its policy denies: %s."
                      .formatted(String.join(", ", removed))),
              types.types().get(change.type()),
              "policy"));
    }
  }

  private static GateFinding finding(
      PlannedChange change,
      GateRule rule,
      Severity severity,
      List<String> what,
      @Nullable KnownType type) {
    return finding(change, rule, severity, what, type, "");
  }

  private static GateFinding finding(
      PlannedChange change,
      GateRule rule,
      Severity severity,
      List<String> what,
      @Nullable KnownType type,
      String attribute) {
    String resource = resource(change);
    return new GateFinding(
        rule,
        severity,
        change.address(),
        change.type(),
        change.action(),
        resource,
        what,
        SaferWay.steps(change, rule, resource, type, attribute),
        Optional.empty(),
        "");
  }

  private static String resource(PlannedChange change) {
    return change
        .arn()
        .map(arn -> change.before().path("arn").asText())
        .orElse(change.identifier());
  }
}
