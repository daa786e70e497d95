package dev.molly.cli;

import dev.molly.IncompleteLookupException;
import dev.molly.NamedResources;
import dev.molly.config.Config;
import dev.molly.model.AccountRef;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.UserError;
import dev.molly.report.scan.FindingsFile;
import dev.molly.report.scan.FindingsFile.Found;
import dev.molly.retire.Inventory;
import dev.molly.text.ShellQuoting;
import dev.molly.text.SpellingSuggestion;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that select the resources of a scan report that violate a rule. The rule is required:
/// without it, the selection would be all unprotected resources, which is most of a fleet.
final class FindingOptions {
  @Option(
      names = "--findings",
      paramLabel = "FILE",
      description =
          "What fails --rule in a report of: molly scan --format json. --kind, --region, --account"
              + " and --environment narrow it.")
  @Nullable Path file;

  @Option(
      names = "--rule",
      split = ",",
      paramLabel = "RULE",
      description = "With --findings: the findings of these rules.")
  List<String> rules = List.of();

  /// Returns whether a report is given.
  boolean given() {
    return file != null;
  }

  /// Returns the resources that violate the given rules according to the report, restricted to
  /// the selected places.
  ///
  /// @throws UserError when the report cannot be read, no rule is named, or the selection is
  ///     empty
  Set<Found> found(ScopeOptions places, Config config) {
    Path report = file;
    if (report == null) {
      if (!rules.isEmpty()) {
        throw new UserError("--rule goes with --findings FILE: it says which of its findings.");
      }
      return Set.of();
    }
    SortedMap<String, List<Found>> byRule = FindingsFile.read(report);
    mustBeOf(byRule, report);
    List<Found> all =
        rules.stream().flatMap(rule -> byRule.getOrDefault(rule, List.of()).stream()).toList();
    Set<Found> chosen = all.stream().filter(within(places, config)).collect(Collectors.toSet());
    if (chosen.isEmpty()) {
      throw new UserError(
          "--findings %s: none of the %d findings of %s is of these kinds, in these regions and accounts.\nLeave out --kind, --region, --account or --environment."
              .formatted(report, all.size(), String.join(", ", rules)));
    }
    return chosen;
  }

  private void mustBeOf(SortedMap<String, List<Found>> byRule, Path report) {
    String known =
        byRule.isEmpty()
            ? "It has no findings that fail."
            : "Those with findings in it: "
                + byRule.entrySet().stream()
                    .map(each -> each.getKey() + " (" + each.getValue().size() + ")")
                    .collect(Collectors.joining(", "));
    if (rules.isEmpty()) {
      throw new UserError(
          "--findings %s: say which rule's findings are to be retired, not all that is unprotected: --rule RULE\n%s"
              .formatted(report, known));
    }
    for (String rule : rules) {
      if (!byRule.containsKey(rule)) {
        throw new UserError(
            "--rule '%s': nothing fails it in %s%s\n%s"
                .formatted(
                    rule,
                    report,
                    SpellingSuggestion.to(rule, byRule.keySet())
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("."),
                    known));
      }
    }
  }

  private static Predicate<Found> within(ScopeOptions places, Config config) {
    Set<String> kinds = new TreeSet<>(places.kinds);
    Set<String> regions = new TreeSet<>(places.regions);
    Set<String> accounts =
        places.namesAccounts()
            ? places.accounts(config).stream()
                .map(AccountRef.Configured.class::cast)
                .map(each -> each.id().value())
                .collect(Collectors.toSet())
            : Set.of();
    return found ->
        (kinds.isEmpty() || kinds.contains(found.kind()))
            && (regions.isEmpty() || regions.contains("all") || regions.contains(found.region()))
            && (accounts.isEmpty() || accounts.contains(found.account()));
  }

  /// Returns the regions of the findings, for a selection without ids, tags or regions.
  static RegionSelection regions(Set<Found> found) {
    return new RegionSelection.Named(
        found.stream().map(Found::region).distinct().sorted().map(RegionId::new).toList());
  }

  /// Refuses a selection with missing resources: a report can cover more places than this
  /// command searches.
  void mustBeAll(Set<Found> found, Inventory chosen) {
    Set<Found> there =
        chosen.resources().stream().map(each -> Found.of(each.ref())).collect(Collectors.toSet());
    List<String> missing =
        found.stream().filter(each -> !there.contains(each)).map(String::valueOf).toList();
    if (!missing.isEmpty()) {
      throw IncompleteLookupException.notFound(
          "--findings %s: not there, where this command looked: %s."
              .formatted(file, NamedResources.join(missing)),
          chosen.gaps(),
          "Look there too (--config, --profile), or make the report again: molly scan --format json"
              + " --output "
              + ShellQuoting.quote(String.valueOf(file)));
    }
  }
}
