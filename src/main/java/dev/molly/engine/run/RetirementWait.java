package dev.molly.engine.run;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.AccountSessions;
import dev.molly.kind.KindRegistry;
import dev.molly.model.AccountId;
import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import dev.molly.retire.NextAction;
import dev.molly.retire.RetiredResource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Waits, between two runs, for AWS to finish its work on retired resources.
public final class RetirementWait {
  private final KindRegistry kinds;
  private final AccountSessions accounts;
  private final ExecutionSettings settings;

  public RetirementWait(KindRegistry kinds, AccountSessions accounts, ExecutionSettings settings) {
    this.kinds = kinds;
    this.accounts = accounts;
    this.settings = settings;
  }

  /// Waits until AWS may have finished its work on one of some resources, and asks about each with
  /// a single call at a time. Pauses once, and asks nothing, if one of them does not wait for AWS.
  ///
  /// @param under the resources on their way, as last observed
  /// @return whether to continue; false if an interrupt was requested
  public boolean until(List<RetiredResource> under, Duration atMost) {
    Map<AccountId, AccountSession> sessions = accounts.open();
    BooleanSupplier interrupted = settings.interrupted();
    boolean all = !under.isEmpty() && under.stream().allMatch(each -> waitsFor(each).isPresent());
    var wait =
        new AwsWait(
            settings.sleeper().endedBy(interrupted),
            settings.pace(),
            all ? atMost : settings.pace().lookEvery(),
            () -> interrupted.getAsBoolean() ? Optional.of("interrupted") : Optional.empty());
    String work = "AWS is at work";
    wait.until(
        work,
        () ->
            all && under.stream().allMatch(each -> isUnfinished(sessions, each))
                ? Optional.of(work)
                : Optional.empty());
    return !interrupted.getAsBoolean();
  }

  private static Optional<ControlId> waitsFor(RetiredResource each) {
    return each.next().orElse(null) instanceof NextAction.Wait(var attribute, _)
        ? Optional.of(attribute)
        : Optional.empty();
  }

  /// A resource that cannot be asked about has to be observed again.
  private boolean isUnfinished(Map<AccountId, AccountSession> sessions, RetiredResource each) {
    Resource resource = each.resource();
    AccountSession session = sessions.get(resource.id().account());
    try {
      return session != null
          && kinds
              .retirable(resource.id().kind())
              .unfinished(session, resource, waitsFor(each).orElseThrow())
              .isPresent();
    } catch (AwsException e) {
      return false;
    }
  }
}
