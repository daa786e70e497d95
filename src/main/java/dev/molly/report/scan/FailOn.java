package dev.molly.report.scan;

import dev.molly.history.ScanComparison;
import dev.molly.model.Finding;
import dev.molly.model.Severity;
import java.util.function.Predicate;

/// Which violations set the exit code, and are failures in a CI job.
///
/// @param mildest the mildest severity that counts
/// @param onlyNew whether only those count that the last scan did not see
public record FailOn(Severity mildest, boolean onlyNew) {
  /// The default: every violation counts.
  public static final FailOn ANY = new FailOn(Severity.LOW, false);

  /// Returns whether a violation counts. If it is not known whether it is new, it does.
  public Predicate<Finding> counts(ScanComparison comparison) {
    return finding ->
        finding.severity().isAtLeast(mildest) && (!onlyNew || comparison.mayBeNew(finding));
  }

  /// Returns why a violation does not count, as a continuation of its severity.
  String whyNot(Finding finding) {
    return finding.severity().isAtLeast(mildest)
        ? ", not new, --fail-on new"
        : ", below --fail-on " + mildest.word();
  }
}
