package dev.molly.notify;

import dev.molly.engine.run.Receipt;
import java.util.function.Function;

/// Hands each notice to an AWS service for messages; the id that the service assigns is the
/// receipt. It shows that the service accepted the notice, and not that a subscriber or a rule got
/// it.
///
/// @param name the name of the channel
/// @param unit what the service calls a notice: `message`
/// @param publisher publishes a notice, and returns its id
record AwsChannel(String name, String arn, String unit, Function<Message, String> publisher)
    implements Channel {
  /// Returns a channel that publishes to an SNS topic.
  static AwsChannel topic(String arn, MessagePublisher messages) {
    return new AwsChannel(
        "sns",
        arn,
        "message",
        notice -> messages.publish(arn, notice.subject(), notice.json(), notice.mail()));
  }

  /// Returns a channel that puts events on an EventBridge bus.
  static AwsChannel eventBus(String arn, MessagePublisher messages) {
    return new AwsChannel(
        "events",
        arn,
        "event",
        notice -> messages.putEvent(arn, notice.type().word(), notice.json()));
  }

  @Override
  public String destination() {
    return name + " " + arn;
  }

  @Override
  public Receipt deliver(Message message) {
    return new Receipt(name, "%s %s to %s".formatted(unit, publisher.apply(message), arn));
  }
}
