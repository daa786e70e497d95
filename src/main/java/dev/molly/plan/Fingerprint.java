package dev.molly.plan;

import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import java.util.TreeMap;

/// The fingerprint of a resource at the time of a plan: its identity, name, tags, and the
/// setting to change. The run state is left out because it changes often and no protection
/// depends on it.
public final class Fingerprint {
  /// The prefix of molly's own tags, which are compared as settings instead.
  private static final String MOLLYS = "molly:";

  private Fingerprint() {}

  /// Returns the fingerprint of a resource with one of its settings.
  public static String of(Resource resource, ControlId control, String setting) {
    ResourceRef ref = resource.ref();
    var digest =
        new Digest.Builder()
            .add(ref.id().kind().value())
            .add(ref.id().account().value())
            .add(ref.id().region().value())
            .add(ref.id().uid())
            .add(ref.identifier())
            .add(ref.name())
            .add(control.value())
            .add(setting);
    switch (resource.tags()) {
      case Tags.Known(var tags) ->
          new TreeMap<>(tags)
              .forEach(
                  (key, value) -> {
                    if (!key.startsWith(MOLLYS)) {
                      digest.add(key).add(value);
                    }
                  });
      case Tags.Unknown unknown -> digest.add("tags that nobody knows");
      case Tags.Unread unread -> digest.add("tags that nobody asked for");
    }
    return digest.build().hex();
  }
}
