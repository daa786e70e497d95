package dev.molly.sim.core;

import java.time.Duration;
import java.util.stream.Stream;

/// The cloud as a call to a simulated service uses it.
public interface CallContext {

  /// Returns the only clock, which is also the lock.
  SimClock clock();

  /// Returns the generator of ids.
  SimIds ids();

  /// Returns the faults to inject.
  Faults faults();

  /// Returns whether the call comes from outside the simulation: then no fault applies, and it
  /// is not recorded.
  boolean isAside();

  /// Runs the changes of other users.
  ///
  /// @return the duration of the changes
  Duration othersAct();

  /// Records a call.
  void record(SimCall call);

  /// Returns the states of a service whose resources belong to no region, of all accounts.
  <S extends SimState> Stream<S> states(Class<S> type);
}
