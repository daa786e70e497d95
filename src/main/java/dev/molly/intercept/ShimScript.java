package dev.molly.intercept;

import dev.molly.model.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A script called `aws` in a folder of its own. With that folder first on the `PATH`, whoever
/// types `aws` gets `molly aws`: as Debian's molly-guard stands in front of `reboot`.
public final class ShimScript {
  /// By this line molly knows its own script again.
  private static final String MARK = "# molly-shim 1: to take it away, type: molly shim remove";

  private final Path file;

  /// @param folder where the script is, or is to be
  public ShimScript(Path folder) {
    this.file = folder.toAbsolutePath().normalize().resolve("aws");
  }

  /// The script.
  public Path file() {
    return file;
  }

  /// Whether a program is molly's shim.
  static boolean is(Path program) {
    try (Stream<String> lines = Files.lines(program, StandardCharsets.ISO_8859_1)) {
      return lines.limit(3).anyMatch(MARK::equals);
    } catch (IOException | UncheckedIOException unreadable) {
      return false;
    }
  }

  /// Writes it, over an older one of its own too.
  ///
  /// @param molly the program it runs
  /// @throws UserError when somebody else's file is there, or it cannot be written
  public void install(Path molly) {
    refuseTheirs();
    String quoted = "'" + molly.toAbsolutePath().toString().replace("'", "'\\''") + "'";
    try {
      Files.createDirectories(file.getParent());
      Path fresh = Files.createTempFile(file.getParent(), ".aws", "");
      Files.writeString(fresh, "#!/bin/sh\n" + MARK + "\nexec " + quoted + " aws \"$@\"\n");
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UserError("the shim cannot be written: " + e, e);
    }
  }

  /// Takes it away.
  ///
  /// @return whether it was there
  /// @throws UserError when somebody else's file is there, or it cannot be deleted
  public boolean remove() {
    refuseTheirs();
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UserError("the shim cannot be removed: " + e, e);
    }
  }

  private void refuseTheirs() {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !is(file)) {
      throw new UserError(
          file + " is not molly's, and is left as it is.\nChoose another folder with --dir");
    }
  }

  /// Whether it is there.
  public boolean installed() {
    return is(file);
  }

  /// Whether it is what somebody gets who types `aws` with this environment.
  public boolean inFront(Map<String, String> environment) {
    return first(environment).filter(this::same).isPresent();
  }

  /// What somebody gets who types `aws` with this environment.
  public static Optional<Path> first(Map<String, String> environment) {
    return AwsCliBinary.candidates(environment).findFirst();
  }

  private boolean same(Path program) {
    try {
      return is(program) && Files.isSameFile(program, file);
    } catch (IOException gone) {
      return false;
    }
  }
}
