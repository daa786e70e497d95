package dev.molly.engine;

import dev.molly.engine.run.Notice;
import dev.molly.engine.run.NoticeException;
import dev.molly.engine.run.Notifier;
import dev.molly.engine.run.Receipt;
import dev.molly.model.ResourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Delivers notices nowhere, and remembers them.
public final class Postman implements Notifier {
  /// What was delivered to the owner of one resource.
  public record Delivered(String notice, ResourceId resource, Instant due, Instant at) {}

  private final List<Delivered> delivered = new ArrayList<>();
  private boolean here = true;
  private String trouble = "";
  private List<Receipt> anyway = List.of();

  /// From now on every delivery fails with this; none does when it is empty.
  public void fails(String why) {
    trouble = why;
  }

  /// From now on every delivery fails with this, when another channel has taken the notice.
  public void failsAfter(Receipt receipt, String why) {
    anyway = List.of(receipt);
    fails(why);
  }

  /// From now on there is no channel.
  public void leaves() {
    here = false;
  }

  /// From now on there is one.
  public void isBack() {
    here = true;
  }

  public List<Delivered> delivered() {
    return List.copyOf(delivered);
  }

  @Override
  public boolean hasChannel() {
    return here;
  }

  @Override
  public List<Receipt> deliver(Notice notice) {
    if (!here) {
      return Notifier.none().deliver(notice);
    }
    if (!trouble.isEmpty()) {
      throw new NoticeException(trouble, new IllegalStateException(trouble), anyway);
    }
    delivered.add(
        new Delivered(notice.id(), notice.resource().id(), notice.record().due(), notice.at()));
    return List.of(new Receipt("command", "letter " + delivered.size()));
  }
}
