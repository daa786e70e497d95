package dev.molly.journal;

import com.sun.security.auth.module.UnixSystem;
import dev.molly.text.ShellQuoting;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// Whose a file or folder is, and who else may write to it. A journal's chain has no key: it finds
/// damage and mistakes, and no more. That a journal was not made up rests on this, that nobody but
/// the owner can write where it lies.
final class FileOwnership {
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int PERMISSIONS = 07777;

  private FileOwnership() {}

  /// What is wrong with it, going on from its name, and the command that puts it right; empty when
  /// it belongs to this user alone, is not there, or lies on a file system that has no owners.
  ///
  /// @param wanted the permissions it should have, for `chmod`
  /// @param links whether a symbolic link is followed
  static Optional<String> problem(Path path, String wanted, LinkOption... links)
      throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")
        || Files.notExists(path, links)) {
      return Optional.empty();
    }
    String quoted = ShellQuoting.quote(path.toString());
    long owner = number(path, "unix:uid", links);
    long self = new UnixSystem().getUid();
    if (owner != self) {
      return Optional.of(
          "belongs to user %d, and this is user %d. Use a folder of your own: --state DIR; or, if you know all that is in this one: chown -R %d %s"
              .formatted(owner, self, self, quoted));
    }
    long mode = number(path, "unix:mode", links) & PERMISSIONS;
    if ((mode & WRITABLE_BY_OTHERS) != 0) {
      return Optional.of(
          "can be written to by others (mode %04o). If you know all that is in it, make it yours alone: chmod %s %s"
              .formatted(mode, wanted, quoted));
    }
    return Optional.empty();
  }

  private static long number(Path path, String attribute, LinkOption... links) throws IOException {
    return ((Number) Files.getAttribute(path, attribute, links)).longValue();
  }

  /// Refuses a file that is a symbolic link, or that is not this user's alone.
  static void checkFile(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      throw new FileSystemException(
          file.toString(),
          null,
          "it is a symbolic link, which is not followed. Take it away: rm "
              + ShellQuoting.quote(file.toString()));
    }
    Optional<String> problem = problem(file, "600", LinkOption.NOFOLLOW_LINKS);
    if (problem.isPresent()) {
      throw new FileSystemException(file.toString(), null, "it " + problem.get());
    }
  }
}
