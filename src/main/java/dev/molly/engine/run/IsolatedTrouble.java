package dev.molly.engine.run;

import dev.molly.model.AccountRegion;
import dev.molly.model.ResourceId;
import dev.molly.plan.RunResult.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The resources that were halted in a run that isolates resources, and when there are too many
/// of them. Not safe for use by several threads.
final class IsolatedTrouble {
  private final List<Outcome> halted = new ArrayList<>();
  private final Map<AccountRegion, Integer> denied = new HashMap<>();
  private Optional<AccountRegion> placeToPause = Optional.empty();
  private Optional<String> stopReason = Optional.empty();

  /// Adds an outcome if it halts its resource alone.
  ///
  /// A write without an answer is one of these. Its resource must be left alone, since the write
  /// may have been made. The others go on: before each of their writes they are observed again,
  /// and where an account and region does not answer, that observation pauses it. A resource for
  /// which AWS answers with an internal error each night would otherwise hold them up each night.
  ///
  /// @param tolerated the number of resources that may be halted by now
  /// @return false if the outcome is none of a resource's own trouble
  boolean add(AccountRegion place, Outcome outcome, int tolerated) {
    switch (outcome.result()) {
      case DONE, ALREADY, DRIFTED, PAUSED, WAITING, UNTOLD -> {
        return false;
      }
      case DENIED -> {
        halted.add(outcome);
        // A permission is the account's: other accounts and regions are not stopped for it.
        if (denied.merge(place, 1, Integer::sum) > tolerated) {
          placeToPause = Optional.of(place);
        }
      }
      case FAILED, MISMATCH, UNKNOWN -> {
        halted.add(outcome);
        int count = halted.size() - denied.values().stream().mapToInt(each -> each).sum();
        if (count > tolerated) {
          stopReason =
              Optional.of(
                  "%d resources were halted, and no more than %d may be; the last is %s: %s"
                      .formatted(
                          count,
                          tolerated,
                          outcome.change().resource().identifier(),
                          outcome.detail()));
        }
      }
    }
    return true;
  }

  /// Returns whether the later steps of a resource are not begun.
  boolean hasHalted(ResourceId resource) {
    return halted.stream().anyMatch(outcome -> outcome.change().resource().id().equals(resource));
  }

  /// Returns the outcomes that halted a resource, in the order in which they occurred.
  List<Outcome> halted() {
    return List.copyOf(halted);
  }

  /// Returns an account and region in which too many resources were denied.
  Optional<AccountRegion> placeToPause() {
    return placeToPause;
  }

  /// Returns why the run must stop, if it must.
  Optional<String> stopReason() {
    return stopReason;
  }

  /// Returns the halted resources for the end of a journal; empty if there are none.
  String summary() {
    return halted.isEmpty()
        ? ""
        : halted.stream()
            .map(outcome -> outcome.change().resource().identifier())
            .collect(Collectors.joining(", ", "; halted: ", ""));
  }
}
