package dev.molly.gate;

import dev.molly.model.Severity;
import java.util.List;
import java.util.Optional;

/// A change of a plan that breaks a rule.
///
/// @param address the resource's address in the plan; empty for a finding about the whole plan
/// @param type the Terraform type; empty for a finding about the whole plan
/// @param resource the ARN of the resource, or else its identifier; empty if the plan has neither
/// @param what what would happen, as sentences
/// @param steps the safer way
/// @param allowance the allowance by which it does not stop the plan
/// @param lapsed why an allowance for it does not apply; empty if there is none
public record GateFinding(
    GateRule rule,
    Severity severity,
    String address,
    String type,
    PlanAction action,
    String resource,
    List<String> what,
    List<Step> steps,
    Optional<Allowance> allowance,
    String lapsed) {
  public GateFinding {
    what = List.copyOf(what);
    steps = List.copyOf(steps);
  }

  /// One step of the safer way.
  ///
  /// @param text what to do
  /// @param code what to type, line by line: a command, or a part of the configuration
  public record Step(String text, List<String> code) {
    public Step {
      code = List.copyOf(code);
    }

    /// Returns a step that is done with one command, or by writing one line.
    public static Step of(String text, String code) {
      return new Step(text, List.of(code));
    }
  }

  GateFinding with(Severity other) {
    return new GateFinding(
        rule, other, address, type, action, resource, what, steps, allowance, lapsed);
  }

  GateFinding allowedBy(Allowance by) {
    return new GateFinding(
        rule, severity, address, type, action, resource, what, steps, Optional.of(by), lapsed);
  }

  GateFinding notAllowed(String why) {
    return new GateFinding(
        rule, severity, address, type, action, resource, what, steps, allowance, why);
  }
}
