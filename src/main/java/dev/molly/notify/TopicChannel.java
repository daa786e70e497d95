package dev.molly.notify;

import dev.molly.engine.run.Notifier.Receipt;

/// Publishes each notice to an SNS topic; the id that SNS assigns to the message is the receipt.
/// It shows that SNS accepted the message, and not that a subscriber read it.
final class TopicChannel implements Channel {
  private final String arn;
  private final TopicPublisher topics;

  TopicChannel(String arn, TopicPublisher topics) {
    this.arn = arn;
    this.topics = topics;
  }

  @Override
  public String name() {
    return "sns";
  }

  @Override
  public Receipt deliver(Message message) {
    String id = topics.publish(arn, message.subject(), message.json());
    return new Receipt(name(), "message " + id + " to " + arn);
  }
}
