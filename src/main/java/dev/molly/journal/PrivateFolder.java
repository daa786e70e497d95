package dev.molly.journal;

import dev.molly.model.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/// The folder molly keeps its state in. What is made in it is its owner's alone, where the file
/// system has owners, and is there after a crash. One that others can write to is not used.
///
/// @param root the state folder as a whole, in which this one lies, or which it is
record PrivateFolder(Path path, Path root) {
  PrivateFolder(Path path) {
    this(path, path);
  }

  /// Looks whether nobody else can write here. A folder that is not there yet is made safely.
  ///
  /// @throws UserError when others can, or when it belongs to another user
  void check() {
    problem()
        .ifPresent(
            problem -> {
              throw new UserError(problem);
            });
  }

  /// What is wrong with the folder, in a sentence and the command that puts it right.
  Optional<String> problem() {
    try {
      for (Path folder : List.of(root, path)) {
        Optional<String> problem = FileOwnership.problem(folder, "700");
        if (problem.isPresent()) {
          return Optional.of("the state folder %s %s".formatted(folder, problem.get()));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("the state folder %s cannot be looked at: %s".formatted(path, reason(e)));
    }
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /// Makes the folder, and those it lies in, unless they are there.
  ///
  /// @throws UserError when it is there, and others can write to it
  void make() throws IOException {
    make(path.toAbsolutePath());
    check();
  }

  /// What a file holds. A symbolic link is not followed.
  byte[] read(Path file) throws IOException {
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

  /// Makes an empty file.
  ///
  /// @throws FileAlreadyExistsException when it is there already
  void create(Path file) throws IOException {
    Files.createFile(file, ownersFile());
    force();
  }

  /// How a file is made that only the owner reads and writes.
  FileAttribute<?>[] ownersFile() {
    return owned(path, "rw-------");
  }

  /// Forces the names of the files in the folder to disk: a file can be safe and its name not.
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

  /// Why something did not work, in words. Java's own message is often no more than a path.
  static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "permission denied";
      case NoSuchFileException gone -> "there is no " + gone.getFile();
      case NotDirectoryException no -> no.getFile() + " is not a folder";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }
}
