package dev.molly.report.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.molly.model.UserError;
import dev.molly.text.ShellQuoting;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;

/// Writes a report to a path atomically: readers of the path find the previous report or the new
/// one, never a part of one, even after a full disk, Ctrl-C or a crash.
public final class AtomicReportFile {
  private AtomicReportFile() {}

  /// The content of a file.
  public interface Content {
    void to(Writer out) throws IOException;
  }

  /// Writes a file, and replaces an existing one.
  ///
  /// @throws UserError when it cannot be written; then no partial file remains
  public static void write(Path path, Content content) {
    if (Files.isDirectory(path)) {
      throw new UserError("Cannot write to " + path + ": it is a folder. Name a file in it.");
    }
    try {
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        // A pipe or a device, such as /dev/stdout, cannot be replaced.
        try (Writer out = Files.newBufferedWriter(path, WRITE)) {
          content.to(out);
        }
      } else {
        replace(Files.exists(path) ? path.toRealPath() : path.toAbsolutePath(), content);
      }
    } catch (IOException e) {
      throw new UserError("Cannot write to " + path + ": " + explain(path, e), e);
    }
  }

  private static void replace(Path path, Content content) throws IOException {
    Path part = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID() + ".part");
    // For Ctrl-C, which runs no `finally`.
    part.toFile().deleteOnExit();
    try {
      try (FileChannel file = FileChannel.open(part, CREATE_NEW, WRITE)) {
        Writer out = new BufferedWriter(Channels.newWriter(file, UTF_8));
        content.to(out);
        out.flush();
        file.force(true);
      }
      Files.move(part, path, ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// Returns the reason, and how to fix it.
  private static String explain(Path path, IOException e) {
    Path folder = path.toAbsolutePath().getParent();
    return switch (e) {
      case NoSuchFileException missing ->
          "the folder does not exist. Create it: mkdir -p " + ShellQuoting.quote(folder + "");
      case AccessDeniedException denied ->
          "you may not write in the folder. Look at it: ls -ld " + ShellQuoting.quote(folder + "");
      case FileSystemException refused when refused.getReason() != null ->
          refused.getReason() + ". Choose another place.";
      default -> e.getMessage() + ". Choose another place.";
    };
  }

  /// Checks whether a report could be written to a path, and changes nothing.
  ///
  /// @throws UserError when it could not
  public static void check(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(path)) {
      throw new UserError("Cannot write to " + path + ": it is a folder.");
    }
    if (!Files.isDirectory(folder)) {
      throw new UserError(
          "Cannot write to %s: the folder does not exist. Create it: mkdir -p %s"
              .formatted(path, ShellQuoting.quote(folder + "")));
    }
    if (!Files.isWritable(Files.exists(path) ? path : folder)) {
      throw new UserError("Cannot write to " + path + ": you may not write there.");
    }
  }
}
