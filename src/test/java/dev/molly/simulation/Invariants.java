package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.journal.JournalEntry;
import dev.molly.plan.Change;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.RunId;
import dev.molly.sim.core.SimCall;
import dev.molly.simulation.world.CrashingJournal;
import dev.molly.simulation.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What must hold after every step, whatever goes wrong.
final class Invariants {
  private final World world;
  private final long limit;
  private final Map<String, Plan> plans = new HashMap<>();
  private final Map<String, Drifted> drifted = new HashMap<>();
  private final Set<Integer> callsOfOthers = new HashSet<>();
  private final List<Integer> written = new ArrayList<>();

  /// How many calls were looked at for writes.
  private int looked;

  /// @param before the runs that had begun by then
  private record Drifted(String resource, List<RunId> before) {}

  Invariants(World world, long limit) {
    this.world = world;
    this.limit = limit;
  }

  /// A plan that is about to be carried out.
  void planned(Plan plan) {
    plans.put(plan.digest().hex(), plan);
  }

  /// Somebody else changes a resource after a plan was made, through AWS's API.
  void byOthers(Plan plan, String resource, Runnable change) {
    int before = world.cloud.calls().size();
    change.run();
    for (int i = before; i < world.cloud.calls().size(); i++) {
      callsOfOthers.add(i);
    }
    drifted.put(plan.digest().hex(), new Drifted(resource, world.ledger.all()));
  }

  int writes() {
    return writtenAt().size();
  }

  void check() {
    everyWriteIsAnIntentThatWasThereBefore();
    nothingExemptIsWrittenTo();
    Map<RunId, JournalEntry.RunStarted> begun = new HashMap<>();
    for (RunId run : world.ledger.all()) {
      began(run).ifPresent(began -> begun.put(run, began));
    }
    begun.forEach(
        (run, began) -> {
          List<Change> intents = intents(run);
          if (began.command().equals("protect")) {
            stayedWithin(run, began.digest(), intents);
          } else {
            tookBackOnly(run, intents);
          }
        });
  }

  /// Every run that was there when molly last started has an end, and each of its intents a result.
  void checkSettled(List<RunId> runs) {
    for (RunId run : runs) {
      List<JournalEntry> entries = world.ledger.read(run);
      Set<Integer> open = new HashSet<>();
      for (JournalEntry entry : entries) {
        switch (entry) {
          case JournalEntry.Intent intent -> open.add(intent.step());
          case JournalEntry.Outcome outcome -> open.remove(outcome.step());
          case JournalEntry.Notice notice -> {}
          case JournalEntry.RunStarted began -> {}
          case JournalEntry.RunFinished ended -> {}
        }
      }
      assertThat(open).as("open writes of %s", run).isEmpty();
      assertThat(entries.getLast())
          .as("end of %s", run)
          .isInstanceOf(JournalEntry.RunFinished.class);
    }
  }

  private void everyWriteIsAnIntentThatWasThereBefore() {
    List<SimCall> calls = world.cloud.calls();
    List<CrashingJournal.Line> kept = world.ledger.lines();
    List<CrashingJournal.Line> intents =
        kept.stream()
            .filter(
                line ->
                    line.entry() instanceof JournalEntry.Intent intent
                        && !line.lost()
                        && !InvariantRecorder.neverSent(line, intent, kept, calls))
            .toList();
    List<Integer> writes = writtenAt();
    for (int i = 0; i < Math.min(writes.size(), intents.size()); i++) {
      SimCall call = calls.get(writes.get(i));
      var intent = (JournalEntry.Intent) intents.get(i).entry();
      assertThat(call.api()).as("write %d", i).isEqualTo(intent.api());
      assertThat(call.resources())
          .as("write %d", i)
          .contains(intent.change().resource().identifier());
      assertThat(intents.get(i).calls())
          .as("the intent of write %d, %s, was journalled before it", i, call)
          .isLessThanOrEqualTo(writes.get(i));
    }
    assertThat(writes).as("writes, of which each has an intent").hasSameSizeAs(intents);
  }

  private void nothingExemptIsWrittenTo() {
    List<SimCall> calls = world.cloud.calls();
    for (int i : writtenAt()) {
      assertThat(calls.get(i).resources()).as("written to").noneMatch(world.exempt::contains);
    }
  }

  private void stayedWithin(RunId run, String digest, List<Change> intents) {
    Plan plan = plans.get(digest);
    assertThat(plan).as("the plan of %s", run).isNotNull();
    if (plan == null) {
      return;
    }
    Set<String> planned =
        plan.steps().stream()
            .map(PlannedChange::change)
            .map(Invariants::key)
            .collect(Collectors.toSet());
    assertThat(keys(intents)).as("what %s wrote", run).isSubsetOf(planned);
    assertThat(resources(intents)).as("resources that %s wrote to", run).hasSizeLessThan(most());
    assertThat(intents).as("length of %s", run).hasSizeLessThanOrEqualTo(2 * plan.steps().size());
    Drifted since = drifted.get(digest);
    if (since != null && !since.before().contains(run)) {
      assertThat(resources(intents))
          .as("%s wrote to what is no longer what its plan saw", run)
          .doesNotContain(since.resource());
    }
  }

  private int most() {
    return (int) limit + 1;
  }

  private void tookBackOnly(RunId run, List<Change> intents) {
    Set<String> forward = new HashSet<>();
    for (RunId other : world.ledger.all()) {
      if (began(other).map(began -> began.command().equals("protect")).orElse(false)) {
        forward.addAll(keys(intents(other)));
      }
    }
    assertThat(keys(intents)).as("what %s took back", run).isSubsetOf(forward);
    assertThat(keys(intents)).as("what %s took back", run).doesNotHaveDuplicates();
  }

  private List<Integer> writtenAt() {
    List<SimCall> calls = world.cloud.calls();
    for (; looked < calls.size(); looked++) {
      if (calls.get(looked).write() && !callsOfOthers.contains(looked)) {
        written.add(looked);
      }
    }
    return written;
  }

  private Optional<JournalEntry.RunStarted> began(RunId run) {
    return world.ledger.read(run).stream()
        .filter(JournalEntry.RunStarted.class::isInstance)
        .map(JournalEntry.RunStarted.class::cast)
        .findFirst();
  }

  /// What a run was about to write, step by step: a step may take several attempts.
  private List<Change> intents(RunId run) {
    var steps = new TreeMap<Integer, Change>();
    var attempts = new HashMap<Integer, Integer>();
    for (JournalEntry entry : world.ledger.read(run)) {
      if (entry instanceof JournalEntry.Intent intent) {
        steps.put(intent.step(), intent.change());
        attempts.merge(intent.step(), 1, Integer::sum);
      }
    }
    assertThat(attempts.values()).as("attempts of %s", run).allMatch(times -> times <= 8);
    return List.copyOf(steps.values());
  }

  private static Set<String> resources(List<Change> changes) {
    return changes.stream()
        .map(change -> change.resource().identifier())
        .collect(Collectors.toSet());
  }

  private static List<String> keys(List<Change> changes) {
    return changes.stream().map(Invariants::key).toList();
  }

  private static String key(Change change) {
    return change.resource().id() + " " + change.control();
  }
}
