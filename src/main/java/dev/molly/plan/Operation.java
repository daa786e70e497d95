package dev.molly.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a plan or a run does to resources.
public enum Operation {
  /// Turns controls on.
  PROTECT,
  /// Reverts a run.
  UNDO,
  /// Begins retirements.
  RETIRE,
  /// Continues retirements and restores, and announces due dates.
  SWEEP,
  /// Brings retired resources back.
  RESTORE,
  /// Postpones the deletion of retired resources.
  EXTEND,
  /// Deletes retired resources permanently.
  PURGE,
  /// Turns controls off for a limited time.
  LEASE,
  /// Ends leases.
  RENEW;

  /// Returns the operation with a name.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Operation of(String word) {
    return find(word)
        .orElseThrow(() -> new IllegalArgumentException("no operation is called '" + word + "'"));
  }

  /// Returns the operation with a name, if there is one.
  public static Optional<Operation> find(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  /// Returns the name in plans, journals and confirmation phrases: `protect`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Returns the command as typed by users, without `molly`: `protect`, `lease --end`.
  public String command() {
    return this == RENEW ? "lease --end" : word();
  }

  /// Returns the name of the policy that permits it, as `molly iam` prints it.
  public String policy() {
    return switch (this) {
      case PROTECT, UNDO -> PROTECT.word();
      case RESTORE, EXTEND -> RESTORE.word();
      case LEASE, RENEW -> LEASE.word();
      case RETIRE, SWEEP, PURGE -> word();
    };
  }

  /// Returns whether it is part of staged deletion.
  public boolean isStaged() {
    return switch (this) {
      case RETIRE, SWEEP, RESTORE, EXTEND, PURGE -> true;
      case PROTECT, UNDO, LEASE, RENEW -> false;
    };
  }
}
