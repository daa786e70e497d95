package dev.molly.notify;

import dev.molly.config.NoticeRoute;
import dev.molly.config.NoticeType;
import dev.molly.model.Owner;

/// A channel, and the notices that it gets.
record Route(Channel channel, NoticeRoute to) {
  boolean takes(NoticeType type, Owner owner) {
    return to.takes(type, owner);
  }

  boolean takes(NoticeType type) {
    return to.about().contains(type);
  }
}
