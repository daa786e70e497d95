package dev.molly.notify;

/// Hands notices to AWS's own services for messages.
public interface MessagePublisher {
  /// Publishes a message to a topic.
  ///
  /// @param subject at most 100 characters of ASCII
  /// @param mail the text for subscribers by e-mail; empty if they get `text` as all others
  /// @return the id that SNS assigned to the message
  /// @throws RuntimeException if SNS did not accept it
  String publish(String topicArn, String subject, String text, String mail);

  /// Puts an event on an event bus.
  ///
  /// @param type the detail type
  /// @param detail the JSON of the event
  /// @return the id that EventBridge assigned to the event
  /// @throws RuntimeException if EventBridge did not accept it
  String putEvent(String busArn, String type, String detail);
}
