package dev.molly.engine.plan;

import static java.util.stream.Collectors.toSet;

import dev.molly.model.AccountRegion;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.plan.Change;
import dev.molly.plan.PlannedChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Notes on the drift that a change causes for the tool that manages the resource.
/// CloudFormation tags its resources with the name of the stack; Terraform leaves no tag, so one
/// sentence covers all its resources.
///
/// Source: CloudFormation User Guide, "Resource tags" (`aws:cloudformation:stack-name`) and
/// "Detect unmanaged configuration changes to stacks".
final class DriftNotes {
  private static final String STACK = "aws:cloudformation:stack-name";

  /// The maximum number of resources named per stack.
  private static final int NAMED = 5;

  private static final String DRIFT =
      "Terraform and CloudFormation may see these changes as drift and revert them: make the same"
          + " change in the code of what they manage.";

  private static final String RETIRED_DRIFT =
      "Terraform and CloudFormation may see a retirement as drift and undo it, or replace the"
          + " resource: first take what they manage out of their code without deleting it, in"
          + " Terraform by a removed block with destroy = false.";

  private static final String DENY =
      "A bucket whose deletion is denied stops terraform destroy, and the deletion of its stack,"
          + " until this is undone.";

  private DriftNotes() {}

  /// A stack in its account and region.
  private record Stack(AccountRegion place, String name) implements Comparable<Stack> {
    private static final Comparator<Stack> ORDER =
        Comparator.comparing(Stack::place).thenComparing(Stack::name);

    @Override
    public int compareTo(Stack other) {
      return ORDER.compare(this, other);
    }
  }

  /// Returns the notes on a protection as sentences.
  ///
  /// @param changed the resources that the steps change, with their tags
  /// @return empty if there are no steps
  static List<String> of(List<PlannedChange> steps, List<Resource> changed) {
    return of(DRIFT, steps, changed);
  }

  /// Returns the notes on a retirement.
  ///
  /// @param seen all resources, also those that no step changes
  static List<String> ofRetirement(List<PlannedChange> steps, List<Resource> seen) {
    Set<ResourceRef> retired =
        steps.stream().map(step -> step.change().resource()).collect(toSet());
    return of(
        RETIRED_DRIFT, steps, seen.stream().filter(each -> retired.contains(each.ref())).toList());
  }

  private static List<String> of(String drift, List<PlannedChange> steps, List<Resource> changed) {
    if (steps.isEmpty()) {
      return List.of();
    }
    var notes = new ArrayList<String>(List.of(drift));
    var stacks = new TreeMap<Stack, TreeSet<String>>();
    for (Resource each : changed) {
      stack(each)
          .ifPresent(
              stack ->
                  stacks.computeIfAbsent(stack, _ -> new TreeSet<>()).add(each.ref().identifier()));
    }
    stacks.forEach((stack, ids) -> notes.add(words(stack, List.copyOf(ids))));
    if (steps.stream().map(PlannedChange::change).anyMatch(DriftNotes::deniesDeletion)) {
      notes.add(DENY);
    }
    return notes;
  }

  private static Optional<Stack> stack(Resource resource) {
    return resource.tags() instanceof Tags.Known(Map<String, String> tags)
        ? Optional.ofNullable(tags.get(STACK)).map(name -> new Stack(resource.id().target(), name))
        : Optional.empty();
  }

  private static String words(Stack stack, List<String> ids) {
    String more = ids.size() > NAMED ? " and %d more".formatted(ids.size() - NAMED) : "";
    return "CloudFormation stack %s (account %s, %s) made %s%s."
        .formatted(
            stack.name(),
            stack.place().account(),
            stack.place().region(),
            String.join(", ", ids.subList(0, Math.min(NAMED, ids.size()))),
            more);
  }

  private static boolean deniesDeletion(Change change) {
    return change.control().value().equals("delete-denied") && !change.to().isEmpty();
  }
}
