package dev.molly.retire;

import dev.molly.model.Change;
import dev.molly.model.ControlId;
import dev.molly.model.Goal;
import dev.molly.model.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// How one kind is retired, restored and purged. Pure: the next step is computed from what is
/// observed now, never from what is remembered.
public interface Ladder {
  /// The rungs on the way to a goal, by what is there now.
  List<Rung> rungs(Goal goal, Look now, Retirement record);

  /// Why it must not go on towards a goal, whatever the rungs are; empty when nothing is in the
  /// way.
  Optional<Next.Blocked> blocked(Goal goal, Look now, Retirement record);

  /// The rungs behind which AWS itself refuses to delete it.
  List<Rung> shield(Look now);

  /// Whether two settings of a control or lever mean the same.
  boolean same(ControlId control, String one, String other);

  /// What the next look would find if a change were made, and AWS through with it.
  Look after(Look now, Change change);

  /// What the next look would find once AWS is through with what it does now.
  default Look settled(Look now) {
    return now.settled();
  }

  /// What AWS does to it that this cannot be changed beside, in words; empty when nothing.
  default Optional<String> busy(Look now, ControlId control) {
    return now.busy();
  }

  /// What to do next: the first rung that is not reached.
  default Next next(Goal goal, Look now, Retirement record) {
    Optional<Next.Blocked> blocked =
        tooEarly(goal, now, record).or(() -> blocked(goal, now, record));
    if (blocked.isPresent()) {
      return blocked.get();
    }
    if (goal == Goal.RESTORED && now.setting(Levers.RETIREMENT).isEmpty()) {
      return new Next.Reached();
    }
    Optional<Instant> open = Claim.open(now.setting(Levers.CLAIM), now.at());
    if (goal == Goal.RETIRED && open.isPresent()) {
      return new Next.Wait("a purge of it is under way, or broke off, until " + open.get());
    }
    boolean claimed = goal == Goal.RESTORED && open.isPresent();
    List<Rung> rungs = rungs(goal, now, record);
    for (Rung rung : claimed ? shielded(now, rungs) : rungs) {
      String setting = now.setting(rung.control());
      if (!same(rung.control(), setting, rung.to())) {
        Change change = new Change(now.resource().ref(), rung.control(), setting, rung.to());
        return now.waitsFor(rung.control())
            .or(() -> busy(now, rung.control()))
            .<Next>map(Next.Wait::new)
            .orElseGet(() -> new Next.Do(change));
      }
      Optional<String> unfinished = now.waitsFor(rung.control());
      if (unfinished.isPresent()) {
        return new Next.Wait(unfinished.get());
      }
    }
    return claimed ? new Next.Wait(Claim.holds(open.get())) : new Next.Reached();
  }

  /// The way back while a deletion may be on its way to AWS: the record first, which no longer says
  /// that it may be deleted, then what makes AWS refuse that, and nothing that takes either away.
  private List<Rung> shielded(Look now, List<Rung> rungs) {
    List<Rung> shield = shield(now);
    Set<ControlId> later = shield.stream().map(Rung::control).collect(Collectors.toSet());
    var shielded = new ArrayList<Rung>();
    shielded.add(rungs.getFirst());
    shielded.addAll(shield);
    rungs.stream()
        .skip(1)
        .filter(rung -> !later.contains(rung.control()) && !Levers.isTags(rung.control()))
        .forEach(shielded::add);
    return shielded;
  }

  /// No purge before its time, and none of what is on its way back.
  private static Optional<Next.Blocked> tooEarly(Goal goal, Look now, Retirement record) {
    String id = now.resource().ref().identifier();
    if (goal != Goal.PURGED) {
      return Optional.empty();
    }
    if (record.goal() != Goal.RETIRED) {
      return Optional.of(
          new Next.Blocked(
              new Refusal("undo-window", id + " is being restored", "molly restore " + id)));
    }
    if (record.isForGood()) {
      String what = id + " is kept, empty, for its name, and is never deleted";
      return Optional.of(new Next.Blocked(new Refusal("undo-window", what, "molly restore " + id)));
    }
    return record.isDue(now.at())
        ? Optional.empty()
        : Optional.of(
            new Next.Blocked(
                new Refusal(
                    "undo-window", id + " is not due before " + record.due(), "wait until then")));
  }

  /// All that is still to be done towards a goal, if AWS finishes each change and nothing comes
  /// between.
  ///
  /// @throws IllegalStateException when it does not come to an end
  default List<Change> all(Goal goal, Look now, Retirement record) {
    var changes = new ArrayList<Change>();
    Look look = settled(now);
    while (next(goal, look, record) instanceof Next.Do(var change)) {
      changes.add(change);
      look = after(look, change);
      if (changes.size() > MOST) {
        throw new IllegalStateException("a ladder has no end: " + changes);
      }
    }
    return List.copyOf(changes);
  }

  /// More steps than any ladder has.
  int MOST = 20;
}
