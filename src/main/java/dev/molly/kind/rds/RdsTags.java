package dev.molly.kind.rds;

import dev.molly.aws.AwsException;
import dev.molly.kind.ReadFailures;
import dev.molly.model.Tags;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.model.Tag;

/// Converts the tags of RDS.
final class RdsTags {
  private RdsTags() {}

  /// AWS returns the tag list even if it is empty: without it, the tags are unknown.
  ///
  /// @param said whether the response contained the list
  static Tags of(boolean said, List<Tag> tags) {
    return said ? new Tags.Known(map(tags)) : new Tags.Unknown(untold().getMessage(), "");
  }

  /// Returns the tags.
  ///
  /// @throws AwsException if they are unknown
  static Map<String, String> known(boolean said, List<Tag> tags) {
    if (!said) {
      throw untold();
    }
    return map(tags);
  }

  static AwsException untold() {
    return ReadFailures.unsaid("TagList");
  }

  private static Map<String, String> map(List<Tag> tags) {
    return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
  }

  static List<Tag> list(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
