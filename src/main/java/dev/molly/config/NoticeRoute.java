package dev.molly.config;

import dev.molly.model.Owner;
import dev.molly.text.Glob;
import java.util.List;
import java.util.Set;

/// A channel of the config, and the notices that it gets.
///
/// @param about the types of notices
/// @param owners whose notices it gets; empty for those of all owners and of resources without
///     owner
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
