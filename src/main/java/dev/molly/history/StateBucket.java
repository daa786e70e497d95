package dev.molly.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.molly.model.ObjectStore;
import dev.molly.model.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The files of scans in a bucket. It lists and deletes nothing: each folder has an index of its
/// names, and a file that is forgotten is no longer in there.
///
/// @param objects the objects under the prefix
public record StateBucket(ObjectStore objects) implements ScanStore {
  private static final String INDEX = "index.jsonl";

  /// How often an index is read again because another scan has written it meanwhile.
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

  /// Enters a name into the index of a folder, and the folder into that of its own.
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
        // There may be none: S3 says so only to callers that may list.
        if (objects.create(index, SealedLines.of(lines(List.of(name))))) {
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

  /// An index that is damaged begins anew. A scan or a trend that lists the folder says so.
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
