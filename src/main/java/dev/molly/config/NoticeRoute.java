package dev.molly.config;

import dev.molly.model.Owner;
import dev.molly.text.Glob;
import java.util.List;
import java.util.Set;

/// A channel, and the notices that it is for.
///
/// @param about the types of notices
/// @param owners the owners that it is for; empty for all, and for resources without owner
public record NoticeRoute(NoticeChannel channel, Set<NoticeType> about, List<Glob> owners) {
  public NoticeRoute {
    about = Set.copyOf(about);
    owners = List.copyOf(owners);
  }

  /// Returns whether a notice is for this channel.
  public boolean takes(NoticeType type, Owner owner) {
    return about.contains(type)
        && (owners.isEmpty()
            || owner
                .name()
                .filter(name -> owners.stream().anyMatch(it -> it.matches(name)))
                .isPresent());
  }
}
