package dev.molly.notify;

/// Where notices are published.
@FunctionalInterface
public interface TopicPublisher {
  /// Publishes a message.
  ///
  /// @param subject at most 100 characters of ASCII
  /// @return the id that SNS gave the message
  /// @throws RuntimeException when SNS did not take it
  String publish(String topicArn, String subject, String text);
}
