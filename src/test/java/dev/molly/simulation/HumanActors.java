package dev.molly.simulation;

import dev.molly.simulation.world.ManualEdits;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// People who do things to resources by hand, and tell the witness what they did.
final class HumanActors {
  private static final Duration UNTIL_IT_SHOWS = Duration.ofMinutes(2);
  private static final String RECORD = "molly:retire";

  private final World world;
  private final InvariantRecorder witness;
  private int done;

  HumanActors(World world, InvariantRecorder witness) {
    this.world = world;
    this.witness = witness;
  }

  /// How much they have done.
  int done() {
    return done;
  }

  /// Something, to one of them.
  void something(Random dice) {
    List<ExpectedOutcome> there =
        witness.all().stream().filter(one -> !one.gone && !one.ending).toList();
    if (there.isEmpty()) {
      return;
    }
    ExpectedOutcome one = there.get(dice.nextInt(there.size()));
    ExpectedOutcome other = there.get(dice.nextInt(there.size()));
    int what = dice.nextInt(29);
    something(ManualEdits.on(world, one.uid), one, other, what);
  }

  private void something(ManualEdits hand, ExpectedOutcome one, ExpectedOutcome other, int what) {
    done++;
    switch (what) {
      case 0, 1, 2, 3 -> start(hand, one);
      case 4, 5, 6, 7 -> changes(one, () -> hand.stop(one.uid));
      case 8, 9, 10 -> touch(hand, one);
      case 11, 12, 13 -> changes(one, () -> hand.rename(one.uid, "by-hand-" + done));
      case 14, 15, 16 -> changes(one, () -> hand.protect(one.uid, true));
      case 17, 18, 19 -> changes(one, () -> hand.protect(one.uid, false));
      case 20 -> edit(hand, one);
      case 21 -> deleteSome(hand, one);
      case 22 -> deleteAll(hand, one);
      case 23, 24 -> copy(hand, one, other);
      default -> mend(hand, one);
    }
  }

  /// What becomes of it counts when molly has no hand in it; else molly puts back what was before.
  private void changes(ExpectedOutcome truth, Runnable act) {
    world.cloud.aside(
        () -> {
          act.run();
          return done;
        });
    world.cloud.clock().advance(UNTIL_IT_SHOWS);
    if (!truth.isRetired()) {
      truth.baseline = state(truth);
    }
  }

  private String state(ExpectedOutcome truth) {
    return witness.state().getOrDefault(truth.uid, "");
  }

  void start(ManualEdits hand, ExpectedOutcome truth) {
    if (!hand.isStopped(truth.uid)) {
      return;
    }
    if (truth.isRetired()) {
      truth.usedFrom = Math.min(truth.usedFrom, witness.now());
    }
    changes(truth, () -> hand.start(truth.uid));
    truth.ran = world.cloud.clock().instant();
  }

  /// A tag that is none of molly's business.
  private void touch(ManualEdits hand, ExpectedOutcome truth) {
    String before = hand.tags(truth.uid).getOrDefault("touched", "");
    changes(truth, () -> hand.put(truth.uid, Map.of("touched", "by-" + done)));
    if (truth.isRetired()) {
      truth.baseline = truth.baseline.replace("touched=" + before, "touched=by-" + done);
    }
  }

  /// Somebody wants it deleted sooner.
  void edit(ManualEdits hand, ExpectedOutcome truth) {
    Optional<String> text = Optional.ofNullable(hand.tags(truth.uid).get(RECORD));
    if (truth.isRetired() && text.isPresent()) {
      String sooner = text.get().replace("due=20", "due=19");
      spoil(hand, truth, () -> hand.put(truth.uid, Map.of(RECORD, sooner)));
    }
  }

  private void deleteSome(ManualEdits hand, ExpectedOutcome truth) {
    if (truth.isRetired() && done % 2 == 0) {
      spoil(hand, truth, () -> hand.remove(truth.uid, Set.of(RECORD + "-why")));
    } else if (truth.isRetired()) {
      spoil(hand, truth, () -> hand.remove(truth.uid, Set.of(RECORD)));
    }
  }

  private void spoil(ManualEdits hand, ExpectedOutcome truth, Runnable act) {
    if (!truth.isSpoilt()) {
      truth.saved = record(hand, truth);
      truth.spoiltFrom = witness.now();
    }
    changes(truth, act);
  }

  /// What it is now is what it is without molly. Not while AWS still carries out what molly asked
  /// for; and not with a quarantine or a state: left without a record they are still molly's own,
  /// and a later retirement and restore take them away.
  private void deleteAll(ManualEdits hand, ExpectedOutcome truth) {
    Set<String> keys = record(hand, truth).keySet();
    String now = state(truth);
    boolean settled = ExpectedOutcome.settled(now).equals(now) && !now.contains(", renaming,");
    boolean left = now.contains("MollyQuarantine") || now.contains("molly:state");
    if (!keys.isEmpty() && settled && !left) {
      truth.free();
      changes(truth, () -> hand.remove(truth.uid, keys));
    }
  }

  private void copy(ManualEdits hand, ExpectedOutcome from, ExpectedOutcome to) {
    Map<String, String> record = record(hand, from);
    ManualEdits other = ManualEdits.on(world, to.uid);
    boolean own = from.isRetired() && !from.isSpoilt();
    if (own && !from.uid.equals(to.uid)) {
      spoil(other, to, () -> other.put(to.uid, record));
    }
  }

  private void mend(ManualEdits hand, ExpectedOutcome truth) {
    if (!truth.isSpoilt() || !truth.isRetired() || truth.saved.isEmpty()) {
      return;
    }
    Set<String> keys = record(hand, truth).keySet();
    changes(
        truth,
        () -> {
          hand.put(truth.uid, truth.saved);
          Set<String> strange =
              keys.stream()
                  .filter(key -> !truth.saved.containsKey(key))
                  .collect(Collectors.toSet());
          if (!strange.isEmpty()) {
            hand.remove(truth.uid, strange);
          }
        });
    truth.mended();
  }

  private static Map<String, String> record(ManualEdits hand, ExpectedOutcome truth) {
    var record = new TreeMap<>(hand.tags(truth.uid));
    record.keySet().removeIf(key -> !key.startsWith(RECORD));
    return record;
  }
}
