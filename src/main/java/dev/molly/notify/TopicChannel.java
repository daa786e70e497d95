package dev.molly.notify;

import dev.molly.engine.run.Notifier.Receipt;

/// Publishes each notice to an SNS topic; the id that SNS assigns to the message is the receipt.
/// It shows that SNS accepted the message, and not that a subscriber read it.
final class TopicChannel implements Channel {
  private final String arn;
  private final MessagePublisher messages;

  TopicChannel(String arn, MessagePublisher messages) {
    this.arn = arn;
    this.messages = messages;
  }

  @Override
  public String name() {
    return "sns";
  }

  @Override
  public String destination() {
    return "sns " + arn;
  }

  @Override
  public String payload(Message message) {
    return message.json();
  }

  @Override
  public Receipt deliver(Message message) {
    String id = messages.publish(arn, message.subject(), message.json(), message.mail());
    return new Receipt(name(), "message " + id + " to " + arn);
  }
}
