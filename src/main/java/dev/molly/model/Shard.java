package dev.molly.model;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The place of a report among those of the other parts of the same scan.
///
/// @param number the part
/// @param parts the accounts of each part, as this one knew them
/// @param regions the names of the regions that were chosen, or `all`
/// @param list the digest of the list by which the accounts were divided; empty if they were
///     divided by their ids
public record Shard(
    ShardNumber number, List<List<AccountId>> parts, List<String> regions, Optional<String> list) {
  private static final String ALL = "all";

  public Shard {
    parts = parts.stream().map(List::copyOf).toList();
    regions = List.copyOf(regions);
    if (parts.size() != number.of()) {
      throw new IllegalArgumentException("part %s lists %d parts".formatted(number, parts.size()));
    }
  }

  /// Returns the part of a scan of some accounts, divided by their ids.
  public static Shard of(
      ShardNumber number, Collection<AccountId> accounts, RegionSelection regions) {
    return new Shard(
        number,
        IntStream.rangeClosed(1, number.of())
            .mapToObj(index -> new ShardNumber(index, number.of()))
            .map(part -> accounts.stream().filter(part::has).sorted().toList())
            .toList(),
        words(regions),
        Optional.empty());
  }

  /// Returns the part of a scan of the accounts of a list, divided by their weights.
  public static Shard of(ShardNumber number, AccountWeights weights, RegionSelection regions) {
    return new Shard(
        number, weights.parts(number.of()), words(regions), Optional.of(weights.digest()));
  }

  private static List<String> words(RegionSelection regions) {
    return switch (regions) {
      case RegionSelection.Enabled _ -> List.of(ALL);
      case RegionSelection.Named(var named) ->
          named.stream().map(RegionId::value).sorted().toList();
    };
  }

  /// Returns the accounts of this part.
  public List<AccountId> accounts() {
    return parts.get(number.index() - 1);
  }
}
