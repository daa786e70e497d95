package dev.molly.report.change;

import static java.util.stream.Collectors.joining;

import dev.molly.model.AccountRegion;
import dev.molly.model.Evidence;
import dev.molly.model.KindId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.PlannedChange;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.TextPage;
import dev.molly.report.format.TextPage.Row;
import dev.molly.report.format.TextPage.Style;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The part of a plan that takes many resources to a goal: shared facts are printed once, and
/// each resource has one line, with its warnings and unknowns.
final class StagedPlanSummary {
  private StagedPlanSummary() {}

  /// The steps shared by resources of one kind.
  private record Route(KindId kind, List<String> controls, List<String> facts) {
    static Route of(List<PlannedChange> steps) {
      return new Route(
          steps.getFirst().change().resource().id().kind(),
          steps.stream().map(step -> step.change().control().value()).toList(),
          StagedPlanText.facts(steps));
    }
  }

  static void place(
      TextPage page,
      AccountRegion place,
      List<PlannedChange> steps,
      Map<ResourceId, List<Evidence>> evidence)
      throws IOException {
    page.place(place);
    page.blank();
    var resources = ReportPhrases.groups(steps, step -> step.change().resource().id());
    var ways = new LinkedHashMap<Route, List<List<PlannedChange>>>();
    resources
        .values()
        .forEach(each -> ways.computeIfAbsent(Route.of(each), way -> new ArrayList<>()).add(each));
    for (var way : ways.entrySet()) {
      way(page, way.getKey(), way.getValue(), evidence);
    }
  }

  private static void way(
      TextPage page,
      Route way,
      List<List<PlannedChange>> resources,
      Map<ResourceId, List<Evidence>> evidence)
      throws IOException {
    int writes = way.controls().size();
    page.labelled(
        0,
        Style.STRONG,
        ReportPhrases.count(resources.size(), way.kind().value()) + ":",
        " %s each: %s"
            .formatted(ReportPhrases.count(writes, "write"), String.join(", ", way.controls())));
    for (String fact : way.facts()) {
      page.advice(2, "", fact);
    }
    for (String cost : costs(resources)) {
      page.labelled(2, Style.PLAIN, "Costs:", " " + cost);
    }
    page.blank();
    List<Row> rows = resources.stream().map(each -> row(each, evidence)).toList();
    var columns = page.columns(2, rows);
    for (Row row : rows) {
      page.row(2, row, columns);
    }
    page.blank();
  }

  private static List<String> costs(List<List<PlannedChange>> resources) {
    return resources.stream()
        .flatMap(List::stream)
        .map(step -> step.call().cost())
        .filter(cost -> !cost.isEmpty())
        .distinct()
        .toList();
  }

  private static Row row(List<PlannedChange> steps, Map<ResourceId, List<Evidence>> evidence) {
    ResourceRef ref = steps.getFirst().change().resource();
    List<Evidence> known = evidence.getOrDefault(ref.id(), List.of());
    String said =
        Stream.of(
                part("Warnings", known.stream().filter(Evidence.Warning.class::isInstance)),
                part("not known", known.stream().filter(Evidence.Unknown.class::isInstance)))
            .filter(part -> !part.isEmpty())
            .collect(joining("; "));
    return Row.of(ref, said);
  }

  /// Returns text such as `Warnings: backup, use`.
  private static String part(String label, Stream<Evidence> evidence) {
    String topics = evidence.map(each -> each.topic().word()).distinct().collect(joining(", "));
    return topics.isEmpty() ? "" : label + ": " + topics;
  }
}
