package dev.molly.notify;

import java.util.List;

/// Accepts everything, and remembers the arguments.
record RecordingPublisher(List<String> published) implements MessagePublisher {
  @Override
  public String publish(String topicArn, String subject, String text, String mail) {
    published.addAll(List.of(topicArn, subject, text, mail));
    return "95df01b4";
  }

  @Override
  public String putEvent(String busArn, String type, String detail) {
    published.addAll(List.of(busArn, type, detail));
    return "95df01b4";
  }
}
