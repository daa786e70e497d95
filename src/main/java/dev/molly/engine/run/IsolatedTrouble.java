package dev.molly.engine.run;

import dev.molly.model.AccountRegion;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Counts the resources that were halted in a run that isolates resources, and says when there are
/// too many. Not safe for use by several threads.
final class IsolatedTrouble {
  private final Map<AccountRegion, Integer> denied = new HashMap<>();
  private int failed;

  /// Returns whether a result halts its resource alone.
  ///
  /// A write without an answer does. Its resource must be left alone, since the write may have
  /// been made. The others go on: before each of their writes they are observed again, and where
  /// an account and region does not answer, that observation pauses it. A resource for which AWS
  /// answers with an internal error each night would otherwise hold them up each night.
  static boolean isOf(Result result) {
    return switch (result) {
      case DENIED, FAILED, MISMATCH, UNKNOWN -> true;
      case DONE, ALREADY, DRIFTED, PAUSED, WAITING, UNTOLD -> false;
    };
  }

  /// Counts a denied resource. A permission is the account's: other accounts and regions are not
  /// stopped for it.
  ///
  /// @param tolerated the number of resources that may be halted by now
  /// @return why the account and region is left alone; empty if it is not
  Optional<String> addDenied(AccountRegion place, int tolerated) {
    return denied.merge(place, 1, Integer::sum) > tolerated
        ? Optional.of("more than %d resources were denied there".formatted(tolerated))
        : Optional.empty();
  }

  /// Counts a resource that was halted for another reason than a denial.
  ///
  /// @param tolerated the number of resources that may be halted by now
  /// @return why the run must stop; empty if it need not
  Optional<String> addFailed(Outcome last, int tolerated) {
    failed++;
    return failed > tolerated
        ? Optional.of(
            "%d resources failed%s; no more than %d may; the last is %s: %s"
                .formatted(
                    failed,
                    besideDenied(),
                    tolerated,
                    last.change().resource().identifier(),
                    last.detail()))
        : Optional.empty();
  }

  /// Returns the halted resources for the end of a journal; empty if there are none.
  static String summary(List<Outcome> halted) {
    return halted.isEmpty()
        ? ""
        : halted.stream()
            .map(outcome -> outcome.change().resource().identifier())
            .collect(Collectors.joining(", ", "; halted: ", ""));
  }

  private String besideDenied() {
    int all = denied.values().stream().mapToInt(each -> each).sum();
    return switch (all) {
      case 0 -> "";
      case 1 -> ", beside 1 that was denied";
      default -> ", beside %d that were denied".formatted(all);
    };
  }
}
