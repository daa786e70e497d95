package dev.molly.policy;

import dev.molly.model.Glob;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which resources something is about. Every part that is given must hold; in each, one of its
/// values is enough. An empty one is about all.
///
/// @param names globs on the resource's name or identifier
/// @param accounts globs on the account id
/// @param regions globs on the region's code
/// @param tags by tag key, globs on the value; a missing tag matches nothing
public record Where(
    List<Glob> names, List<Glob> accounts, List<Glob> regions, Map<String, List<Glob>> tags) {
  public static final Where EVERYTHING = new Where(List.of(), List.of(), List.of(), Map.of());

  public Where {
    names = List.copyOf(names);
    accounts = List.copyOf(accounts);
    regions = List.copyOf(regions);
    tags = Map.copyOf(new TreeMap<>(tags));
  }

  /// Whether it is about this resource. Unknown when that hangs on tags that were not read.
  public Match matches(Resource resource) {
    var ref = resource.ref();
    return any(names, ref.name(), ref.identifier())
        .and(any(accounts, ref.id().account().value()))
        .and(any(regions, ref.id().region().value()))
        .and(matches(resource.tags()));
  }

  private Match matches(Tags actual) {
    if (tags.isEmpty()) {
      return Match.YES;
    }
    return switch (actual) {
      case Tags.Known known -> Match.of(tags.entrySet().stream().allMatch(e -> has(known, e)));
      case Tags.Unread unread -> Match.UNKNOWN;
      case Tags.Unknown unknown -> Match.UNKNOWN;
    };
  }

  private static boolean has(Tags.Known known, Map.Entry<String, List<Glob>> wanted) {
    String value = known.values().get(wanted.getKey());
    return value != null && wanted.getValue().stream().anyMatch(glob -> glob.matches(value));
  }

  private static Match any(List<Glob> globs, String... values) {
    if (globs.isEmpty()) {
      return Match.YES;
    }
    for (String value : values) {
      if (globs.stream().anyMatch(glob -> glob.matches(value))) {
        return Match.YES;
      }
    }
    return Match.NO;
  }
}
