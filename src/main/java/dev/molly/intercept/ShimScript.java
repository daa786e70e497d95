package dev.molly.intercept;

import dev.molly.model.UserError;
import dev.molly.text.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/// A script called `aws` in a folder of its own. With that folder first on the `PATH`, `aws`
/// runs `molly aws`, as Debian's molly-guard takes precedence over `reboot`.
public final class ShimScript {
  private final Path file;

  /// @param folder the folder of the script, which need not exist yet
  public ShimScript(Path folder) {
    this.file = folder.toAbsolutePath().normalize().resolve("aws");
  }

  /// Returns the path of the script.
  public Path file() {
    return file;
  }

  /// Writes the script, and overwrites an older version of it.
  ///
  /// @param molly the program that the script runs
  /// @throws UserError if a file that is not molly's is in its place, or it cannot be written
  public void install(Path molly) {
    refuseTheirs();
    String quoted = "'" + molly.toAbsolutePath().toString().replace("'", "'\\''") + "'";
    try {
      Files.createDirectories(file.getParent());
      Path fresh = Files.createTempFile(file.getParent(), ".aws", "");
      Files.writeString(
          fresh, "#!/bin/sh\n" + ShimMark.LINE + "\nexec " + quoted + " aws \"$@\"\n");
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UserError("the shim cannot be written: " + FailureReason.of(e), e);
    }
  }

  /// Removes the script.
  ///
  /// @return whether it was installed
  /// @throws UserError if a file that is not molly's is in its place, or it cannot be deleted
  public boolean remove() {
    refuseTheirs();
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UserError("the shim cannot be removed: " + FailureReason.of(e), e);
    }
  }

  private void refuseTheirs() {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !ShimMark.isIn(file)) {
      throw new UserError(
          file + " is not molly's, and is left as it is.\nChoose another folder with --dir");
    }
  }

  /// Returns whether the script is installed.
  public boolean installed() {
    return ShimMark.isIn(file);
  }

  /// Returns whether `aws` runs this script with the given environment.
  public boolean inFront(Map<String, String> environment) {
    return first(environment).filter(this::same).isPresent();
  }

  /// Returns the program that `aws` runs with the given environment.
  public static Optional<Path> first(Map<String, String> environment) {
    return AwsCliBinary.candidates(environment).findFirst();
  }

  private boolean same(Path program) {
    try {
      return ShimMark.isIn(program) && Files.isSameFile(program, file);
    } catch (IOException gone) {
      return false;
    }
  }
}
