package dev.molly.engine.run;

import dev.molly.model.ResourceId;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Notifies the owners of retired resources before these fall due.
public interface Notifier {
  /// Returns whether a channel is configured.
  boolean hasChannel();

  /// Delivers a notice by every configured channel.
  ///
  /// @return a receipt for each channel, at least one
  /// @throws NoticeException if a channel did not accept it; the notice was then delivered by
  ///     some channels or by none
  List<Receipt> deliver(Notice notice);

  /// Returns a notifier without channels.
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

  /// Returns a notifier that accepts the user's claim for some resources and notifies the owners
  /// of the others.
  ///
  /// @param told the resources whose owners the user claims to have notified
  /// @param person the user who makes the claim for a resource, as an ARN
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
