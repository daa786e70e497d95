package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.sim.core.Faults;
import dev.molly.sim.core.SimCall;
import dev.molly.simulation.world.Crash;
import dev.molly.simulation.world.NightlyRun;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every desired setting of every staged deletion meets every fault: enumerated, not sampled.
/// Whatever goes wrong, going on ends where nothing had gone wrong, and a restore gives back
/// exactly what was.
class EveryStepTest {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  /// What goes wrong with one call.
  private static final Map<String, BiConsumer<Faults, Call>> FAULTS =
      Map.of(
          "denied", (faults, call) -> faults.deny(call.api()).onCall(call.nth()),
          "throttled", (faults, call) -> faults.throttle(call.api(), 1).onCall(call.nth()),
          "never arrives", (faults, call) -> faults.timeoutBefore(call.api()).onCall(call.nth()),
          "arrives, and no answer comes",
              (faults, call) -> faults.timeoutAfter(call.api()).onCall(call.nth()),
          "meets an error of AWS's",
              (faults, call) -> faults.serverError(call.api()).onCall(call.nth()));

  /// The nth call of an operation.
  private record Call(String api, int nth) {}

  /// What happens to a resource, to its end.
  private interface Journey {
    /// The command that something goes wrong with.
    void go(NightlyRun night, String uid, RetirementFixture specimen);

    /// What is done until it has ended.
    void goOn(NightlyRun night, String uid);
  }

  private static final Journey RETIRE =
      new Journey() {
        @Override
        public void go(NightlyRun night, String uid, RetirementFixture specimen) {
          night.retire(uid, specimen.options());
        }

        @Override
        public void goOn(NightlyRun night, String uid) {
          night.sweepToTheEnd();
        }
      };

  private static final Journey RESTORE =
      new Journey() {
        @Override
        public void go(NightlyRun night, String uid, RetirementFixture specimen) {
          night.restoreToTheEnd(uid);
        }

        @Override
        public void goOn(NightlyRun night, String uid) {
          night.sweepToTheEnd();
        }
      };

  private static final Journey PURGE =
      new Journey() {
        @Override
        public void go(NightlyRun night, String uid, RetirementFixture specimen) {
          night.purge(uid);
        }

        @Override
        public void goOn(NightlyRun night, String uid) {
          night.purgeToTheEnd(uid);
        }
      };

  private static int cases;

  static List<RetirementFixture> specimens() {
    return RetirementFixture.all();
  }

  @ParameterizedTest
  @MethodSource("specimens")
  void aRetirementThatIsDisturbedEndsWhereAnUndisturbedOneDoes(RetirementFixture specimen) {
    disturb(specimen, RETIRE, (stage, uid) -> {}, true);
  }

  @ParameterizedTest
  @MethodSource("specimens")
  void aRestoreThatIsDisturbedGivesBackExactlyWhatWas(RetirementFixture specimen) {
    disturb(specimen, RESTORE, EveryStepTest::retired, true);
  }

  @ParameterizedTest
  @MethodSource("specimens")
  void aPurgeThatIsDisturbedEndsWhereAnUndisturbedOneDoes(RetirementFixture specimen) {
    disturb(specimen, PURGE, EveryStepTest::dueAlready, false);
  }

  private static void retired(Stage stage, String uid) {
    stage.night.retire(uid, stage.specimen.options());
    stage.night.sweepToTheEnd();
  }

  private static void dueAlready(Stage stage, String uid) {
    retired(stage, uid);
    stage.world.cloud.clock().advance(World.KEEP);
    stage.night.sweep();
    stage.world.cloud.clock().advance(Duration.ofDays(3));
    stage.night.sweepToTheEnd();
  }

  /// Goes through a journey once undisturbed, and then once for each thing that can go wrong with
  /// each of its writes and each line of its journal.
  private static void disturb(
      RetirementFixture specimen,
      Journey journey,
      BiConsumer<Stage, String> before,
      boolean restorable) {
    var start = new Stage(specimen, before);
    Stage calm = start.fork();
    calm.go(journey);
    List<Call> calls = calm.writes();
    assertThat(calls).as("writes").isNotEmpty();
    calm.goOn(journey);

    for (Call call : calls) {
      FAULTS.forEach(
          (what, fault) -> {
            String name = "%s: %s %s".formatted(specimen, call, what);
            goThrough(
                name,
                start,
                journey,
                calm,
                restorable,
                stage -> fault.accept(stage.world.cloud.faults(), call));
          });
    }
    for (int line = 1; line <= calm.lines(); line++) {
      for (boolean kept : List.of(false, true)) {
        int at = line;
        String name =
            "%s: the process ends %s line %d".formatted(specimen, kept ? "after" : "before", at);
        goThrough(
            name,
            start,
            journey,
            calm,
            restorable,
            stage -> stage.world.ledger.crashAt(stage.linesBefore + at, kept));
      }
    }
  }

  private static void goThrough(
      String name,
      Stage start,
      Journey journey,
      Stage calm,
      boolean restorable,
      Consumer<Stage> disturbance) {
    Stage stage = start.fork();
    disturbance.accept(stage);
    stage.go(journey);
    stage.recover();
    Stage back = stage.fork();
    boolean begun = journey == PURGE || !stage.state().equals(stage.start);
    stage.goOn(journey);

    Map<String, String> expected = begun ? calm.state() : stage.start;
    assertThat(stage.state()).as(name).isEqualTo(expected);
    assertThat(stage.copies()).as(name).isEqualTo(begun ? calm.copies() : stage.copiesAtTheStart);
    assertThat(stage.stateAfterGoingOnAgain(journey)).as(name + ", and again").isEqualTo(expected);
    cases++;

    if (restorable) {
      back.night.restoreToTheEnd(back.uid);

      assertThat(back.state())
          .as(name + ", then restored")
          .isIn(back.original, asFarBackAsAwsGoes(back.original));
      cases++;
    }
  }

  /// Versioning that was never on can only be suspended again.
  private static Map<String, String> asFarBackAsAwsGoes(Map<String, String> original) {
    var back = new HashMap<>(original);
    back.replaceAll((id, state) -> state.replaceFirst("^\\[null", "[Suspended"));
    return back;
  }

  @AfterAll
  static void sayHowMany() {
    System.out.println("steps and faults: " + cases + " cases");
  }

  /// A world with one specimen, some way into its life.
  private static final class Stage {
    private final RetirementFixture specimen;
    private final World world;
    private final NightlyRun night;
    private final String uid;
    private final Map<String, String> original;
    private final Map<String, String> start;
    private final List<String> copiesAtTheStart;
    private final int callsBefore;
    private final int linesBefore;
    private int linesAfter;
    private int callsAfter;

    Stage(RetirementFixture specimen, BiConsumer<Stage, String> before) {
      this.world = new World(1);
      this.night = new NightlyRun(world);
      this.specimen = specimen;
      this.uid = specimen.put().apply(world);
      this.original = state();
      before.accept(this, uid);
      this.start = state();
      this.copiesAtTheStart = copies();
      this.callsBefore = world.cloud.calls().size();
      this.linesBefore = world.ledger.tried();
    }

    private Stage(Stage other) {
      this.world = other.world.fork();
      this.night = new NightlyRun(world);
      this.specimen = other.specimen;
      this.uid = other.uid;
      this.original = other.original;
      this.start = other.start;
      this.copiesAtTheStart = other.copiesAtTheStart;
      this.callsBefore = 0;
      this.linesBefore = world.ledger.tried();
    }

    /// Returns another one with the same specimen as it is now. What was done so far is done once
    /// for all that can happen from here on.
    Stage fork() {
      return new Stage(this);
    }

    /// A crash ends the command, and nothing else.
    void go(Journey journey) {
      try {
        journey.go(night, uid, specimen);
      } catch (Crash e) {
        // The next command is a new process.
      }
      linesAfter = world.ledger.tried();
      callsAfter = world.cloud.calls().size();
    }

    void recover() {
      world.cloud.faults().clear();
      world.ledger.restart();
      world.ledger.crashAt(-1, false);
      world.cloud.clock().advance(A_MINUTE);
    }

    void goOn(Journey journey) {
      journey.goOn(night, uid);
    }

    int lines() {
      return linesAfter - linesBefore;
    }

    /// The writes of the journey, each with which of its operation it is.
    List<Call> writes() {
      var seen = new HashMap<String, Integer>();
      var writes = new ArrayList<Call>();
      List<SimCall> calls = world.cloud.calls().subList(callsBefore, callsAfter);
      for (SimCall call : calls) {
        int nth = seen.merge(call.api(), 1, Integer::sum);
        if (call.write()) {
          writes.add(new Call(call.api(), nth));
        }
      }
      return writes;
    }

    Map<String, String> state() {
      world.cloud.clock().advance(A_MINUTE);
      return State.of(world.account, World.REGION);
    }

    List<String> copies() {
      return State.copies(world.account, World.REGION);
    }

    Map<String, String> stateAfterGoingOnAgain(Journey journey) {
      int before = world.cloud.calls().size();
      goOn(journey);
      assertThat(world.cloud.calls().subList(before, world.cloud.calls().size()))
          .as("writes of going on when there is nothing to do")
          .noneMatch(SimCall::write);
      return state();
    }
  }
}
