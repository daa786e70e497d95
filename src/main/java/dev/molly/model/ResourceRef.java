package dev.molly.model;

import dev.molly.text.ShellQuoting;

/// A resource as people and AWS's calls name it.
///
/// @param identifier what a person would type: the instance id, the DB identifier, the bucket's
///     name
/// @param name what a person would say: the Name tag where there is one, else the identifier. Text
///     from AWS: data, never trusted for display
/// @param arn the full ARN, with the partition the resource is in
public record ResourceRef(ResourceId id, String identifier, String name, String arn) {
  /// The resource in a command that means this one wherever it is typed, quoted for a shell. An ARN
  /// says where its resource is; a bucket's does not, so the options that say it follow.
  public String typedAnywhere() {
    boolean said = Arn.isOne(arn) && Arn.parse(arn).region().isPresent();
    return ShellQuoting.quote(arn)
        + (said ? "" : " --region %s --account %s".formatted(id.region(), id.account()));
  }
}
