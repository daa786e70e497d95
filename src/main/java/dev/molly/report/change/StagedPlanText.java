package dev.molly.report.change;

import dev.molly.model.AccountRegion;
import dev.molly.model.Evidence;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Goal;
import dev.molly.plan.PlannedChange;
import dev.molly.report.format.PrintableText;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.TextPage;
import dev.molly.report.format.TextPage.Style;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import dev.molly.retire.RetirementRecordCodec.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The part of a plan that takes resources to a goal, resource by resource: its identity, its
/// staged deletion as numbered steps with the equivalent commands, the losses, the due date, and
/// how to restore it.
final class StagedPlanText {
  private static final String UNDONE_BY_NOTHING =
      "nothing. What is left of it: molly explain final-copy";

  private StagedPlanText() {}

  /// Returns whether the steps belong to staged deletion.
  static boolean isOf(List<PlannedChange> steps) {
    return steps.stream().anyMatch(step -> step.goal().isPresent());
  }

  static void place(
      TextPage page,
      AccountRegion place,
      List<PlannedChange> steps,
      Map<ResourceId, List<Evidence>> evidence)
      throws IOException {
    page.place(place);
    page.blank();
    for (var resource :
        ReportPhrases.groups(steps, step -> step.change().resource().id()).entrySet()) {
      resource(page, resource.getValue(), evidence.getOrDefault(resource.getKey(), List.of()));
    }
  }

  private static void resource(TextPage page, List<PlannedChange> steps, List<Evidence> evidence)
      throws IOException {
    ResourceRef ref = steps.getFirst().change().resource();
    String name = ref.name().equals(ref.identifier()) ? "" : "  " + ref.name();
    page.labelled(0, Style.STRONG, ref.identifier(), name + "  (" + ref.id().kind() + ")");
    EvidenceText.print(page, 2, evidence);
    Optional<RetirementRecord> record = record(steps);
    if (record.isPresent()) {
      page.labelled(2, Style.PLAIN, "Why:", " " + record.get().why());
      page.labelled(2, Style.PLAIN, "Due:", " " + due(record.get()));
    }
    page.advice(2, "Undone by:", undo(steps));
    page.blank();
    for (int i = 0; i < steps.size(); i++) {
      step(page, i + 1, steps.get(i));
    }
    commands(page, steps.stream().map(each -> each.call().command()).toList());
    page.blank();
  }

  /// Returns the facts about a resource beside its steps: the reason, the due date, and how to
  /// undo it.
  static List<String> facts(List<PlannedChange> steps) {
    var facts = new ArrayList<String>();
    record(steps)
        .ifPresent(
            record -> {
              facts.add("Why: " + record.why());
              facts.add("Due: " + due(record));
            });
    facts.add(
        "Undone by: "
            + (deletes(steps)
                ? UNDONE_BY_NOTHING
                : steps.getLast().goal().equals(Optional.of(Goal.RESTORED))
                    ? "molly retire ID --why \"...\""
                    : "molly restore ID, or all of them by the run: molly restore --run RUN-ID"));
    return facts;
  }

  private static boolean deletes(List<PlannedChange> steps) {
    return steps.stream().anyMatch(step -> LifecycleAttributes.deletes(step.change().control()));
  }

  private static String due(RetirementRecord record) {
    return record.isForGood() ? ReportPhrases.NEVER_DUE : record.due() + " (UTC)";
  }

  private static void step(TextPage page, int number, PlannedChange step) throws IOException {
    page.labelled(2, Style.STRONG, number + ".", " " + ChangeText.line(step.change()));
    String cost = step.call().cost();
    if (!cost.isEmpty()) {
      page.labelled(5, Style.PLAIN, "Costs:", " " + cost);
    }
  }

  /// Prints the commands of all steps, joined for pasting: a failing step, or a different
  /// account, ends the sequence in any POSIX shell and in zsh. Each step depends on those before
  /// it, and the last one may delete.
  private static void commands(TextPage page, List<String> commands) throws IOException {
    Optional<String> hidden =
        commands.stream().filter(each -> !PrintableText.of(each).equals(each)).findFirst();
    if (hidden.isPresent()) {
      ChangeText.command(page, hidden.get());
      return;
    }
    page.labelled(
        2,
        Style.STRONG,
        "By hand:",
        " AWS may need time between two; the first that fails ends it.");
    for (int i = 0; i < commands.size(); i++) {
      ChangeText.command(page, commands.get(i) + (i < commands.size() - 1 ? " &&" : ""));
    }
  }

  /// Returns the record that the steps write, if any.
  private static Optional<RetirementRecord> record(List<PlannedChange> steps) {
    return steps.stream()
        .map(PlannedChange::change)
        .filter(
            change ->
                change.control().equals(LifecycleAttributes.RETIREMENT) && !change.to().isEmpty())
        .flatMap(
            change ->
                RetirementRecordCodec.written(change) instanceof Reading.Found(var record)
                    ? Optional.of(record).stream()
                    : Optional.<RetirementRecord>empty().stream())
        .findFirst();
  }

  private static String undo(List<PlannedChange> steps) {
    PlannedChange last = steps.getLast();
    String id = steps.getFirst().change().resource().arn();
    if (deletes(steps)) {
      return UNDONE_BY_NOTHING;
    }
    return last.goal().equals(Optional.of(Goal.RESTORED))
        ? "molly retire " + id + " --why \"...\""
        : "molly restore " + id;
  }
}
