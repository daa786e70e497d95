package dev.molly.notify;

import dev.molly.config.NoticeChannel;
import dev.molly.engine.run.Notifier;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Makes the channels that a config names.
public final class NotifierFactory {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private NotifierFactory() {}

  /// The channels.
  ///
  /// @param named may be empty: then nobody is told anything
  /// @param environment of commands, and where secrets are
  /// @param clock the real time, whatever it is in the account: signatures carry it
  /// @param topics where notices are published
  /// @param sandbox whether the account is a simulated one
  public static Notifier of(
      List<NoticeChannel> named,
      Map<String, String> environment,
      Clock clock,
      TopicPublisher topics,
      boolean sandbox) {
    return new ChannelGroup(
        named.stream().map(each -> channel(each, environment, clock, topics)).toList(), sandbox);
  }

  private static Channel channel(
      NoticeChannel named, Map<String, String> environment, Clock clock, TopicPublisher topics) {
    return switch (named) {
      case NoticeChannel.Command(var words) -> new CommandChannel(words, environment, PATIENCE);
      case NoticeChannel.Webhook(var url, var secret) ->
          new WebhookChannel(url, secret, environment, clock, PATIENCE);
      case NoticeChannel.Topic(var arn) -> new TopicChannel(arn, topics);
    };
  }
}
