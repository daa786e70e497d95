package dev.molly.engine.run;

import dev.molly.model.ResourceId;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Tells the owners of retired resources that these fall due.
public interface Notifier {
  /// What shows that a notice was delivered.
  ///
  /// @param channel what delivered it: `command`, `webhook`, `sns`, or `person` who says so
  /// @param text what the channel said of it, without anything secret
  record Receipt(String channel, String text) {}

  /// Whether there is a channel at all.
  boolean hasChannel();

  /// Delivers a notice by every channel there is.
  ///
  /// @return a receipt for each channel, at least one
  /// @throws NoticeException when one of them did not take it: then nothing was delivered, or not
  ///     all
  List<Receipt> deliver(Notice notice);

  /// Nobody is told anything.
  static Notifier none() {
    return new Notifier() {
      @Override
      public boolean hasChannel() {
        return false;
      }

      @Override
      public List<Receipt> deliver(Notice notice) {
        throw new NoticeException("there is no channel to tell by (molly explain notify)");
      }
    };
  }

  /// Takes a person's word for some resources, and tells the owners of the others.
  ///
  /// @param told the resources whose owners a person says to have told
  /// @param person who says so of one of them: an ARN
  static Notifier byHand(
      Set<ResourceId> told, Function<ResourceId, String> person, Notifier others) {
    return new Notifier() {
      @Override
      public boolean hasChannel() {
        return others.hasChannel();
      }

      @Override
      public List<Receipt> deliver(Notice notice) {
        ResourceId id = notice.resource().id();
        return told.contains(id)
            ? List.of(new Receipt("person", person.apply(id) + " says so"))
            : others.deliver(notice);
      }
    };
  }
}
