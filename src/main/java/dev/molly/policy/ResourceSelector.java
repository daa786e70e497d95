package dev.molly.policy;

import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.text.Glob;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Selects resources. All given parts must match; within each part, one matching value is
/// enough. An empty selector matches all resources.
///
/// @param names globs on the resource's name or identifier
/// @param accounts globs on the account id
/// @param regions globs on the region's code
/// @param tags by tag key, globs on the value; a missing tag matches nothing
public record ResourceSelector(
    List<Glob> names, List<Glob> accounts, List<Glob> regions, Map<String, List<Glob>> tags) {
  public static final ResourceSelector EVERYTHING =
      new ResourceSelector(List.of(), List.of(), List.of(), Map.of());

  public ResourceSelector {
    names = List.copyOf(names);
    accounts = List.copyOf(accounts);
    regions = List.copyOf(regions);
    tags = Map.copyOf(new TreeMap<>(tags));
  }

  /// Returns whether it matches this resource; unknown if that depends on tags that were not
  /// read.
  public Ternary matches(Resource resource) {
    var ref = resource.ref();
    return any(names, ref.name(), ref.identifier())
        .and(any(accounts, ref.id().account().value()))
        .and(any(regions, ref.id().region().value()))
        .and(matches(resource.tags()));
  }

  private Ternary matches(Tags actual) {
    if (tags.isEmpty()) {
      return Ternary.YES;
    }
    return switch (actual) {
      case Tags.Known known -> Ternary.of(tags.entrySet().stream().allMatch(e -> has(known, e)));
      case Tags.Unread unread -> Ternary.UNKNOWN;
      case Tags.Unknown unknown -> Ternary.UNKNOWN;
    };
  }

  private static boolean has(Tags.Known known, Map.Entry<String, List<Glob>> wanted) {
    String value = known.values().get(wanted.getKey());
    return value != null && wanted.getValue().stream().anyMatch(glob -> glob.matches(value));
  }

  private static Ternary any(List<Glob> globs, String... values) {
    if (globs.isEmpty()) {
      return Ternary.YES;
    }
    for (String value : values) {
      if (globs.stream().anyMatch(glob -> glob.matches(value))) {
        return Ternary.YES;
      }
    }
    return Ternary.NO;
  }
}
