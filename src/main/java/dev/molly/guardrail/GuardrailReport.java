package dev.molly.guardrail;

import dev.molly.guardrail.DoorResult.State;
import dev.molly.model.ExitCode;
import java.util.List;

/// The result of a check of guardrails.
///
/// @param controlPolicies the names of the service control policies
/// @param identityPolicies the names of the identity policies of the caller; none if the caller may
///     do everything
/// @param doors the doors, in the order of the table
public record GuardrailReport(
    List<String> controlPolicies, List<String> identityPolicies, List<DoorResult> doors) {
  public GuardrailReport {
    controlPolicies = List.copyOf(controlPolicies);
    identityPolicies = List.copyOf(identityPolicies);
    doors = List.copyOf(doors);
  }

  /// Returns the doors in a state.
  public List<DoorResult> in(State state) {
    return doors.stream().filter(each -> each.state() == state).toList();
  }

  /// Returns the number of doors in a state that were not accepted.
  public long count(State state) {
    return in(state).stream().filter(each -> !each.accepted()).count();
  }

  public ExitCode exitCode() {
    ExitCode open = count(State.OPEN) > 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
    return open.or(count(State.UNKNOWN) > 0 ? ExitCode.INCOMPLETE : ExitCode.CLEAN);
  }
}
