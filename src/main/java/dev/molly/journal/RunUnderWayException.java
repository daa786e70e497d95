package dev.molly.journal;

import dev.molly.plan.RunId;

/// A run cannot be continued, because it is in progress and will complete on its own.
public final class RunUnderWayException extends JournalException {
  private static final long serialVersionUID = 1L;

  public RunUnderWayException(RunId run) {
    super(
        "run %s is under way. Wait until it has ended, and try again; how far it is: molly journal show --run %s"
            .formatted(run, run));
  }
}
