package dev.molly.engine.support;

import dev.molly.aws.AwsException;
import dev.molly.kind.ResourceKind;
import dev.molly.model.AccountRegion;
import dev.molly.model.Gap;
import dev.molly.model.Resource;
import java.util.Optional;

/// Creates the gaps left by failed reads.
public final class GapFactory {
  private GapFactory() {}

  public static Gap of(AccountRegion target, ResourceKind kind, AwsException e) {
    // The account's credentials are valid, or there would be no session: AWS rejects them in
    // this region only.
    String why =
        e.reason() == AwsException.Reason.CREDENTIALS
            ? "AWS does not accept the account's credentials there; is the region enabled? ("
                + e.getMessage()
                + ")"
            : e.getMessage();
    return new Gap(
        target.account(),
        Optional.of(target.region()),
        Optional.of(kind.id()),
        why,
        e.missingPermission());
  }

  /// Returns the gap of one resource whose tags could not be read: it may carry an undetected
  /// record.
  public static Gap ofTags(
      AccountRegion target, ResourceKind kind, Resource resource, String why, String missing) {
    return new Gap(
        target.account(),
        Optional.of(target.region()),
        Optional.of(kind.id()),
        "the tags of %s: %s".formatted(resource.ref().identifier(), why),
        missing.isEmpty() ? Optional.empty() : Optional.of(missing));
  }

  /// Returns the gap for an exception while AWS's responses were read, for example a response
  /// that molly does not understand. All other resources are still read.
  ///
  /// @param about the resource, or the listing
  public static Gap ofBug(
      AccountRegion target, ResourceKind kind, String about, RuntimeException e) {
    return new Gap(
        target.account(),
        Optional.of(target.region()),
        Optional.of(kind.id()),
        "%s: what AWS answered cannot be understood, which is a bug in molly: %s"
            .formatted(about, e),
        Optional.empty());
  }

  /// Returns the gap as one line of text.
  public static String words(Gap gap) {
    String region = gap.region().map(r -> " " + r).orElse("");
    String kind = gap.kind().map(k -> " " + k).orElse("");
    return gap.account() + region + kind + ": " + gap.why();
  }
}
