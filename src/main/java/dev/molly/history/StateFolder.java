package dev.molly.history;

import dev.molly.journal.PrivateFolder;
import dev.molly.model.UserError;
import dev.molly.text.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The files of scans in the state folder.
///
/// @param state the state folder
public record StateFolder(Path state) implements ScanStore {
  private PrivateFolder in(String folder) {
    return new PrivateFolder(state.resolve(folder), state);
  }

  private PrivateFolder folderOf(String file) {
    return in(file.substring(0, file.lastIndexOf('/')));
  }

  @Override
  public Optional<byte[]> read(String file) {
    PrivateFolder folder = folderOf(file);
    folder
        .problem()
        .ifPresent(
            problem -> {
              throw new UserError("%s is not used: %s".formatted(shown(file), problem));
            });
    try {
      return Optional.of(folder.read(state.resolve(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s".formatted(shown(file), FailureReason.of(e)), e);
    }
  }

  @Override
  public void replace(String file, byte[] content) {
    PrivateFolder folder = folderOf(file);
    try {
      folder.make();
      folder.replace(state.resolve(file), content);
    } catch (IOException e) {
      throw new UserError(
          "%s cannot be written: %s".formatted(folder.path(), FailureReason.of(e)), e);
    }
  }

  @Override
  public void add(String file, byte[] content, String ending, int most) {
    replace(file, content);
    Path folder = folderOf(file).path();
    List<String> series =
        list(file.substring(0, file.lastIndexOf('/'))).stream()
            .filter(name -> name.endsWith(ending))
            .toList();
    try {
      for (String old : series.subList(0, Math.max(0, series.size() - most))) {
        Files.deleteIfExists(folder.resolve(old));
      }
    } catch (IOException e) {
      throw new UserError("%s cannot be written: %s".formatted(folder, FailureReason.of(e)), e);
    }
  }

  @Override
  public List<String> list(String folder) {
    PrivateFolder in = in(folder);
    in.check();
    if (Files.notExists(in.path())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(in.path())) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s".formatted(in.path(), FailureReason.of(e)), e);
    }
  }

  @Override
  public boolean isConditional() {
    return false;
  }

  @Override
  public String shown(String file) {
    return state.resolve(file).toString();
  }
}
