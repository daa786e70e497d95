package dev.molly.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tags that name the owner of a resource: the first one that the resource has counts. Their
/// keys match in any letter case, since AWS keeps `Owner` and `owner` apart and people do not.
///
/// @param keys the keys, the most important first
public record OwnerTags(List<String> keys) {
  /// The tags that apply without a config.
  public static final OwnerTags DEFAULT = new OwnerTags(List.of("owner", "team"));

  public OwnerTags {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("at least one tag names the owner");
    }
  }

  /// Returns the owner of a resource with these tags. A blank value names none.
  public Owner of(Tags tags) {
    return switch (tags) {
      case Tags.Known(var values) ->
          keys.stream()
              .flatMap(key -> value(values, key).stream())
              .findFirst()
              .<Owner>map(Owner.Named::new)
              .orElseGet(Owner.None::new);
      case Tags.Unread _ -> new Owner.Unread();
      case Tags.Unknown(var why, _) -> new Owner.Unknown(why);
    };
  }

  /// Returns the value of a tag. If several keys differ only in case, the one that is spelled as
  /// wanted counts, or else the first in alphabetical order.
  private static Optional<String> value(Map<String, String> values, String key) {
    String exact = values.getOrDefault(key, "").strip();
    return exact.isEmpty()
        ? values.entrySet().stream()
            .filter(tag -> tag.getKey().equalsIgnoreCase(key) && !tag.getValue().isBlank())
            .min(Map.Entry.comparingByKey())
            .map(tag -> tag.getValue().strip())
        : Optional.of(exact);
  }

  /// Returns the tags for readers: `owner, team`.
  public String words() {
    return String.join(", ", keys);
  }
}
