package dev.molly.notify;

import dev.molly.config.NoticeType;
import dev.molly.engine.run.Notice;
import dev.molly.engine.run.NoticeException;
import dev.molly.engine.run.Notifier;
import dev.molly.engine.run.Receipt;
import dev.molly.model.Owner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The channels for notices that a retired resource will soon be due for purge. A notice is
/// delivered once each channel that is for the resource's owner has accepted it. A channel that
/// timed out is not tried again in the same run, so that a sweep over many resources terminates.
final class ChannelGroup implements Notifier {
  private final List<Route> all;
  private final boolean sandbox;
  private final Map<Channel, String> tooSlow = new HashMap<>();

  ChannelGroup(List<Route> all, boolean sandbox) {
    this.all = all.stream().filter(each -> each.takes(NoticeType.FALLS_DUE)).toList();
    this.sandbox = sandbox;
  }

  @Override
  public boolean hasChannel() {
    return !all.isEmpty();
  }

  @Override
  public synchronized List<Receipt> deliver(Notice notice) {
    if (all.isEmpty()) {
      return Notifier.none().deliver(notice);
    }
    Owner owner = notice.owner();
    List<Route> to = all.stream().filter(each -> each.takes(NoticeType.FALLS_DUE, owner)).toList();
    if (to.isEmpty()) {
      throw new NoticeException("no channel of the config is for its owner: " + owner.label());
    }
    Message message = Message.of(notice, sandbox);
    var receipts = new ArrayList<Receipt>();
    for (Route each : to) {
      try {
        receipts.add(deliver(each.channel(), message));
      } catch (RuntimeException e) {
        throw new NoticeException(String.valueOf(e.getMessage()), e, receipts);
      }
    }
    return receipts;
  }

  private Receipt deliver(Channel channel, Message message) {
    String before = tooSlow.get(channel);
    if (before != null) {
      throw new NoticeException(
          "it is not tried again in this run, after a notice where " + before);
    }
    try {
      return channel.deliver(message);
    } catch (Channel.Unavailable e) {
      if (e instanceof Channel.TooSlow) {
        tooSlow.put(channel, e.getMessage());
      }
      throw new NoticeException(e.getMessage(), e);
    }
  }
}
