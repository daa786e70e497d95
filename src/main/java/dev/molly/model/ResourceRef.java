package dev.molly.model;

import dev.molly.text.ShellQuoting;
import java.util.Optional;

/// A resource with its names for users and AWS calls.
///
/// @param identifier the identifier that a user types: the instance id, the DB identifier, the
///     bucket's name
/// @param name the display name: the Name tag if there is one, otherwise the identifier. Text
///     from AWS: data, never trusted for display
/// @param arn the full ARN, with the partition the resource is in
public record ResourceRef(ResourceId id, String identifier, String name, String arn) {
  /// Returns the resource as an argument of a command: its identifier if no other resource ever has
  /// it, such as an instance's id or a bucket's name. Otherwise, another resource can have the same
  /// one in another account or region.
  public String typed() {
    return identifier.equals(id.uid()) ? identifier : arn;
  }

  /// Returns the resource as an argument of a command, quoted for a shell, that identifies it in
  /// any context. The account and region follow as options if its ARN does not contain them: an
  /// image's has no account, a bucket's has neither.
  public String typedAnywhere() {
    Optional<Arn> said = Arn.isOne(arn) ? Optional.of(Arn.parse(arn)) : Optional.empty();
    return ShellQuoting.quote(arn)
        + (said.flatMap(Arn::region).isPresent() ? "" : " --region " + id.region())
        + (said.flatMap(Arn::account).isPresent() ? "" : " --account " + id.account());
  }
}
