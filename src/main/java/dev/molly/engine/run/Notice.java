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

/// What the owner of a retired resource is told before it may be deleted.
///
/// @param resource as it is now, with its tags
/// @param record its record, as it was before the notice
/// @param at when the notice was made
public record Notice(Resource resource, RetirementRecord record, Instant at) {
  private static final String[] OWNER_TAGS = {"owner", "team"};

  /// A name for it: the same for the same resource, retirement and day, so that a receiver that is
  /// told twice can tell.
  public String id() {
    return new Digest.Builder()
        .add(record.uid())
        .add(record.at().toString())
        .add(record.due().toString())
        .build()
        .hex()
        .substring(0, 32);
  }

  /// Who owns it, by its tag `owner`, else `team`, in any case; empty when there is neither.
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
