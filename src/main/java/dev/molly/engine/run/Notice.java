package dev.molly.engine.run;

import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.plan.Digest;
import dev.molly.retire.RetirementRecord;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The notice to the owner of a retired resource before it may be deleted.
///
/// @param resource the current resource, with its tags
/// @param record its record, as it was before the notice
/// @param at when the notice was made
public record Notice(Resource resource, RetirementRecord record, Instant at) {
  private static final String[] OWNER_TAGS = {"owner", "team"};

  /// Returns the id of the notice: equal for the same resource, retirement and day, so that a
  /// receiver can detect a duplicate.
  public String id() {
    return new Digest.Builder()
        .add(record.uid())
        .add(record.at().toString())
        .add(record.due().toString())
        .build()
        .hex()
        .substring(0, 32);
  }

  /// Returns the owner by the tag `owner`, else `team`, in any letter case.
  ///
  /// @return empty if both tags are absent or blank, or the tags are unknown
  public Optional<String> owner() {
    if (!(resource.tags() instanceof Tags.Known(Map<String, String> tags))) {
      return Optional.empty();
    }
    var anyCase = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(tags);
    return Stream.of(OWNER_TAGS)
        .flatMap(key -> Stream.ofNullable(anyCase.get(key)))
        .filter(value -> !value.isBlank())
        .findFirst();
  }
}
