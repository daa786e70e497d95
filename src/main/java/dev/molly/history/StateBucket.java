package dev.molly.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.molly.model.ObjectStore;
import dev.molly.model.UserError;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The files of scans in a bucket, where molly may read and write objects, and neither list nor
/// delete them. Each folder has an index object with the names of its files; dropping a file takes
/// its name out of the index.
///
/// @param objects the objects under the prefix
public record StateBucket(ObjectStore objects) implements ScanStore {
  private static final String INDEX = "index.jsonl";

  /// How often an index is read and written if other scans write it at the same time.
  private static final int TRIES = 10;

  @Override
  public Optional<byte[]> read(String file) {
    return objects.read(file);
  }

  @Override
  public void replace(String file, byte[] content) {
    if (!objects.replace(file, content)) {
      throw new UserError(
          "another scan has written %s since this one read it, and that one stays"
              .formatted(shown(file)));
    }
  }

  @Override
  public void add(String file, byte[] content, String ending, int most) {
    if (!objects.create(file, content)) {
      throw new UserError(shown(file) + " is there already");
    }
    enter(folder(file), name(file), name -> name.endsWith(ending), most);
  }

  /// Adds a name to the index of a folder, and the folder to the index of its parent.
  private void enter(String folder, String name, Predicate<String> series, int most) {
    if (folder.contains("/")) {
      enter(folder(folder), name(folder), _ -> true, Integer.MAX_VALUE);
    }
    String index = folder + "/" + INDEX;
    for (int i = 0; i < TRIES; i++) {
      List<String> names;
      try {
        names = new ArrayList<>(objects.read(index).map(StateBucket::known).orElse(List.of()));
      } catch (UserError e) {
        // It may not exist.
        if (isDenied(e) && objects.create(index, SealedLines.of(lines(List.of(name))))) {
          return;
        }
        throw e;
      }
      if (names.contains(name)) {
        return;
      }
      names.add(name);
      List<String> all = names.stream().filter(series).sorted().toList();
      names.removeAll(all.subList(0, Math.max(0, all.size() - most)));
      if (objects.replace(index, SealedLines.of(lines(names)))) {
        return;
      }
    }
    throw new UserError(
        "%s was not written: other scans have written it %d times meanwhile"
            .formatted(shown(index), TRIES));
  }

  /// Returns whether a read was denied, which may only mean that there is nothing to read.
  static boolean isDenied(UserError failed) {
    return failed.getCause() instanceof AccessDeniedException;
  }

  /// A damaged index begins anew. Scans and trends that list the folder report it before.
  private static List<String> known(byte[] index) {
    try {
      return names(index);
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  private static List<String> names(byte[] index) {
    return SealedLines.read(index).stream().map(JsonNode::asText).toList();
  }

  private static List<JsonNode> lines(List<String> names) {
    return names.stream()
        .sorted()
        .map(name -> (JsonNode) JsonNodeFactory.instance.textNode(name))
        .toList();
  }

  @Override
  public List<String> list(String folder) {
    return SealedLines.read(this, folder + "/" + INDEX, StateBucket::names).orElse(List.of());
  }

  @Override
  public boolean isConditional() {
    return true;
  }

  @Override
  public String shown(String file) {
    return objects.shown(file);
  }

  private static String folder(String file) {
    return file.substring(0, file.lastIndexOf('/'));
  }

  private static String name(String file) {
    return file.substring(file.lastIndexOf('/') + 1);
  }
}
