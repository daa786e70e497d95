package dev.molly.journal;

import dev.molly.model.UserError;
import dev.molly.text.FailureReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/// The folder in which Molly keeps its state. Its new files are accessible to their owner alone,
/// if the file system has owners, and survive a crash. A folder that other users can write to is
/// not used.
///
/// @param root the entire state folder, which contains this one or is identical to it
public record PrivateFolder(Path path, Path root) {
  PrivateFolder(Path path) {
    this(path, path);
  }

  /// Checks that only the owner can write here. A folder that does not exist yet passes, because
  /// it will be created safely.
  ///
  /// @throws UserError if other users can write to it, or if it belongs to another user
  public void check() {
    problem()
        .ifPresent(
            problem -> {
              throw new UserError(problem);
            });
  }

  /// Returns the problem with the folder, as a sentence with the command that corrects it.
  public Optional<String> problem() {
    return found().map(FileOwnership.Problem::text);
  }

  /// Returns the problem with the folder, with its name, apart from the remedy.
  Optional<FileOwnership.Problem> found() {
    try {
      for (Path folder : List.of(root, path)) {
        Optional<FileOwnership.Problem> problem = FileOwnership.problem(folder, "700");
        if (problem.isPresent()) {
          String what = "the state folder %s %s".formatted(folder, problem.get().what());
          return Optional.of(new FileOwnership.Problem(what, problem.get().remedy()));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          new FileOwnership.Problem(
              "the state folder %s cannot be looked at: %s".formatted(path, FailureReason.of(e)),
              "Name another one: --state DIR"));
    }
  }

  /// Returns the path of a file in the folder.
  public Path file(String name) {
    return path.resolve(name);
  }

  /// Creates the folder and its parents, if they do not exist.
  ///
  /// @throws UserError if it exists, and other users can write to it
  public void make() throws IOException {
    make(path.toAbsolutePath());
    check();
  }

  /// Returns the content of a file. A symbolic link is not followed.
  public byte[] read(Path file) throws IOException {
    FileOwnership.checkFile(file);
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return in.readAllBytes();
    }
  }

  private static void make(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent == null) {
      throw new NotDirectoryException(folder.toString());
    }
    make(parent);
    try {
      Files.createDirectory(folder, owned(folder, "rwx------"));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw new NotDirectoryException(folder.toString());
      }
    }
    force(parent);
  }

  /// Writes a file, and replaces an existing one, atomically: a reader sees the old or the new
  /// content.
  public void replace(Path file, byte[] content) throws IOException {
    Path draft = Files.createTempFile(path, "draft-", ".part", ownersFile());
    try {
      Files.write(draft, content, StandardOpenOption.SYNC, StandardOpenOption.WRITE);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      force();
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /// Creates an empty file.
  ///
  /// @throws FileAlreadyExistsException if it exists already
  void create(Path file) throws IOException {
    Files.createFile(file, ownersFile());
    force();
  }

  /// Returns the attributes of a new file that only the owner can read and write.
  FileAttribute<?>[] ownersFile() {
    return owned(path, "rw-------");
  }

  /// Forces the directory entries to disk: a file's content can be durable while its name is
  /// not.
  void force() throws IOException {
    force(path);
  }

  private static void force(Path folder) throws IOException {
    if (!posix(folder)) {
      return; // Only POSIX systems open a folder.
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] owned(Path path, String permissions) {
    return posix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
