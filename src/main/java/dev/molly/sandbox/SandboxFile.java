package dev.molly.sandbox;

import dev.molly.cli.Sandbox;
import dev.molly.model.UserError;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import dev.molly.sim.SimFile;
import dev.molly.sim.SimFleet;
import dev.molly.text.DurationText;
import dev.molly.text.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// The simulated account in a file. A new file starts with a fleet in it.
public final class SandboxFile implements Sandbox {
  /// A fixed seed, so that documentation about the sandbox matches the user's own.
  private static final long SEED = 1;

  private static final List<String> REGIONS = List.of("eu-west-1", "us-east-1");

  private final Clock clock;

  /// Creates a sandbox.
  ///
  /// @param clock the clock for the initial time of a new account
  public SandboxFile(Clock clock) {
    this.clock = clock;
  }

  /// Runs some work on the account in the file, and saves the changes.
  public <T> T with(Path file, Function<SimCloud, T> work) {
    return with(file, this::fleet, work);
  }

  @Override
  public String seed(Path file) {
    delete(file);
    return with(
        file, cloud -> "The sandbox has a new fleet, in " + String.join(" and ", REGIONS) + ".");
  }

  @Override
  public String reset(Path file) {
    delete(file);
    return with(file, this::empty, cloud -> "The sandbox is empty.");
  }

  @Override
  public String advance(Path file, Duration by) {
    return with(
        file,
        cloud -> {
          cloud.clock().advance(by);
          return "It is now %s in the sandbox, %s later."
              .formatted(now(cloud), DurationText.words(by));
        });
  }

  @Override
  public String status(Path file) {
    return with(
        file,
        cloud ->
            "The sandbox is account %s, in %s. It is %s there."
                .formatted(SimAws.OWN_ACCOUNT, file, now(cloud)));
  }

  private <T> T with(Path file, Supplier<SimCloud> fresh, Function<SimCloud, T> work) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent(), owners(file));
    } catch (IOException e) {
      throw outOfReach(file, e);
    }
    return SimFile.with(file, fresh, work);
  }

  /// Returns the attributes of the folder: accessible only to its owner, because journals are
  /// stored beside the account.
  private static FileAttribute<?>[] owners(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  private SimCloud empty() {
    return new SimCloud(clock.instant().truncatedTo(ChronoUnit.SECONDS), SEED);
  }

  private SimCloud fleet() {
    SimCloud cloud = empty();
    SimFleet.seed(cloud, SimAws.OWN_ACCOUNT, REGIONS);
    return cloud;
  }

  private static String now(SimCloud cloud) {
    return cloud.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw outOfReach(file, e);
    }
  }

  private static UserError outOfReach(Path file, IOException e) {
    return new UserError(
        "the sandbox cannot be kept in %s: %s\nChoose another folder: --state DIR"
            .formatted(file, FailureReason.of(e)),
        e);
  }
}
