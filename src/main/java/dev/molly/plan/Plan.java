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

/// The writes of one run, in order.
///
/// @param fleetSize the number of resources in the inventory, the base of percentage limits
/// @param gaps the unreadable or unknown parts of the inventory, as text
/// @param skipped the resources without planned action and the reasons, as text
/// @param refusals the objections that no confirmation overrides; a plan with any is for display
///     only
/// @param notes further notes to read before the plan is applied, as sentences
public record Plan(
    Operation operation,
    List<PlannedChange> steps,
    long fleetSize,
    List<String> gaps,
    List<String> skipped,
    List<Refusal> refusals,
    List<String> notes) {
  /// The text in a line of [#skipped] about resources over the limit.
  public static final String FOR_THE_NEXT_SWEEP = " resources are left for the next sweep";

  /// Returns the sentence about the resources that the limit leaves for the next sweep.
  ///
  /// @return empty if it leaves none
  public Optional<String> leftForTheNextSweep() {
    return skipped.stream().filter(line -> line.contains(FOR_THE_NEXT_SWEEP)).findFirst();
  }

  /// Creates a plan without refusals.
  public Plan(
      Operation operation,
      List<PlannedChange> steps,
      long fleetSize,
      List<String> gaps,
      List<String> skipped) {
    this(operation, steps, fleetSize, gaps, skipped, List.of());
  }

  /// Creates a plan without notes.
  public Plan(
      Operation operation,
      List<PlannedChange> steps,
      long fleetSize,
      List<String> gaps,
      List<String> skipped,
      List<Refusal> refusals) {
    this(operation, steps, fleetSize, gaps, skipped, refusals, List.of());
  }

  /// Returns the same plan with these notes.
  public Plan with(List<String> more) {
    return new Plan(operation, steps, fleetSize, gaps, skipped, refusals, more);
  }

  public Plan {
    refusals = List.copyOf(refusals);
    steps = List.copyOf(steps);
    gaps = List.copyOf(gaps);
    skipped = List.copyOf(skipped);
    notes = List.copyOf(notes);
  }

  /// Returns the accounts the plan writes to.
  public Set<AccountId> accounts() {
    return steps.stream()
        .map(step -> step.change().resource().id().account())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Returns the number of resources the plan writes to.
  public long resources() {
    return steps.stream().map(step -> step.change().resource().id()).distinct().count();
  }

  /// The control of a claim, whose time is unknown to the plan: the executor sets it.
  private static final ControlId OF_THE_MOMENT = new ControlId("claim");

  /// Returns the digest of the plan. Equal plans have equal digests, whenever they are made;
  /// different plans have different ones. The digest covers everything shown to the user except
  /// the time of a claim, so that the applied plan is the confirmed one.
  public Digest digest() {
    var digest = new Digest.Builder().add(operation.word()).add(String.valueOf(fleetSize));
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
