package dev.molly.journal;

import com.sun.security.auth.module.UnixSystem;
import dev.molly.text.ShellQuoting;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// Checks the owner and permissions of a file or folder. A journal's hash chain has no key: it
/// detects damage and mistakes only. The protection against a forged journal is that only the
/// owner can write to its folder.
final class FileOwnership {
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int PERMISSIONS = 07777;

  private FileOwnership() {}

  /// A problem with a path.
  ///
  /// @param what a continuation of its name
  /// @param remedy a sentence that ends with the command that corrects it
  record Problem(String what, String remedy) {
    /// Returns both, as a continuation of the name.
    String text() {
      return what + ". " + remedy;
    }
  }

  /// Returns the problem with a path; empty if it belongs to this user alone, does not exist, or
  /// is on a file system without owners.
  ///
  /// @param wanted the intended permissions, for `chmod`
  /// @param links whether a symbolic link is followed
  static Optional<Problem> problem(Path path, String wanted, LinkOption... links)
      throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")
        || Files.notExists(path, links)) {
      return Optional.empty();
    }
    String quoted = ShellQuoting.file(path.toString());
    long owner = number(path, "unix:uid", links);
    long self = new UnixSystem().getUid();
    if (owner != self) {
      return Optional.of(
          new Problem(
              "belongs to user %d, and this is user %d".formatted(owner, self),
              "Use a folder of your own: --state DIR; or, if you know all that is in this one: chown -R %d %s"
                  .formatted(self, quoted)));
    }
    long mode = number(path, "unix:mode", links) & PERMISSIONS;
    if ((mode & WRITABLE_BY_OTHERS) != 0) {
      return Optional.of(
          new Problem(
              "can be written to by others (mode %04o)".formatted(mode),
              "If you know all that is in it, make it yours alone: chmod %s %s"
                  .formatted(wanted, quoted)));
    }
    return Optional.empty();
  }

  private static long number(Path path, String attribute, LinkOption... links) throws IOException {
    return ((Number) Files.getAttribute(path, attribute, links)).longValue();
  }

  /// Refuses a file that is a symbolic link, or that does not belong to this user alone.
  static void checkFile(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      throw new FileSystemException(
          file.toString(),
          null,
          "it is a symbolic link, which is not followed. Take it away: rm "
              + ShellQuoting.file(file.toString()));
    }
    Optional<Problem> problem = problem(file, "600", LinkOption.NOFOLLOW_LINKS);
    if (problem.isPresent()) {
      throw new FileSystemException(file.toString(), null, "it " + problem.get().text());
    }
  }
}
