package dev.molly.config;

import com.sun.security.auth.module.UnixSystem;
import dev.molly.model.UserError;
import dev.molly.text.ShellQuoting;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds the `molly.yaml` of a command that names none: the one in the current folder, else the
/// one in the user's settings.
///
/// A file that is found is used or refused, never skipped: a limit that is not read has no
/// effect. A file that was found and not named must belong to the user or to root, and so must
/// its folder, since a user who can write a config can lift its freezes.
public final class ConfigSearch {
  private static final String NAME = "molly.yaml";
  private static final String MISNAMED = "molly.yml";
  private static final long ROOT = 0;
  private static final int OTHERS_WRITE = 0002;

  private ConfigSearch() {}

  /// Returns the config to use; empty if there is none in either place.
  ///
  /// @param folder the current folder of the command
  /// @param settings molly's folder in the user's settings
  /// @throws UserError if the file or its folder belongs to another user or is writable by every
  ///     user, or if there is a `molly.yml`, whose freezes would not apply
  public static Optional<Path> find(Path folder, Path settings) {
    for (Path place : List.of(folder, settings)) {
      Path file = place.resolve(NAME);
      mustNotBeMisnamed(place.resolve(MISNAMED), file);
      if (mayBeThere(file)) {
        mustBeTheUsersOwn(file);
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private static void mustNotBeMisnamed(Path misnamed, Path file) {
    if (!Files.exists(misnamed, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    String shown = ShellQuoting.quote(shown(misnamed));
    String right = ShellQuoting.quote(shown(file));
    throw new UserError(
        """
        %s was found, and is not read: molly's config is called %s. A freeze or a limit in it would not apply.
        %s; or name it: --config %s; or do without: --no-config\
        """
            .formatted(
                shown(misnamed),
                NAME,
                mayBeThere(file)
                    ? "Move what it says into %s, and remove it".formatted(shown(file))
                    : "Rename it: mv %s %s".formatted(shown, right),
                shown));
  }

  /// Returns the path of a config as the user would type it: one in the current folder begins
  /// with `./`.
  public static String shown(Path file) {
    return file.getParent() == null ? "." + File.separator + file : file.toString();
  }

  /// A dangling link counts as existing, and so does a file that cannot be accessed: the error
  /// is reported when it is read.
  private static boolean mayBeThere(Path file) {
    return !Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static void mustBeTheUsersOwn(Path file) {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return;
    }
    long user = new UnixSystem().getUid();
    try {
      for (Path each : deciding(file)) {
        objection(number(each, "unix:uid"), (int) number(each, "unix:mode"), user)
            .ifPresent(
                why -> {
                  throw refused(file, each, why);
                });
      }
    } catch (IOException unread) {
      // The file is read next, and the reason is reported then.
      return;
    }
  }

  private static long number(Path path, String attribute) throws IOException {
    return ((Number) Files.getAttribute(path, attribute)).longValue();
  }

  /// Returns the file, its folder, and the same for the target of a link.
  private static Set<Path> deciding(Path file) throws IOException {
    var deciding = new LinkedHashSet<Path>();
    for (Path path : new Path[] {file.toAbsolutePath(), file.toRealPath()}) {
      deciding.add(path);
      Path folder = path.getParent();
      if (folder != null) {
        deciding.add(folder);
      }
    }
    return deciding;
  }

  /// Returns the reason why the owner or the mode of a file or folder permits another user to
  /// write it; empty if there is none.
  static Optional<String> objection(long owner, int mode, long user) {
    if (owner != user && owner != ROOT) {
      return Optional.of("belongs to another user");
    }
    return (mode & OTHERS_WRITE) == 0
        ? Optional.empty()
        : Optional.of("can be written by every user");
  }

  private static UserError refused(Path file, Path each, String why) {
    String shown = shown(file);
    return new UserError(
        """
        %s was found, and is not used: %s %s, so what it says may not be yours.
        If it is, name it: --config %s; or do without: --no-config\
        """
            .formatted(shown, each, why, ShellQuoting.quote(shown)));
  }
}
