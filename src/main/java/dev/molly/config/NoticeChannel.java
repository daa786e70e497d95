package dev.molly.config;

import java.net.URI;
import java.util.List;

/// A channel by which the owners of retired resources are notified that these fall due.
public sealed interface NoticeChannel {
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
}
