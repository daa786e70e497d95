package dev.molly.notify;

import dev.molly.config.NoticeChannel;
import dev.molly.engine.run.Notifier;
import dev.molly.model.OwnerTags;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Creates the channels that a config names.
public final class NotifierFactory {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private NotifierFactory() {}

  /// Returns a notifier for the given channels.
  ///
  /// @param named the channels; may be empty, in which case no notice is sent
  /// @param owners the tags that name the owner of a resource
  /// @param environment the environment for commands, which also contains the secrets
  /// @param clock the real time, regardless of the time in the account: signatures contain it
  /// @param topics the publisher of notices to topics
  /// @param sandbox whether the account is simulated
  public static Notifier of(
      List<NoticeChannel> named,
      OwnerTags owners,
      Map<String, String> environment,
      Clock clock,
      TopicPublisher topics,
      boolean sandbox) {
    return new ChannelGroup(
        named.stream().map(each -> channel(each, environment, clock, topics)).toList(),
        owners,
        sandbox);
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
