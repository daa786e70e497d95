package dev.molly.guardrail;

import dev.molly.guardrail.DoorResult.State;
import dev.molly.guardrail.PolicyEvaluator.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Evaluates policies against the table of doors.
///
/// @param controls the service control policies
/// @param identities the identity policies of the caller; none if the caller may do everything
/// @param accepted the ids of the doors that may be open
public record GuardrailCheck(
    List<PolicyDocument> controls, List<PolicyDocument> identities, Set<String> accepted) {
  public GuardrailCheck {
    controls = List.copyOf(controls);
    identities = List.copyOf(identities);
    accepted = Set.copyOf(accepted);
  }

  public GuardrailReport report() {
    return new GuardrailReport(
        names(controls), names(identities), DoorTable.ALL.stream().map(this::result).toList());
  }

  private static List<String> names(List<PolicyDocument> policies) {
    return policies.stream().map(PolicyDocument::name).toList();
  }

  private DoorResult result(Door door) {
    var refused = new ArrayList<String>();
    Optional<String> undecided = Optional.empty();
    for (ApiRequest request : door.requests()) {
      switch (answer(request)) {
        case Answer.Refused(var by) -> refused.add(by);
        case Answer.Undecided(var why) -> undecided = undecided.or(() -> Optional.of(why));
        case Answer.Permitted permitted -> {}
      }
    }
    if (!refused.isEmpty()) {
      return of(door, State.CLOSED, refused.stream().distinct().collect(Collectors.joining(", ")));
    }
    return undecided
        .map(why -> of(door, State.UNKNOWN, why))
        .orElseGet(() -> of(door, State.OPEN, door.remedy()));
  }

  private Answer answer(ApiRequest request) {
    Answer controlled = PolicyEvaluator.denied(controls, request);
    if (controlled instanceof Answer.Refused
        || identities.isEmpty()
        || !request.principal().equals(GuardedAccount.CALLER)) {
      return controlled;
    }
    Answer identified = PolicyEvaluator.identified(identities, request);
    return identified instanceof Answer.Permitted ? controlled : identified;
  }

  private DoorResult of(Door door, State state, String because) {
    boolean spared = state != State.CLOSED && accepted.contains(door.id());
    return new DoorResult(door, state, because, spared);
  }
}
