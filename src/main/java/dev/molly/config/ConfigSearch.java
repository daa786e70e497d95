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

/// Finds the `molly.yaml` of a command that names none: the one in the folder where it is typed,
/// else the one among the user's settings.
///
/// What is found is used or refused, never passed over: a limit that is not read is no limit. What
/// was found, and not named, has to be the user's own or root's, and so has its folder: who can
/// write a config can lift its freezes.
public final class ConfigSearch {
  private static final String NAME = "molly.yaml";
  private static final String MISNAMED = "molly.yml";
  private static final long ROOT = 0;
  private static final int OTHERS_WRITE = 0002;

  private ConfigSearch() {}

  /// The config to use; empty when there is none in either place.
  ///
  /// @param folder where the command is typed
  /// @param settings molly's folder among the user's settings
  /// @throws UserError when it, or its folder, could have been written by another user; or when
  ///     there is a `molly.yml`: a freeze in it would not apply
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

  /// A config as people write it: one in the folder where they are begins with `./`.
  public static String shown(Path file) {
    return file.getParent() == null ? "." + File.separator + file : file.toString();
  }

  /// A link that leads nowhere is there, and so is what cannot be looked at: reading it then says
  /// what is wrong.
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
      // It is read next, and why it cannot be is said then.
      return;
    }
  }

  private static long number(Path path, String attribute) throws IOException {
    return ((Number) Files.getAttribute(path, attribute)).longValue();
  }

  /// The file, its folder, and where a link leads to.
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

  /// Why a file or folder could hold what another user wrote; empty when it could not.
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
