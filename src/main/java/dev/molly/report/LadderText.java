package dev.molly.report;

import dev.molly.model.Clue;
import dev.molly.model.Goal;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Step;
import dev.molly.model.Target;
import dev.molly.report.TextPage.Ink;
import dev.molly.retire.Levers;
import dev.molly.retire.Retirement;
import dev.molly.retire.RetirementTags;
import dev.molly.retire.RetirementTags.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The part of a plan that takes resources to a goal, resource by resource: what it is, its ladder
/// as numbered steps with the command that would do the same, what is lost, when it falls due, and
/// how to get it back.
final class LadderText {
  /// The commands of staged deletion.
  static final Set<String> COMMANDS = Set.of("retire", "restore", "sweep", "purge", "extend");

  private static final String UNDONE_BY_NOTHING =
      "nothing. What is left of it: molly explain final-copy";

  private LadderText() {}

  /// Whether steps are best shown like this.
  static boolean isOf(List<Step> steps) {
    return steps.stream().anyMatch(step -> step.goal().isPresent());
  }

  static void place(
      TextPage page, Target place, List<Step> steps, Map<ResourceId, List<Clue>> clues)
      throws IOException {
    page.place(place);
    page.blank();
    for (var resource :
        TextReport.groups(steps, step -> step.action().resource().id()).entrySet()) {
      resource(page, resource.getValue(), clues.getOrDefault(resource.getKey(), List.of()));
    }
  }

  private static void resource(TextPage page, List<Step> steps, List<Clue> clues)
      throws IOException {
    ResourceRef ref = steps.getFirst().action().resource();
    String name = ref.name().equals(ref.identifier()) ? "" : "  " + ref.name();
    page.labelled(0, Ink.STRONG, ref.identifier(), name + "  (" + ref.id().kind() + ")");
    ClueText.print(page, 2, clues);
    Optional<Retirement> record = record(steps);
    if (record.isPresent()) {
      page.labelled(2, Ink.PLAIN, "Why:", " " + record.get().why());
      page.labelled(2, Ink.PLAIN, "Due:", " " + due(record.get()));
    }
    page.advice(2, "Undone by:", undo(steps));
    page.blank();
    for (int i = 0; i < steps.size(); i++) {
      step(page, i + 1, steps.get(i));
    }
    commands(page, steps.stream().map(each -> each.call().command()).toList());
    page.blank();
  }

  /// What is said of a resource beside its steps: why, until when, and what undoes it.
  static List<String> facts(List<Step> steps) {
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

  private static boolean deletes(List<Step> steps) {
    return steps.stream().anyMatch(step -> Levers.deletes(step.action().control()));
  }

  private static String due(Retirement record) {
    return record.isForGood() ? RetiredText.NEVER_DUE : record.due() + " (UTC)";
  }

  private static void step(TextPage page, int number, Step step) throws IOException {
    String what = step.action().control() + ": ";
    page.labelled(2, Ink.STRONG, number + ".", " " + what + words(step));
    String cost = step.call().cost();
    if (!cost.isEmpty()) {
      page.labelled(5, Ink.PLAIN, "Costs:", " " + cost);
    }
  }

  /// The commands of all steps, pasted at once: a step that fails, or an account that is another,
  /// is the end of it, in any POSIX shell and in zsh. Each step counts on those before it, and the
  /// last may delete.
  private static void commands(TextPage page, List<String> commands) throws IOException {
    Optional<String> hidden =
        commands.stream().filter(each -> !VisibleText.of(each).equals(each)).findFirst();
    if (hidden.isPresent()) {
      PlanText.command(page, hidden.get());
      return;
    }
    page.labelled(
        2, Ink.STRONG, "By hand:", " AWS may need time between two; the first that fails ends it.");
    for (int i = 0; i < commands.size(); i++) {
      PlanText.command(page, commands.get(i) + (i < commands.size() - 1 ? " &&" : ""));
    }
  }

  /// A record is described, not dumped.
  private static String words(Step step) {
    if (!step.action().control().equals(Levers.RETIREMENT)) {
      return ChangeText.of(step.action());
    }
    if (step.action().to().isEmpty()) {
      return "the record is taken away: it is not retired any more";
    }
    return step.action().from().isEmpty()
        ? "the record is written: all it takes to undo this, as tags on the resource itself"
        : "the record is written anew";
  }

  private static Optional<Retirement> record(List<Step> steps) {
    return steps.stream()
        .map(Step::action)
        .filter(change -> change.control().equals(Levers.RETIREMENT) && !change.to().isEmpty())
        .flatMap(
            change ->
                RetirementTags.written(change) instanceof Reading.Found(var record)
                    ? Optional.of(record).stream()
                    : Optional.<Retirement>empty().stream())
        .findFirst();
  }

  private static String undo(List<Step> steps) {
    Step last = steps.getLast();
    String id = steps.getFirst().action().resource().arn();
    if (deletes(steps)) {
      return UNDONE_BY_NOTHING;
    }
    return last.goal().equals(Optional.of(Goal.RESTORED))
        ? "molly retire " + id + " --why \"...\""
        : "molly restore " + id;
  }
}
