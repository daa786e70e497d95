package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.plan.Goal;
import dev.molly.sim.core.SimCall;
import dev.molly.simulation.RetirementDriver.Went;
import dev.molly.simulation.world.NightlyRun;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Mollys on two machines, which share no lock: before each call that one of them makes, another
/// types a whole command. Enumerated, not sampled. What one of them has reported as restored stays
/// restored, whatever the other one still has on its way to AWS.
class InterleavedTest {
  /// AWS shows for an hour what is terminated.
  private static final Duration UNTIL_IT_IS_GONE = Duration.ofHours(2);

  private static final Duration A_DAY = Duration.ofDays(1);

  /// What somebody types at one of the machines.
  private enum Typed {
    RETIRE {
      @Override
      Went type(RetirementDriver stairs, String uid, RetirementFixture specimen) {
        return stairs.retire(Set.of(uid), World.KEEP, specimen.options()).apply(true);
      }
    },
    SWEEP {
      @Override
      Went type(RetirementDriver stairs, String uid, RetirementFixture specimen) {
        return stairs.sweep(Goal.RETIRED);
      }
    },
    RESTORE {
      @Override
      Went type(RetirementDriver stairs, String uid, RetirementFixture specimen) {
        return stairs.restore(uid);
      }
    },
    EXTEND {
      @Override
      Went type(RetirementDriver stairs, String uid, RetirementFixture specimen) {
        return stairs.extend(uid, Duration.ofDays(10));
      }
    },
    PURGE {
      @Override
      Went type(RetirementDriver stairs, String uid, RetirementFixture specimen) {
        return stairs.purge(Set.of(uid)).apply(true);
      }
    };

    abstract Went type(RetirementDriver stairs, String uid, RetirementFixture specimen);
  }

  private static int cases;

  static List<RetirementFixture> specimens() {
    return RetirementFixture.all();
  }

  @ParameterizedTest
  @MethodSource("specimens")
  void whatIsRestoredJustBeforeOrAfterAWriteOfAPurgeStaysRestored(RetirementFixture specimen) {
    aroundEachWrite(specimen, true, Typed.PURGE, Typed.RESTORE);
  }

  @Tag("deep")
  @ParameterizedTest
  @MethodSource("specimens")
  void whatIsRestoredWhileAPurgeIsOnItsWayStaysRestored(RetirementFixture specimen) {
    everyCall(specimen, true, Typed.PURGE, Typed.RESTORE);
  }

  @Tag("deep")
  @ParameterizedTest
  @MethodSource("specimens")
  void aPurgeInTheMiddleOfARestoreDeletesNothingThatIsRestored(RetirementFixture specimen) {
    everyCall(specimen, true, Typed.RESTORE, Typed.PURGE);
  }

  @Tag("deep")
  @ParameterizedTest
  @MethodSource("specimens")
  void whatIsGivenMoreTimeIsNotPurged(RetirementFixture specimen) {
    everyCall(specimen, true, Typed.PURGE, Typed.EXTEND);
  }

  @Tag("deep")
  @ParameterizedTest
  @MethodSource("specimens")
  void twoPurgesEndWhereOneDoes(RetirementFixture specimen) {
    everyCall(specimen, true, Typed.PURGE, Typed.PURGE);
  }

  @Tag("deep")
  @ParameterizedTest
  @MethodSource("specimens")
  void aSweepBesideARestoreTakesNothingBackOutOfUse(RetirementFixture specimen) {
    everyCall(specimen, false, Typed.SWEEP, Typed.RESTORE);
  }

  @Tag("deep")
  @ParameterizedTest
  @MethodSource("specimens")
  void twoWhoRetireOneResourceEndWhereOneDoes(RetirementFixture specimen) {
    everyCall(specimen, false, Typed.RETIRE, Typed.RETIRE);
  }

  @Tag("deep")
  @ParameterizedTest
  @MethodSource("specimens")
  void aThirdThatSweepsWhileOnePurgesAndOneRestoresTakesNothingBack(RetirementFixture specimen) {
    everyCall(specimen, true, Typed.PURGE, Typed.RESTORE, Typed.SWEEP);
  }

  @Tag("deep")
  @ParameterizedTest
  @MethodSource("specimens")
  void twoWhoPurgeDeleteNothingThatAThirdRestores(RetirementFixture specimen) {
    everyCall(specimen, true, Typed.PURGE, Typed.RESTORE, Typed.PURGE);
  }

  @ParameterizedTest
  @MethodSource("specimens")
  void whatIsRestoredInTheMiddleOfARetirementIsAsItWasOrCanBe(RetirementFixture specimen) {
    aroundEachWrite(specimen, false, Typed.RETIRE, Typed.RESTORE);
  }

  @Tag("deep")
  @ParameterizedTest
  @MethodSource("specimens")
  void whatIsRetiredAnewInTheMiddleOfARestoreIsAsItWasOrCanBe(RetirementFixture specimen) {
    everyCall(specimen, false, Typed.RESTORE, Typed.RETIRE);
  }

  @ParameterizedTest
  @MethodSource("specimens")
  void moreTimeThatComesAfterARestoreLeavesNoRecordThatIsRead(RetirementFixture specimen) {
    everyCall(specimen, false, Typed.EXTEND, Typed.RESTORE);
  }

  @Tag("deep")
  @ParameterizedTest
  @MethodSource("specimens")
  void moreTimeInTheMiddleOfARestoreLeavesItRestored(RetirementFixture specimen) {
    everyCall(specimen, false, Typed.RESTORE, Typed.EXTEND);
  }

  @Tag("deep")
  @ParameterizedTest
  @MethodSource("specimens")
  void aSweepBesideMoreTimeTakesNoneAway(RetirementFixture specimen) {
    everyCall(specimen, false, Typed.SWEEP, Typed.EXTEND);
  }

  @Tag("deep")
  @ParameterizedTest
  @MethodSource("specimens")
  void moreTimeBesideASweepIsGivenAllTheSame(RetirementFixture specimen) {
    everyCall(specimen, true, Typed.EXTEND, Typed.SWEEP);
  }

  @Tag("deep")
  @ParameterizedTest
  @MethodSource("specimens")
  void aPurgeInTheMiddleOfMoreTimeEndsWhereOneDoes(RetirementFixture specimen) {
    everyCall(specimen, true, Typed.EXTEND, Typed.PURGE);
  }

  @Tag("deep")
  @ParameterizedTest
  @MethodSource("specimens")
  void aSweepInTheMiddleOfARetirementEndsWhereItDoes(RetirementFixture specimen) {
    everyCall(specimen, false, Typed.RETIRE, Typed.SWEEP);
  }

  @Tag("deep")
  @ParameterizedTest
  @MethodSource("specimens")
  void whatIsRestoredBesideASweepAndARetirementIsAsItWasOrCanBe(RetirementFixture specimen) {
    everyCall(specimen, false, Typed.RETIRE, Typed.SWEEP, Typed.RESTORE);
  }

  @AfterAll
  static void sayHowMany() {
    System.out.println("two or three mollys, interleaved at every call: " + cases + " cases");
  }

  /// @param others the first is typed before a call, the second before the next one
  private static void everyCall(
      RetirementFixture specimen, boolean due, Typed one, Typed... others) {
    int calls = new Scene(specimen, due, one).callsOf(one).size();
    IntStream.rangeClosed(1, calls).forEach(at -> play(specimen, due, one, others, at));
  }

  /// The calls at which a race is lost: a write, the two reads that it rests on, and what comes
  /// after it.
  private static void aroundEachWrite(
      RetirementFixture specimen, boolean due, Typed one, Typed... others) {
    List<SimCall> calls = new Scene(specimen, due, one).callsOf(one);
    IntStream.rangeClosed(1, calls.size())
        .filter(
            at ->
                calls.subList(Math.max(0, at - 2), Math.min(calls.size(), at + 2)).stream()
                    .anyMatch(SimCall::write))
        .forEach(at -> play(specimen, due, one, others, at));
  }

  private static void play(
      RetirementFixture specimen, boolean due, Typed one, Typed[] others, int at) {
    new Scene(specimen, due, one).play(one, List.of(others), at);
    cases++;
  }

  /// A world with one specimen, as far into its life as what is typed first needs it.
  private static final class Scene {
    private final RetirementFixture specimen;
    private final boolean due;
    private final World world = new World(1);
    private final NightlyRun night = new NightlyRun(world);
    private final String uid;
    private final Map<String, String> original;
    private int calls;

    Scene(RetirementFixture specimen, boolean due, Typed one) {
      this.specimen = specimen;
      this.due = due;
      this.uid = specimen.put().apply(world);
      this.original = state();
      if (one != Typed.RETIRE) {
        night.retire(uid, specimen.options());
        night.sweepToTheEnd();
      }
      if (due) {
        world.cloud.clock().advance(World.KEEP);
        night.sweep();
        world.cloud.clock().advance(Duration.ofDays(3));
        night.sweepToTheEnd();
      }
    }

    List<SimCall> callsOf(Typed one) {
      int before = world.cloud.calls().size();
      world.cloud.beforeEachCall(() -> calls++);
      one.type(new MollyDriver(world), uid, specimen);
      List<SimCall> made = world.cloud.calls().subList(before, world.cloud.calls().size());
      assertThat(made).hasSize(calls);
      return made;
    }

    void play(Typed one, List<Typed> others, int at) {
      int[] next = new int[1];
      boolean[] restored = new boolean[1];
      boolean[] extended = new boolean[1];
      world.cloud.beforeEachCall(
          () -> {
            calls++;
            if (calls >= at && calls - at < others.size()) {
              Typed other = others.get(calls - at);
              Went went = other.type(new MollyDriver(world), uid, specimen);
              restored[0] |= one != Typed.RETIRE && other == Typed.RESTORE && isBack();
              extended[0] |= other == Typed.EXTEND && went == Went.CLEAN && isThere();
              next[0] = calls == at ? world.cloud.calls().size() : next[0];
            }
          });
      one.type(new MollyDriver(world), uid, specimen);
      world.cloud.beforeEachCall(() -> {});
      restored[0] |= one == Typed.RESTORE && !others.contains(Typed.RETIRE) && isBack();
      String name =
          "%s: %s, and before its %s (call %d) %s"
              .formatted(specimen, one, world.cloud.calls().get(next[0]).api(), at, others);
      world.cloud.clock().advance(UNTIL_IT_IS_GONE);

      if (restored[0]) {
        world.cloud.clock().advance(A_DAY);
        night.sweep();
        assertThat(one == Typed.EXTEND ? withoutRecord(settled()) : settled())
            .as(name)
            .isIn(settled(original), asFarBackAsAwsGoes());
        assertThat(night.going(Goal.RETIRED).resources()).as(name).isEmpty();
        return;
      }
      if (extended[0]) {
        assertThat(night.isRetired(uid)).as(name).isTrue();
      }
      if (night.isRetired(uid)) {
        night.restoreToTheEnd(uid);
        assertThat(settled())
            .as(name + ", then restored")
            .isIn(settled(original), asFarBackAsAwsGoes());
      } else if (!due && isThere()) {
        assertThat(settled()).as(name).isIn(settled(original), asFarBackAsAwsGoes());
      }
    }

    /// Whether it carries no record, and is there.
    private boolean isBack() {
      Map<String, String> state = world.cloud.aside(() -> State.of(world.account, World.REGION));
      String mine = state.getOrDefault(uid, "");
      return !ExpectedOutcome.isGone(mine) && !ExpectedOutcome.hasRecord(mine);
    }

    /// A record that was only brought up to date is not whole, and so is not read.
    private static String withoutRecord(String state) {
      return state.replaceFirst(",?molly:retire=[^,}]*", "").replace("{,", "{");
    }

    private boolean isThere() {
      return world.cloud.aside(() -> State.of(world.account, World.REGION)).containsKey(uid);
    }

    private String asFarBackAsAwsGoes() {
      return settled(original).replaceFirst("^\\[null", "[Suspended");
    }

    private String settled() {
      return settled(state());
    }

    /// Members that a purge deleted before it was stopped do not come back, and the plan says so.
    private String settled(Map<String, String> state) {
      return state.getOrDefault(uid, "").replaceFirst("\\[(DBClusterMember.*|]]$)", "its members");
    }

    private Map<String, String> state() {
      world.cloud.clock().advance(Duration.ofMinutes(1));
      return new HashMap<>(State.of(world.account, World.REGION));
    }
  }
}
