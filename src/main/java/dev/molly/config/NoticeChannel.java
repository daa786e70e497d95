package dev.molly.config;

import dev.molly.plan.IamGrant;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// A channel by which the owners of resources are notified.
public sealed interface NoticeChannel {
  /// Returns what the caller has to be allowed to deliver by this channel; empty if AWS has no part
  /// in it.
  default Optional<IamGrant> grant() {
    return switch (this) {
      case Topic(String arn) -> Optional.of(new IamGrant("sns:Publish", arn));
      case EventBus(String arn) -> Optional.of(new IamGrant("events:PutEvents", arn));
      case Command _, Webhook _, Slack _ -> Optional.empty();
    };
  }

  /// A program that is run for each notice, without a shell.
  ///
  /// @param words the program and its arguments, at least one
  record Command(List<String> words) implements NoticeChannel {
    public Command {
      words = List.copyOf(words);
    }
  }

  /// A URL to which each notice is posted.
  ///
  /// @param url an `https` URL, or an `http` URL of this machine itself
  /// @param secretName the environment variable with the secret for signing
  record Webhook(URI url, String secretName) implements NoticeChannel {}

  /// An SNS topic to which each notice is published, with the caller's own credentials.
  ///
  /// @param arn for example `arn:aws:sns:eu-west-1:111122223333:retired`
  record Topic(String arn) implements NoticeChannel {}

  /// An EventBridge bus that gets each notice as an event, with the caller's own credentials.
  ///
  /// @param arn for example `arn:aws:events:eu-west-1:111122223333:event-bus/molly`
  record EventBus(String arn) implements NoticeChannel {}

  /// An incoming webhook of Slack, to which the text of each notice is posted.
  ///
  /// @param urlName the environment variable with the URL, which is a secret
  record Slack(String urlName) implements NoticeChannel {}
}
