package dev.molly.sim.ec2;

import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.TagRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.Tag;

/// Tags on instances, volumes, snapshots and images. A call is applied or refused as a whole.
final class Ec2Tags {

  private static final int MOST_RESOURCES = 1000;

  private final SimEndpoint at;
  private final Ec2State region;

  Ec2Tags(SimEndpoint at, Ec2State region) {
    this.at = at;
    this.region = region;
  }

  void create(List<String> resources, List<Tag> tags) {
    check(tags);
    for (Map<String, String> existing : tagsOf(resources)) {
      refuseTooMany(existing, tags);
    }
    changeEach(resources, existing -> tags.forEach(tag -> existing.put(tag.key(), value(tag))));
  }

  /// Deletes tags; if none are given, all of them except AWS's own. A tag given with a value is
  /// deleted only if its value is the same; one given without a value is always deleted (EC2
  /// API, DeleteTags).
  void delete(List<String> resources, List<Tag> tags) {
    check(tags);
    changeEach(resources, existing -> existing.entrySet().removeIf(tag -> isNamed(tag, tags)));
  }

  static void check(List<Tag> tags) {
    for (Tag tag : tags) {
      if (TagRules.isReserved(tag.key())) {
        throw Ec2Errors.invalidValue("Tag keys starting with 'aws:' are reserved for internal use");
      }
      if (tag.key().isEmpty() || tag.key().length() > 127) {
        throw Ec2Errors.invalidValue("Tag key exceeds the maximum length of 127 characters");
      }
      if (value(tag).length() > 256) {
        throw Ec2Errors.invalidValue("Tag value exceeds the maximum length of 256 characters");
      }
    }
  }

  static String value(Tag tag) {
    return tag.value() == null ? "" : tag.value();
  }

  private static boolean isNamed(Map.Entry<String, String> existing, List<Tag> tags) {
    if (tags.isEmpty()) {
      return !TagRules.isReserved(existing.getKey());
    }
    return tags.stream()
        .filter(tag -> tag.key().equals(existing.getKey()))
        .anyMatch(tag -> tag.value() == null || tag.value().equals(existing.getValue()));
  }

  private static void refuseTooMany(Map<String, String> existing, List<Tag> added) {
    Map<String, String> after = new TreeMap<>(existing);
    added.forEach(tag -> after.put(tag.key(), value(tag)));
    if (TagRules.areTooMany(after.keySet())) {
      throw Ec2Errors.of(
          "TagLimitExceeded", "The maximum number of tags for a resource has been reached.");
    }
  }

  private void changeEach(List<String> resources, Consumer<Map<String, String>> change) {
    for (Map<String, String> tags : tagsOf(resources)) {
      Map<String, String> before = new TreeMap<>(tags);
      change.accept(tags);
      if (!before.equals(tags)) {
        at.changed();
      }
    }
  }

  private List<Map<String, String>> tagsOf(List<String> resources) {
    if (resources.size() > MOST_RESOURCES) {
      throw Ec2Errors.invalidValue("At most 1000 resources can be tagged in one call.");
    }
    List<Map<String, String>> all = new ArrayList<>();
    for (String id : resources) {
      all.add(tagsOf(id));
    }
    return all;
  }

  private Map<String, String> tagsOf(String id) {
    return switch (Ec2Errors.type(id)) {
      case "volume" -> Ec2Ids.volume(region, id).tags;
      case "snapshot" -> Ec2Ids.snapshot(region, id).tags;
      case "image" -> Ec2Ids.image(region, id).tags;
      default -> Ec2Ids.instance(region, id).tags;
    };
  }
}
