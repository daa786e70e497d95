package dev.molly.notify;

import dev.molly.config.NoticeChannel;
import dev.molly.config.NoticeRoute;
import dev.molly.engine.run.Notifier;
import dev.molly.engine.support.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Creates the channels that a config names.
public final class NotifierFactory {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Route> routes;
  private final Clock clock;

  /// @param named the channels; may be empty, in which case no notice is sent
  /// @param environment the environment for commands, which also contains the secrets
  /// @param clock the real time, regardless of the time in the account: signatures contain it
  /// @param messages the publisher of notices to AWS's own services
  public NotifierFactory(
      List<NoticeRoute> named,
      Map<String, String> environment,
      Clock clock,
      MessagePublisher messages) {
    this.routes =
        named.stream()
            .map(each -> new Route(channel(each.channel(), environment, clock, messages), each))
            .toList();
    this.clock = clock;
  }

  /// Returns a notifier that tells owners of retired resources that will soon be due for purge.
  ///
  /// @param sandbox whether the account is simulated
  public Notifier ofRetirements(boolean sandbox) {
    return new ChannelGroup(routes, sandbox);
  }

  /// Returns a notifier that tells owners what a scan found.
  public ScanNotifier ofScans() {
    return new ScanNotifier(routes, clock, Sleeper.real());
  }

  private static Channel channel(
      NoticeChannel named,
      Map<String, String> environment,
      Clock clock,
      MessagePublisher messages) {
    return switch (named) {
      case NoticeChannel.Command(var words) -> new CommandChannel(words, environment, PATIENCE);
      case NoticeChannel.Webhook(var url, var secret) ->
          new WebhookChannel(url, secret, environment, clock, PATIENCE);
      case NoticeChannel.Topic(var arn) -> AwsChannel.topic(arn, messages);
      case NoticeChannel.EventBus(var arn) -> AwsChannel.eventBus(arn, messages);
      case NoticeChannel.Slack(var url) -> new SlackChannel(url, environment, PATIENCE);
    };
  }
}
