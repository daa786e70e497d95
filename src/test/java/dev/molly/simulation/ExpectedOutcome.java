package dev.molly.simulation;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is true of one resource, whatever molly says of it.
final class ExpectedOutcome {
  private static final int NEVER = Integer.MAX_VALUE;
  private static final String MEMBER = "DBInstanceIdentifier=%s,";
  private static final String STOPPED = ", stopped,";
  private static final String AVAILABLE = ", available,";
  private static final Pattern DUE = Pattern.compile("molly:retire=[^,}]* due=([^ ,}]+)");
  private static final Pattern CLAIM = Pattern.compile("molly:claim[^,}]*,?");
  private static final Pattern TOLD = Pattern.compile("molly:retire=[^,}]* told=([^ ,}]+)");
  private static final Pattern RECORD = Pattern.compile("molly:retire[^,}]*,?");

  final String uid;

  /// What it is without molly: [State]'s words.
  String baseline;

  /// From when on it may be gone; empty while it carries no record of its own.
  Optional<Instant> due = Optional.empty();

  /// The number of the call from which on its tags are not what molly wrote for it.
  int spoiltFrom = NEVER;

  /// The number of the call before which somebody started it by hand although it was retired.
  int usedFrom = NEVER;

  /// The last instant at which it was not stopped.
  Instant ran = Instant.EPOCH;

  /// When AWS starts it, if nobody does before; empty when it is not stopped, or stays stopped.
  Optional<Instant> restart = Optional.empty();

  /// The members of a cluster that an approved purge was about to delete.
  final Set<String> lost = new TreeSet<>();

  /// The tags of its record before somebody spoilt them.
  Map<String, String> saved = new TreeMap<>();

  /// An approved plan and a journalled intent came to its end.
  boolean ending;

  boolean gone;

  ExpectedOutcome(String uid, String baseline) {
    this.uid = uid;
    this.baseline = baseline;
  }

  boolean isRetired() {
    return due.isPresent();
  }

  boolean isSpoilt() {
    return spoiltFrom != NEVER;
  }

  /// It carries no record any more.
  void free() {
    due = Optional.empty();
    mended();
    usedFrom = NEVER;
    saved = new TreeMap<>();
  }

  /// Its tags are as molly wrote them.
  void mended() {
    spoiltFrom = NEVER;
  }

  /// What AWS starts by itself, seven days after it was stopped, is nobody's doing: that it runs is
  /// from then on what it is without molly.
  void restartedByAws(Instant now) {
    if (restart.map(when -> !now.isBefore(when)).orElse(false)) {
      baseline = baseline.replace(STOPPED, AVAILABLE);
    }
  }

  /// It is as far back as AWS goes: versioning that was never on can only be suspended again, and
  /// members that a purge deleted cannot be had back.
  void restored(String state) {
    if (isRetired() && state.startsWith("[Suspended,")) {
      baseline = baseline.replaceFirst("^\\[null,", "[Suspended,");
    }
    for (String member : lost) {
      if (!state.contains(MEMBER.formatted(member))) {
        baseline =
            baseline.replaceFirst(
                "(, )?" + Pattern.quote("DBClusterMember(" + MEMBER.formatted(member)) + "[^)]*\\)",
                "");
      }
    }
  }

  /// What a state comes to, when it is one on the way.
  ///
  /// A claim that a purge left is molly's, and goes with the next restore.
  static String settled(String state) {
    return CLAIM
        .matcher(state)
        .replaceAll("")
        .replace(",}", "}")
        .replace(", starting,", AVAILABLE)
        .replace(", backing-up,", AVAILABLE)
        .replace(", stopping,", STOPPED);
  }

  static boolean hasRecord(String state) {
    return state.contains("molly:retire");
  }

  /// What a state would be without its record.
  static String withoutRecord(String state) {
    return RECORD.matcher(state).replaceAll("").replace(",}", "}");
  }

  /// The due instant in the record, as text finds it.
  /// Whether its record says that its owner was told.
  static boolean saysTold(String state) {
    return TOLD.matcher(state).find();
  }

  static Optional<Instant> due(String state) {
    Matcher found = DUE.matcher(state);
    return found.find() ? Optional.of(Instant.parse(found.group(1))) : Optional.empty();
  }

  static boolean isGone(String state) {
    return state.isEmpty() || state.contains("shutting-down") || state.contains(", deleting,");
  }
}
