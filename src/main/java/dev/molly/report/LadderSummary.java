package dev.molly.report;

import static java.util.stream.Collectors.joining;

import dev.molly.model.Clue;
import dev.molly.model.KindId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Step;
import dev.molly.model.Target;
import dev.molly.report.TextPage.Ink;
import dev.molly.report.TextPage.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The part of a plan that takes many resources to a goal: what they share is said once, and each
/// has a line, with what there is to stop and think about.
final class LadderSummary {
  private LadderSummary() {}

  /// Resources of one kind that go the same way.
  private record Way(KindId kind, List<String> controls, List<String> facts) {
    static Way of(List<Step> steps) {
      return new Way(
          steps.getFirst().action().resource().id().kind(),
          steps.stream().map(step -> step.action().control().value()).toList(),
          LadderText.facts(steps));
    }
  }

  static void place(
      TextPage page, Target place, List<Step> steps, Map<ResourceId, List<Clue>> clues)
      throws IOException {
    page.place(place);
    page.blank();
    var resources = TextReport.groups(steps, step -> step.action().resource().id());
    var ways = new LinkedHashMap<Way, List<List<Step>>>();
    resources
        .values()
        .forEach(each -> ways.computeIfAbsent(Way.of(each), way -> new ArrayList<>()).add(each));
    for (var way : ways.entrySet()) {
      way(page, way.getKey(), way.getValue(), clues);
    }
  }

  private static void way(
      TextPage page, Way way, List<List<Step>> resources, Map<ResourceId, List<Clue>> clues)
      throws IOException {
    int writes = way.controls().size();
    page.labelled(
        0,
        Ink.STRONG,
        Phrases.count(resources.size(), way.kind().value()) + ":",
        " %s each: %s"
            .formatted(Phrases.count(writes, "write"), String.join(", ", way.controls())));
    for (String fact : way.facts()) {
      page.words(2, fact);
    }
    for (String cost : costs(resources)) {
      page.labelled(2, Ink.PLAIN, "Costs:", " " + cost);
    }
    page.blank();
    List<Row> rows = resources.stream().map(each -> row(each, clues)).toList();
    var columns = page.columns(2, rows);
    for (Row row : rows) {
      page.row(2, row, columns);
    }
    page.blank();
  }

  private static List<String> costs(List<List<Step>> resources) {
    return resources.stream()
        .flatMap(List::stream)
        .map(step -> step.call().cost())
        .filter(cost -> !cost.isEmpty())
        .distinct()
        .toList();
  }

  private static Row row(List<Step> steps, Map<ResourceId, List<Clue>> clues) {
    ResourceRef ref = steps.getFirst().action().resource();
    List<Clue> known = clues.getOrDefault(ref.id(), List.of());
    String said =
        Stream.of(
                part("STOP AND THINK", known.stream().filter(Clue.Alarm.class::isInstance)),
                part("not known", known.stream().filter(Clue.Unknown.class::isInstance)))
            .filter(part -> !part.isEmpty())
            .collect(joining("; "));
    return Row.of(ref, said);
  }

  /// `STOP AND THINK: backup, use`.
  private static String part(String label, Stream<Clue> clues) {
    String topics = clues.map(clue -> clue.topic().word()).distinct().collect(joining(", "));
    return topics.isEmpty() ? "" : label + ": " + topics;
  }
}
