package dev.molly.engine.support;

import dev.molly.aws.AwsException;
import dev.molly.kind.ResourceKind;
import dev.molly.model.AccountRegion;
import dev.molly.model.Gap;
import dev.molly.model.Resource;
import java.util.Optional;

/// What a listing that failed leaves behind.
public final class GapFactory {
  private GapFactory() {}

  public static Gap of(AccountRegion target, ResourceKind kind, AwsException e) {
    // The account's credentials are good, or there would be no session: in this one region AWS does
    // not know them.
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

  /// One resource whose tags could not be read: it may carry a record that nobody sees.
  public static Gap ofTags(
      AccountRegion target, ResourceKind kind, Resource resource, String why, String missing) {
    return new Gap(
        target.account(),
        Optional.of(target.region()),
        Optional.of(kind.id()),
        "the tags of %s: %s".formatted(resource.ref().identifier(), why),
        missing.isEmpty() ? Optional.empty() : Optional.of(missing));
  }

  /// What broke while AWS's answers were read: what it sent means nothing to molly. That is no
  /// reason to know less of everything else.
  ///
  /// @param about the resource, or what was listed
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

  /// In a line.
  public static String words(Gap gap) {
    String region = gap.region().map(r -> " " + r).orElse("");
    String kind = gap.kind().map(k -> " " + k).orElse("");
    return gap.account() + region + kind + ": " + gap.why();
  }
}
