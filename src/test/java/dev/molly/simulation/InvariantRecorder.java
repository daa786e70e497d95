package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.journal.JournalEntry;
import dev.molly.model.ControlId;
import dev.molly.plan.Change;
import dev.molly.plan.RunResult.Result;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.sim.core.SimCall;
import dev.molly.simulation.world.CrashingJournal;
import dev.molly.simulation.world.ManualEdits;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Looks at AWS at every line of the journal and after every command, and holds what it sees
/// against what must be so. It believes nothing that molly says.
final class InvariantRecorder {
  private static final int NEVER = Integer.MAX_VALUE;
  private static final int MOST_WRITES_EACH = 20;
  private static final Duration LONGEST = Duration.ofHours(6);

  /// What is typed.
  ///
  /// @param forward whether it goes towards a deletion
  /// @param keep for how long a person was told that it can be restored; empty when nothing is
  ///     retired
  /// @param deletes whether it is a purge that somebody confirmed
  /// @param skewed whether it is typed at a machine whose clock is off
  record Command(
      String words, boolean forward, Optional<Duration> keep, boolean deletes, boolean skewed) {
    static Command back(String words) {
      return new Command(words, false, Optional.empty(), false, false);
    }

    static Command sweep() {
      return new Command("sweep", true, Optional.empty(), false, false);
    }
  }

  /// One write of molly's and the intent that announced it.
  private record Written(String uid, ControlId control, int call) {}

  /// What AWS held when so many changes had been made.
  private record Observed(long changes, Map<String, String> state, Map<String, Instant> restarts) {}

  private final World world;
  private final Map<String, ExpectedOutcome> truths = new TreeMap<>();
  private final List<Written> written = new ArrayList<>();
  private Command command = Command.back("nothing");
  private Instant began;
  private @Nullable Observed observed;
  private int frozenFrom = NEVER;
  private int calls;
  private int lines;
  private int deletes;
  private int restores;

  InvariantRecorder(World world) {
    this.world = world;
    this.began = world.cloud.clock().instant();
    world.ledger.readBy(this::line);
  }

  /// From now on it watches this resource too.
  ExpectedOutcome watch(String uid) {
    var truth = new ExpectedOutcome(uid, state().getOrDefault(uid, ""));
    truths.put(uid, truth);
    observe();
    return truth;
  }

  Collection<ExpectedOutcome> all() {
    return truths.values();
  }

  int writes() {
    return written.size();
  }

  int deletes() {
    return deletes;
  }

  int restores() {
    return restores;
  }

  /// The number of the next call.
  int now() {
    return world.cloud.calls().size();
  }

  void freeze(boolean on) {
    world.freeze(on);
    frozenFrom = on ? Math.min(frozenFrom, now()) : NEVER;
  }

  boolean isFrozen() {
    return frozenFrom != NEVER;
  }

  /// What AWS holds, resource by resource: read again when something may have changed.
  Map<String, String> state() {
    return observed().state();
  }

  private Observed observed() {
    Observed now = observed;
    if (now == null || now.changes() != world.cloud.clock().changes()) {
      now = read();
      observed = now;
    }
    return now;
  }

  private Observed read() {
    return world.cloud.aside(
        () ->
            new Observed(
                world.cloud.clock().changes(),
                State.of(world.account, World.REGION),
                State.restarts(world.account, World.REGION)));
  }

  /// Nothing changes at AWS without the number of its changes.
  void nothingChangedUnseen() {
    Observed again = read();
    if (observed != null && observed.changes() == again.changes()) {
      assertThat(observed).as("AWS, read once and again").isEqualTo(again);
    }
  }

  /// Somebody types something.
  void begin(Command typed) {
    observe();
    command = typed;
    began = world.cloud.clock().instant();
  }

  /// What was typed is over, one way or the other.
  void end() {
    observe();
    List<Written> fresh = fresh();
    written.addAll(fresh);
    for (Written one : fresh) {
      judge(one);
    }
    assertThat(fresh)
        .as("bounded: writes of '%s'", command.words())
        .hasSizeLessThanOrEqualTo(MOST_WRITES_EACH * truths.size());
    assertThat(Duration.between(began, world.cloud.clock().instant()))
        .as("bounded: how long '%s' took", command.words())
        .isLessThan(LONGEST);
    command = Command.back("nothing");
    truths.values().forEach(truth -> truth.ending &= truth.gone);
  }

  private void line(CrashingJournal.Line line) {
    observe();
    if (line.entry() instanceof JournalEntry.Intent intent
        && LifecycleAttributes.deletes(intent.change().control())) {
      ExpectedOutcome truth = ends(intent.change().resource().id().uid());
      if (intent.change().control().equals(LifecycleAttributes.MEMBERS)) {
        truth.lost.add(named(intent.change()));
      }
    }
  }

  /// Somebody is about to delete a resource.
  private ExpectedOutcome ends(String uid) {
    ExpectedOutcome truth = truths.getOrDefault(uid, new ExpectedOutcome(uid, ""));
    Instant now = world.cloud.clock().instant();
    assertThat(command.deletes()).as("never early: %s by '%s'", uid, command.words()).isTrue();
    assertThat(truth.due).as("never early: %s has no record", uid).isPresent();
    assertThat(now).as("never early: %s", uid).isAfterOrEqualTo(truth.due.orElse(Instant.MAX));
    if (truth.ending) {
      return truth;
    }
    ManualEdits hand = ManualEdits.on(world, uid);
    world
        .cloud
        .aside(() -> hand.missingOfItsCopy(uid, truth.ran))
        .ifPresent(
            missing -> {
              throw new AssertionError("no final copy: %s: %s".formatted(uid, missing));
            });
    truth.ending = true;
    return truth;
  }

  /// Looks at every resource.
  void observe() {
    Map<String, String> state = observed().state();
    Map<String, Instant> restarts = observed().restarts();
    for (ExpectedOutcome truth : truths.values()) {
      if (!truth.gone) {
        if (!truth.isRetired()) {
          truth.restartedByAws(world.cloud.clock().instant());
        }
        observe(truth, state.getOrDefault(truth.uid, ""));
        truth.restart = Optional.ofNullable(restarts.get(truth.uid));
      }
    }
  }

  private void observe(ExpectedOutcome truth, String state) {
    if (ExpectedOutcome.isGone(state)) {
      assertThat(truth.ending).as("never early: %s is gone unannounced", truth.uid).isTrue();
      truth.gone = true;
      deletes++;
      return;
    }
    if (!ManualEdits.on(world, truth.uid).isStopped(truth.uid)) {
      truth.ran = world.cloud.clock().instant();
    }
    if (!ExpectedOutcome.hasRecord(state)) {
      truth.restored(state);
      assertThat(ExpectedOutcome.settled(state))
          .as("as it was: %s carries no record", truth.uid)
          .isEqualTo(ExpectedOutcome.settled(truth.baseline));
      restores += truth.isRetired() ? 1 : 0;
      truth.free();
    } else if (truth.isSpoilt()) {
      return;
    } else if (truth.isRetired()) {
      observeDue(truth, ExpectedOutcome.due(state));
      observeTold(truth, state);
    } else {
      retired(truth, state);
    }
  }

  /// Nothing says that an owner was told before a notice of that day was delivered, and its receipt
  /// kept.
  private void observeTold(ExpectedOutcome truth, String state) {
    if (ExpectedOutcome.saysTold(state)) {
      assertThat(world.postman.delivered())
          .as("told: the owner of %s, due at %s", truth.uid, truth.due)
          .anyMatch(
              each ->
                  each.resource().uid().equals(truth.uid)
                      && Optional.of(each.due()).equals(truth.due));
      assertThat(world.ledger.lines())
          .as("told: the receipt of %s", truth.uid)
          .anyMatch(
              line ->
                  line.entry() instanceof JournalEntry.Notice notice
                      && notice.resource().id().uid().equals(truth.uid));
    }
  }

  private void observeDue(ExpectedOutcome truth, Optional<Instant> due) {
    assertThat(due).as("never early: due of %s", truth.uid).isPresent();
    assertThat(due.orElse(Instant.MIN))
        .as("never early: due of %s", truth.uid)
        .isAfterOrEqualTo(truth.due.orElse(Instant.MAX));
    if (!due.equals(truth.due)) {
      assertThat(command.words()).as("what moved the due instant").isEqualTo("extend");
    }
    truth.due = due;
  }

  /// A record is on it for the first time, and nothing else may have happened.
  private void retired(ExpectedOutcome truth, String state) {
    assertThat(ExpectedOutcome.settled(ExpectedOutcome.withoutRecord(state)))
        .as("as it was: %s when its record was written", truth.uid)
        .isEqualTo(ExpectedOutcome.settled(truth.baseline));
    assertThat(command.keep()).as("'%s' retired %s", command.words(), truth.uid).isPresent();
    Instant least = began.plus(command.keep().orElse(Duration.ZERO));
    truth.due = ExpectedOutcome.due(state);
    assertThat(truth.due.orElse(Instant.MIN))
        .as("never early: due of %s, retired by '%s'", truth.uid, command.words())
        .isAfterOrEqualTo(least);
  }

  /// The writes since the last time, each of which has an intent that was there before it.
  private List<Written> fresh() {
    List<SimCall> all = world.cloud.calls();
    List<CrashingJournal.Line> kept = world.ledger.lines();
    List<JournalEntry.Intent> intents = new ArrayList<>();
    List<Integer> announced = new ArrayList<>();
    for (CrashingJournal.Line line : kept.subList(lines, kept.size())) {
      if (line.entry() instanceof JournalEntry.Intent intent
          && !line.lost()
          && !neverSent(line, intent, kept, all)) {
        intents.add(intent);
        announced.add(line.calls());
      }
    }
    var fresh = new ArrayList<Written>();
    for (int at = calls; at < all.size(); at++) {
      if (all.get(at).write()) {
        int nth = fresh.size();
        assertThat(intents).as("journalled: %s", all.get(at)).hasSizeGreaterThan(nth);
        fresh.add(matched(all.get(at), intents.get(nth), announced.get(nth), at));
      }
    }
    assertThat(intents).as("journalled: intents and writes").hasSameSizeAs(fresh);
    lines = kept.size();
    calls = all.size();
    return fresh;
  }

  /// What a bucket has is read again right before it is changed. When AWS does not let it be read,
  /// or it has moved, nothing is sent, and the outcome says so, if the process lives to write it.
  static boolean neverSent(
      CrashingJournal.Line line,
      JournalEntry.Intent intent,
      List<CrashingJournal.Line> kept,
      List<SimCall> all) {
    if (!intent.change().resource().id().kind().value().equals("s3-bucket")) {
      return false;
    }
    List<CrashingJournal.Line> outcomes =
        kept.stream()
            .filter(later -> later.run().equals(line.run()) && later.calls() >= line.calls())
            .filter(
                later ->
                    later.entry() instanceof JournalEntry.Outcome outcome
                        && outcome.step() == intent.step())
            .toList();
    if (outcomes.isEmpty()) {
      return !isWritten(intent, all.subList(line.calls(), all.size()));
    }
    return outcomes.stream()
        .filter(
            later ->
                later.entry() instanceof JournalEntry.Outcome outcome
                    && outcome.result() != Result.DONE)
        .anyMatch(later -> !isWritten(intent, all.subList(line.calls(), later.calls())));
  }

  /// Others write meanwhile, too: an outcome that was found out after a crash comes late.
  private static boolean isWritten(JournalEntry.Intent intent, List<SimCall> calls) {
    return calls.stream()
        .filter(SimCall::write)
        .anyMatch(
            call ->
                call.api().equals(intent.api())
                    && call.resources().contains(intent.change().resource().identifier()));
  }

  private static Written matched(SimCall call, JournalEntry.Intent intent, int announced, int at) {
    String id = named(intent.change());
    assertThat(call.api()).as("journalled: %s", call).isEqualTo(intent.api());
    assertThat(call.resources())
        .as("journalled: %s", call)
        .anyMatch(one -> one.equals(id) || one.endsWith(":" + id));
    assertThat(announced).as("journalled: %s before it was made", call).isLessThanOrEqualTo(at);
    return new Written(intent.change().resource().id().uid(), intent.change().control(), at);
  }

  /// What a write names: the member that is to go, where a cluster loses one.
  private static String named(Change change) {
    if (!change.control().equals(LifecycleAttributes.MEMBERS)) {
      return change.resource().identifier();
    }
    var lost = new ArrayList<>(List.of(change.from().split(",")));
    lost.removeAll(List.of(change.to().split(",")));
    assertThat(lost).as("journalled: members that go with %s", change).hasSize(1);
    return lost.getFirst();
  }

  private void judge(Written one) {
    ExpectedOutcome truth = truths.getOrDefault(one.uid(), new ExpectedOutcome(one.uid(), ""));
    assertThat(one.call())
        .as("unreadable: %s was written to by '%s'", one, command.words())
        .isLessThan(truth.spoiltFrom);
    if (!command.forward()) {
      return;
    }
    assertThat(one.call())
        .as("used: %s was written to by '%s' although somebody uses it", one, command.words())
        .isLessThan(truth.usedFrom);
    assertThat(one.call())
        .as("frozen: %s was written by '%s'", one, command.words())
        .isLessThan(frozenFrom);
    if (command.skewed()) {
      assertThat(one.control())
          .as("clock: %s was written by '%s'", one, command.words())
          .isNotIn(LifecycleAttributes.RETIREMENT, LifecycleAttributes.EXISTENCE);
    }
  }
}
