package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.contract.Strike.How;
import dev.molly.contract.StrikingProxy.Passed;
import dev.molly.journal.JournalFolder;
import dev.molly.model.AccountRegion;
import dev.molly.model.ExitCode;
import dev.molly.model.KindId;
import dev.molly.plan.ApplyResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Retire, sweep, restore and purge on a network where answers are lost, cut, empty, or those of a
/// proxy: each write of a run is struck in every way, each question in some. What molly says is
/// what AWS's own clients say, and one more run gets everything to its end. Restores and purges
/// know nothing of what was done before, as on another machine.
@Tag(Engine.MOTO)
@Tag("deep")
@Order(1)
class WireStagedMotoIT {
  private static final Pattern VARIES = Pattern.compile("(at|due|told|sum)=[^ ,}]+|\\d{8}$");

  /// A question is asked three times when what comes back is no answer.
  private static final int TRIES = 3;

  private static final Set<How> FOR_WRITES =
      EnumSet.complementOf(EnumSet.of(How.HANG, How.RESET_IN_BODY, How.HALF));
  private static final Set<How> FOR_QUESTIONS =
      EnumSet.of(How.EMPTY, How.HALF, How.RESET_IN_BODY, How.FORBIDDEN_PAGE);

  @TempDir Path folder = Path.of("");

  private final MotoEngine moto = MotoEngine.orSkip();
  private final MollyOnWire molly;
  private final List<String> struckCalls = new ArrayList<>();
  private int worlds;

  WireStagedMotoIT() throws IOException {
    this.molly = new MollyOnWire(moto);
  }

  /// One command, and what comes before it.
  private interface Command {
    ApplyResult run(KindId kind);
  }

  static List<KindId> kinds() {
    return Stream.of("s3-bucket").map(KindId::new).toList();
  }

  @BeforeEach
  @AfterEach
  void leaveNothing() {
    moto.reset();
  }

  @AfterEach
  void end() {
    System.out.printf("struck %d calls: %s%n", struckCalls.size(), Set.copyOf(struckCalls));
    molly.close();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aRetirementIsTakenBackToTheLastTagWhateverWasStruck(KindId kind) {
    Command retire = any -> molly.retire(state("one"), any);

    for (Strike strike : strikes(kind, none -> {}, retire)) {
      Retirable planted = plant(kind);
      Map<String, String> before = planted.state();

      ApplyResult applyResult = struck(strike, kind, retire);
      Map<String, String> meanwhile = planted.state();
      ApplyResult restored = molly.restore(state("other"), kind);

      if (applyResult.exitCode() == ExitCode.CLEAN) {
        assertThat(meanwhile.get("tags")).as("%s", strike).contains("goal=retired");
      }
      assertThat(restored.exitCode()).as("%s: %s", strike, restored).isEqualTo(ExitCode.CLEAN);
      assertThat(planted.state()).as("%s", strike).isEqualTo(before);
      assertJournalsHold(strike);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aRetirementThatWasStruckIsFinishedByTheNextSweep(KindId kind) {
    Command retire = any -> molly.retire(state("one"), any);

    for (Strike strike : strikes(kind, none -> {}, retire)) {
      Retirable planted = plant(kind);
      ApplyResult applyResult = struck(strike, kind, retire);
      if (applyResult.exitCode() != ExitCode.CLEAN && !isBegun(planted)) {
        continue;
      }

      molly.sweep(state("one"), kind);

      assertThat(withoutDay(planted.state()))
          .as("%s", strike)
          .containsAllEntriesOf(planted.whenRetired());
      assertJournalsHold(strike);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aRestoreThatWasStruckIsFinishedByTheNextOne(KindId kind) {
    Command restore = any -> molly.restore(state("other"), any);

    for (Strike strike : strikes(kind, this::retired, restore)) {
      Retirable planted = plant(kind);
      Map<String, String> before = planted.state();
      retired(kind);

      ApplyResult applyResult = struck(strike, kind, restore);
      if (applyResult.exitCode() == ExitCode.CLEAN) {
        assertThat(planted.state()).as("%s", strike).isEqualTo(before);
      }
      molly.restore(state("third"), kind);

      assertThat(planted.state()).as("%s", strike).isEqualTo(before);
      assertJournalsHold(strike);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aPurgeThatWasStruckIsFinishedByTheNextOneAndLeavesItsCopies(KindId kind) {
    Command purge = any -> molly.purge(state("other"), any);

    for (Strike strike : strikes(kind, this::due, purge)) {
      Retirable planted = plant(kind);
      due(kind);

      ApplyResult applyResult = struck(strike, kind, purge);
      if (applyResult.exitCode() == ExitCode.CLEAN) {
        assertThat(planted.isThere()).as("%s: %s", strike, applyResult).isFalse();
      }
      if (planted.isThere()) {
        molly.sweep(state("third"), kind);
        molly.purge(state("third"), kind);
      }

      assertThat(planted.isThere()).as("%s", strike).isFalse();
      assertThat(planted.copies()).as("%s", strike).isEqualTo(planted.copiesWhenPurged());
      assertJournalsHold(strike);
    }
  }

  private Retirable plant(KindId kind) {
    worlds++;
    moto.reset();
    molly.now();
    molly.proxy().strike();
    return Retirable.plant(moto, new AccountRegion(moto.own(), MollyOnWire.REGION), kind);
  }

  private void retired(KindId kind) {
    ApplyResult applyResult = molly.retire(state("one"), kind);
    assertThat(applyResult.exitCode()).as("%s", applyResult).isEqualTo(ExitCode.CLEAN);
  }

  private void due(KindId kind) {
    retired(kind);
    molly.becomeDue(state("one"), kind);
  }

  /// What a state folder holds is of one world.
  private Path state(String name) {
    return folder.resolve(worlds + "-" + name);
  }

  /// Every call that a command makes when nothing is struck, to be struck in turn.
  private List<Strike> strikes(KindId kind, Consumer<KindId> before, Command command) {
    plant(kind);
    before.accept(kind);
    molly.proxy().strike();
    ApplyResult clean = command.run(kind);
    assertThat(clean.exitCode()).as("%s", clean).isEqualTo(ExitCode.CLEAN);
    var reads = new TreeMap<String, Boolean>();
    for (Passed each : molly.proxy().passed()) {
      reads.put(each.call().name(), each.call().reads());
    }
    reads.remove("sts:GetCallerIdentity");
    var strikes = new ArrayList<Strike>();
    Map<String, Integer> counts = molly.proxy().counts();
    reads.forEach(
        (call, isRead) -> {
          int count = counts.getOrDefault(call, 0);
          if (isRead) {
            FOR_QUESTIONS.forEach(how -> strikes.add(new Strike(call, 1, TRIES, how)));
            strikes.add(new Strike(call, count, TRIES, How.EMPTY));
          } else {
            for (int nth = 1; nth <= count; nth++) {
              for (How how : FOR_WRITES) {
                strikes.add(Strike.once(how, call, nth));
              }
            }
          }
        });
    return strikes;
  }

  private ApplyResult struck(Strike strike, KindId kind, Command command) {
    molly.proxy().strike(strike);
    ApplyResult applyResult = command.run(kind);
    molly.proxy().struck().forEach(call -> struckCalls.add(call.name()));
    assertThat(molly.proxy().struck()).as("%s", strike).isNotEmpty();
    molly.proxy().strike();
    return applyResult;
  }

  private static boolean isBegun(Retirable planted) {
    return String.valueOf(planted.state().get("tags")).contains("molly:retire");
  }

  private static Map<String, String> withoutDay(Map<String, String> state) {
    var without = new TreeMap<>(state);
    without.replaceAll((key, value) -> VARIES.matcher(value).replaceAll("DAY"));
    return without;
  }

  private void assertJournalsHold(Strike strike) {
    for (String name : List.of("one", "other", "third")) {
      var journals = new JournalFolder(state(name));
      journals
          .all()
          .forEach(run -> assertThat(journals.read(run)).as("%s %s", strike, run).isNotEmpty());
    }
  }
}
