package dev.molly.engine.scan;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsRegions;
import dev.molly.model.RegionId;
import dev.molly.model.UserError;
import dev.molly.text.SpellingSuggestion;
import java.util.List;
import java.util.stream.Stream;

/// Checks that the regions requested by the user exist and can be reached from an account.
final class RegionValidator {
  private RegionValidator() {}

  /// Checks all regions before anything is read.
  ///
  /// @throws UserError for the first region that does not exist, or is in another partition
  static void check(List<RegionId> regions, AccountSession session) {
    for (RegionId region : regions) {
      var partition = AwsRegions.partition(region);
      if (partition.isEmpty()) {
        askAws(region, session);
      } else if (!partition.get().equals(session.identity().partition())) {
        throw new UserError(
            "region %s is in partition %s, but account %s is in partition %s.\nScan it with credentials of that partition."
                .formatted(
                    region,
                    partition.get(),
                    session.identity().account(),
                    session.identity().partition()));
      }
    }
  }

  /// Checks a region against AWS's list, because the SDK may be older than the region.
  private static void askAws(RegionId region, AccountSession session) {
    List<RegionId> enabled = session.enabledRegions();
    if (!enabled.contains(region)) {
      List<String> words =
          Stream.concat(enabled.stream(), AwsRegions.known().stream())
              .map(RegionId::value)
              .toList();
      throw new UserError(
          "there is no region '%s' in this account%s\n'--region all' scans every region that is enabled."
              .formatted(region, SpellingSuggestion.hint(region.value(), words)));
    }
  }
}
