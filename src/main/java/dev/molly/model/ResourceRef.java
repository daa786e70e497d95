package dev.molly.model;

import dev.molly.text.ShellQuoting;

/// A resource with its names for users and AWS calls.
///
/// @param identifier the identifier that a user types: the instance id, the DB identifier, the
///     bucket's name
/// @param name the display name: the Name tag if there is one, otherwise the identifier. Text
///     from AWS: data, never trusted for display
/// @param arn the full ARN, with the partition the resource is in
public record ResourceRef(ResourceId id, String identifier, String name, String arn) {
  /// Returns the resource as an argument of a command, quoted for a shell, that identifies it in
  /// any context. An ARN contains the account and region of its resource; a bucket's does not,
  /// so they follow as options.
  public String typedAnywhere() {
    boolean said = Arn.isOne(arn) && Arn.parse(arn).region().isPresent();
    return ShellQuoting.quote(arn)
        + (said ? "" : " --region %s --account %s".formatted(id.region(), id.account()));
  }
}
