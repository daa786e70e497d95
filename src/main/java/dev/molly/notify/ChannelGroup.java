package dev.molly.notify;

import dev.molly.engine.run.Notice;
import dev.molly.engine.run.NoticeException;
import dev.molly.engine.run.Notifier;
import dev.molly.model.OwnerTags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All configured channels: a notice is delivered once every one of them has accepted it. A
/// channel that timed out is not tried again in the same run, so that a sweep over many
/// resources terminates.
final class ChannelGroup implements Notifier {
  private final List<Channel> all;
  private final OwnerTags owners;
  private final boolean sandbox;
  private final Map<Channel, String> tooSlow = new HashMap<>();

  ChannelGroup(List<Channel> all, OwnerTags owners, boolean sandbox) {
    this.all = List.copyOf(all);
    this.owners = owners;
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
    Message message = Message.of(notice, owners, sandbox);
    var receipts = new ArrayList<Receipt>();
    for (Channel each : all) {
      receipts.add(deliver(each, message));
    }
    return receipts;
  }

  private Receipt deliver(Channel channel, Message message) {
    String before = tooSlow.get(channel);
    if (before != null) {
      throw new NoticeException(before + " for another notice; it is not tried again in this run");
    }
    try {
      return channel.deliver(message);
    } catch (Channel.TooSlow e) {
      tooSlow.put(channel, String.valueOf(e.getMessage()));
      throw new NoticeException(String.valueOf(e.getMessage()), e);
    }
  }
}
