package dev.molly.notify;

import dev.molly.engine.run.Notifier.Receipt;

/// Puts each notice on an EventBridge bus; the id that EventBridge assigns to the event is the
/// receipt. It shows that the bus accepted the event, and not that a rule matched it.
final class EventBusChannel implements Channel {
  private final String arn;
  private final MessagePublisher messages;

  EventBusChannel(String arn, MessagePublisher messages) {
    this.arn = arn;
    this.messages = messages;
  }

  @Override
  public String name() {
    return "events";
  }

  @Override
  public String destination() {
    return "events " + arn;
  }

  @Override
  public String payload(Message message) {
    return message.json();
  }

  @Override
  public Receipt deliver(Message message) {
    String id = messages.putEvent(arn, message.type().word(), message.json());
    return new Receipt(name(), "event " + id + " to " + arn);
  }
}
