package dev.molly.notify;

/// Publishes notices to topics.
@FunctionalInterface
public interface TopicPublisher {
  /// Publishes a message.
  ///
  /// @param subject at most 100 characters of ASCII
  /// @return the id that SNS assigned to the message
  /// @throws RuntimeException if SNS did not accept it
  String publish(String topicArn, String subject, String text);
}
