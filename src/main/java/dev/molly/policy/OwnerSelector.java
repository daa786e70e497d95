package dev.molly.policy;

import dev.molly.model.Owner;
import dev.molly.model.OwnerTags;
import dev.molly.model.Resource;
import dev.molly.text.Glob;

/// Selects the resources of an owner.
///
/// @param tags the tags that name the owner
/// @param name a glob on the owner's name
public record OwnerSelector(OwnerTags tags, Glob name) {
  /// Returns whether the owner of a resource matches; unknown if its tags are not known.
  Ternary matches(Resource resource) {
    return switch (tags.of(resource.tags())) {
      case Owner.Named(String value) -> Ternary.of(name.matches(value));
      case Owner.None _ -> Ternary.NO;
      case Owner.Unread _, Owner.Unknown _ -> Ternary.UNKNOWN;
    };
  }
}
