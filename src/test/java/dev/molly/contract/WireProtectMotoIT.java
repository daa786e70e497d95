package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.contract.Strike.How;
import dev.molly.contract.StrikingProxy.Passed;
import dev.molly.model.AccountRegion;
import dev.molly.model.ExitCode;
import dev.molly.model.KindId;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Change;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Protect and undo on a network where answers are lost, cut, empty, or those of a proxy: each
/// write of a run is struck in several ways. What is said not to be written is not, and an undo
/// takes back whatever was.
@Tag(Engine.MOTO)
@Tag("deep")
@Order(2)
class WireProtectMotoIT {
  private static final Set<How> HOWS =
      EnumSet.of(How.RESET_AFTER, How.ERROR_AFTER, How.THROTTLE, How.EMPTY, How.FORBIDDEN_PAGE);

  private static final Set<How> HOWS_OF_AN_UNDO = EnumSet.of(How.RESET_AFTER, How.FORBIDDEN_PAGE);

  /// Of these molly says that nothing was written.
  private static final Set<Result> NOT_WRITTEN =
      EnumSet.of(Result.DRIFTED, Result.PAUSED, Result.FAILED);

  private static final List<KindId> KINDS = Seed.KINDS;

  @TempDir Path folder = Path.of("");

  private final MotoEngine moto = MotoEngine.orSkip();
  private final UnprotectedFleet fleet = new UnprotectedFleet(moto);
  private final MollyOnWire molly;
  private int worlds;

  WireProtectMotoIT() throws IOException {
    this.molly = new MollyOnWire(moto);
  }

  @BeforeEach
  void empty() {
    moto.reset();
  }

  @AfterEach
  void leaveNothing() {
    moto.reset();
    molly.close();
  }

  @Test
  void whatIsSaidNotToBeWrittenIsNotAndAnUndoTakesBackWhateverWas() {
    for (Strike strike : strikes(HOWS)) {
      Map<String, String> before = plant();
      molly.proxy().strike(strike);

      ApplyResult applyResult = molly.protect(state(), KINDS);

      assertThat(molly.proxy().struck()).as("%s", strike).isNotEmpty();
      molly.proxy().strike();
      assertThatItIsTrue(strike, applyResult, molly.protecting(state(), KINDS));
      molly.undo(state());
      Map<String, String> after = fleet.settings();
      assertThat(after)
          .as("%s: %s", strike, applyResult)
          .isEqualTo(UnprotectedFleet.asFarAsS3LetsGo(before, after));
    }
  }

  @Test
  void anUndoThatWasStruckIsFinishedByTheNextOne() {
    for (Strike strike : strikes(HOWS_OF_AN_UNDO)) {
      Map<String, String> before = plant();
      molly.protect(state(), KINDS);
      molly.proxy().strike(strike);

      molly.undo(state());

      molly.proxy().strike();
      molly.undo(state());
      Map<String, String> after = fleet.settings();
      assertThat(after).as("%s", strike).isEqualTo(UnprotectedFleet.asFarAsS3LetsGo(before, after));
    }
  }

  private static void assertThatItIsTrue(Strike strike, ApplyResult applyResult, Plan left) {
    List<Change> still = left.steps().stream().map(PlannedChange::change).toList();
    if (applyResult.exitCode() == ExitCode.CLEAN) {
      assertThat(still).as("%s", strike).isEmpty();
    }
    if (applyResult instanceof ApplyResult.Executed(var result, _)) {
      assertThat(result.outcomes())
          .as("%s", strike)
          .filteredOn(outcome -> NOT_WRITTEN.contains(outcome.result()))
          .extracting(Outcome::change)
          .allSatisfy(change -> assertThat(still).contains(change));
    }
  }

  /// One of each kind, with nothing on.
  private Map<String, String> plant() {
    worlds++;
    moto.reset();
    molly.proxy().strike();
    var where = new AccountRegion(moto.own(), MollyOnWire.REGION);
    moto.create(where, Seed.instance());
    moto.create(where, Seed.database("orders").keepingBackups(1));
    moto.create(where, Seed.cluster("events", "aurora-mysql"));
    moto.create(where, Seed.bucket("logs"));
    return fleet.settings();
  }

  /// What a state folder holds is of one world.
  private Path state() {
    return folder.resolve(String.valueOf(worlds));
  }

  /// Every write of a run in which nothing is struck.
  private List<Strike> strikes(Set<How> hows) {
    plant();
    molly.proxy().strike();
    assertThat(molly.protect(state(), KINDS).exitCode()).isEqualTo(ExitCode.CLEAN);
    var strikes = new ArrayList<Strike>();
    molly.proxy().passed().stream()
        .map(Passed::call)
        .filter(call -> !call.reads())
        .map(WireCall::name)
        .distinct()
        .forEach(
            call -> {
              for (int nth = 1; nth <= molly.proxy().counts().getOrDefault(call, 0); nth++) {
                for (How how : hows) {
                  strikes.add(Strike.once(how, call, nth));
                }
              }
            });
    assertThat(strikes).isNotEmpty();
    return strikes;
  }
}
