package dev.molly.plan;

import dev.molly.model.AccountId;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What one run would write, in order.
///
/// @param command what asked for it: `protect`, `undo`, `retire`
/// @param fleetSize how many resources the inventory behind it had; a share of the fleet is a share
///     of them
/// @param gaps what of the inventory could not be read, or was unknown, in words
/// @param skipped what no action was planned for, and why, in words
/// @param refusals what speaks against it whatever is confirmed: the plan is for showing only, then
/// @param notes what else there is to know before it is carried out, in sentences
public record Plan(
    String command,
    List<PlannedChange> steps,
    long fleetSize,
    List<String> gaps,
    List<String> skipped,
    List<Refusal> refusals,
    List<String> notes) {
  /// What a line of [#skipped] says that is about resources over the limit.
  public static final String FOR_THE_NEXT_SWEEP = " resources are left for the next sweep";

  /// What the limit left for the next sweep, in a sentence; empty when it left nothing.
  public Optional<String> leftForTheNextSweep() {
    return skipped.stream().filter(line -> line.contains(FOR_THE_NEXT_SWEEP)).findFirst();
  }

  /// A plan that nothing speaks against yet.
  public Plan(
      String command,
      List<PlannedChange> steps,
      long fleetSize,
      List<String> gaps,
      List<String> skipped) {
    this(command, steps, fleetSize, gaps, skipped, List.of());
  }

  /// A plan with nothing else to know.
  public Plan(
      String command,
      List<PlannedChange> steps,
      long fleetSize,
      List<String> gaps,
      List<String> skipped,
      List<Refusal> refusals) {
    this(command, steps, fleetSize, gaps, skipped, refusals, List.of());
  }

  /// The same plan, with what else there is to know.
  public Plan with(List<String> more) {
    return new Plan(command, steps, fleetSize, gaps, skipped, refusals, more);
  }

  public Plan {
    refusals = List.copyOf(refusals);
    steps = List.copyOf(steps);
    gaps = List.copyOf(gaps);
    skipped = List.copyOf(skipped);
    notes = List.copyOf(notes);
  }

  /// The accounts it writes to.
  public Set<AccountId> accounts() {
    return steps.stream()
        .map(step -> step.change().resource().id().account())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// How many resources it writes to.
  public long resources() {
    return steps.stream().map(step -> step.change().resource().id()).distinct().count();
  }

  /// When a claim will be made is not known before: the executor sets it.
  private static final ControlId OF_THE_MOMENT = new ControlId("claim");

  /// The same plan has the same digest, whenever it is made; another plan has another. It covers
  /// everything that a person is shown but the time of a claim, so that nobody confirms one thing
  /// and gets another.
  public Digest digest() {
    var digest = new Digest.Builder().add(command).add(String.valueOf(fleetSize));
    for (List<String> texts : List.of(gaps, skipped)) {
      digest.add(String.valueOf(texts.size()));
      texts.forEach(digest::add);
    }
    digest.add(String.valueOf(refusals.size()));
    refusals.forEach(no -> digest.add(no.guard()).add(no.reason()).add(no.remedy()));
    for (PlannedChange step : steps) {
      Change change = step.change();
      ResourceRef resource = change.resource();
      ResourceId id = resource.id();
      ApiCall call = step.call();
      boolean timed = !change.control().equals(OF_THE_MOMENT);
      digest
          .add(id.kind().value())
          .add(id.account().value())
          .add(id.region().value())
          .add(id.uid())
          .add(resource.identifier())
          .add(resource.name())
          .add(resource.arn())
          .add(change.control().value())
          .add(timed ? change.from() : "")
          .add(timed ? change.to() : "")
          .add(step.fingerprint())
          .add(call.api())
          .add(call.permission())
          .add(call.arn())
          .add(timed ? call.command() : "")
          .add(call.cost())
          .add(step.why())
          .add(step.goal().map(Goal::word).orElse(""))
          .add(String.valueOf(call.also().size()));
      call.also().forEach(grant -> digest.add(grant.permission()).add(grant.arn()));
    }
    notes.forEach(note -> digest.add("note").add(note));
    return digest.build();
  }
}
