package dev.molly.contract;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Leaves the tests that take minutes out of `mvn verify`; `mvn verify -Pdeep` runs those and no
/// others. They count as skipped, with this reason, and [EngineCount] names them at the end: what
/// did not run is said.
///
/// The Maven build says which tests it wants. Run in another way, as from an IDE, no test is left
/// out.
public final class DeepTests implements ExecutionCondition {
  /// The tag of a test, or of all tests of a class, that takes minutes: it kills processes at every
  /// write, applies Terraform, starts an engine of its own, or goes on for a fixed time.
  public static final String TAG = "deep";

  /// The tag of what belongs to every run, because it says something about the others.
  public static final String EVERY_RUN = "every-run";

  static final String REASON = "only in `mvn verify -Pdeep`";

  private static final boolean LEFT_OUT = "left out".equals(System.getProperty("molly.deep"));

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return LEFT_OUT && context.getTags().contains(TAG)
        ? ConditionEvaluationResult.disabled(REASON)
        : ConditionEvaluationResult.enabled("this run has it");
  }
}
