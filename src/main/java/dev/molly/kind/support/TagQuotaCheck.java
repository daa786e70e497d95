package dev.molly.kind.support;

import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.retire.Blocker;
import dev.molly.retire.RetirementRecordCodec;
import java.util.Optional;

/// Checks whether a resource's tag quota leaves room for a record.
public final class TagQuotaCheck {
  /// The quota of EC2, RDS and S3 alike; AWS's own tags do not count.
  private static final int MOST = 50;

  /// The record, its state, and the claim of a purge.
  private static final int NEEDED = RetirementRecordCodec.MOST + 2;

  private TagQuotaCheck() {}

  public static Optional<Blocker> blocker(Resource resource) {
    if (!(resource.tags() instanceof Tags.Known(var tags))) {
      return Optional.of(
          new Blocker(
              "tags", "its tags cannot be read", "grant what is missing: molly iam retire", false));
    }
    long used = tags.keySet().stream().filter(key -> !key.startsWith("aws:")).count();
    return used + NEEDED <= MOST
        ? Optional.empty()
        : Optional.of(
            new Blocker(
                "tags",
                "it has %d tags of the %d it may have, and a retirement takes %d"
                    .formatted(used, MOST, NEEDED),
                "remove some",
                false));
  }
}
