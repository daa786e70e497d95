package dev.molly.sim.rds;

import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.TagRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.Tag;

/// Tags by ARN, on databases, clusters and their snapshots.
final class RdsTags {

  private final SimEndpoint at;
  private final RdsState region;

  RdsTags(SimEndpoint at, RdsState region) {
    this.at = at;
    this.region = region;
  }

  /// AWS documents the limit of 50, but no error code for it.
  void add(String arn, List<Tag> added) {
    check(added);
    Map<String, String> tags = of(arn);
    Map<String, String> after = new TreeMap<>(tags);
    added.forEach(tag -> after.put(tag.key(), value(tag)));
    if (TagRules.areTooMany(after.keySet())) {
      throw RdsErrors.invalidValue("The maximum number of tags per resource has been reached.");
    }

    if (!after.equals(tags)) {
      tags.putAll(after);
      at.changed();
    }
  }

  void remove(String arn, List<String> keys) {
    Map<String, String> tags = of(arn);
    if (tags.keySet().removeAll(keys)) {
      at.changed();
    }
  }

  List<Tag> list(String arn) {
    return RdsShapes.tags(of(arn));
  }

  static void check(List<Tag> tags) {
    for (Tag tag : tags) {
      if (TagRules.isReserved(tag.key())) {
        throw RdsErrors.invalidValue("Tag keys can't be prefixed with aws:");
      }
      if (tag.key().isEmpty() || tag.key().length() > 128 || value(tag).length() > 256) {
        throw RdsErrors.invalidValue("Tag keys are 1 to 128 characters, values at most 256.");
      }
      if (!TagRules.hasLegalCharacters(tag.key(), value(tag))) {
        throw RdsErrors.invalidValue(
            "Tag %s contains characters that are not allowed.".formatted(tag.key()));
      }
    }
  }

  static String value(Tag tag) {
    return tag.value() == null ? "" : tag.value();
  }

  private Map<String, String> of(String arn) {
    String[] parts = arn.split(":", 7);
    boolean here =
        parts.length == 7 && parts[3].equals(region.name) && parts[4].equals(region.account);
    if (!here) {
      throw RdsErrors.invalidValue("Invalid resource name: " + arn);
    }
    String name = parts[6];
    return switch (parts[5]) {
      case "db" -> RdsNames.db(region, name).tags;
      case "cluster" -> RdsNames.cluster(region, name).tags;
      case "snapshot" ->
          snapshot(region.dbSnapshots, name).orElseThrow(() -> RdsErrors.noSuchSnapshot(name));
      case "cluster-snapshot" ->
          snapshot(region.clusterSnapshots, name)
              .orElseThrow(() -> RdsErrors.noSuchClusterSnapshot(name));
      default -> throw SimEndpoint.notSimulated("tags on " + arn);
    };
  }

  private static Optional<Map<String, String>> snapshot(
      Map<String, SimDbSnapshot> all, String name) {
    return Optional.ofNullable(all.get(name)).map(snapshot -> snapshot.tags);
  }
}
