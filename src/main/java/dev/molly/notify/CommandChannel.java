package dev.molly.notify;

import dev.molly.engine.run.NoticeException;
import dev.molly.engine.run.Receipt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs a program for each notice, without a shell: the notice is its stdin, and exit code 0 the
/// receipt. The program's output is logged and shown nowhere else, since it may contain secrets.
final class CommandChannel implements Channel {
  private static final Logger LOG = LoggerFactory.getLogger(CommandChannel.class);
  private static final int LOGGED_BYTES = 8192;
  private static final int GOODBYE_SECONDS = 5;

  private final List<String> words;
  private final Map<String, String> environment;
  private final Duration patience;

  /// @param words the program and its arguments
  /// @param environment the environment of the program
  /// @param patience the maximum time it may take
  CommandChannel(List<String> words, Map<String, String> environment, Duration patience) {
    this.words = List.copyOf(words);
    this.environment = Map.copyOf(environment);
    this.patience = patience;
  }

  @Override
  public String name() {
    return "command";
  }

  @Override
  public String destination() {
    return "command " + words.getFirst();
  }

  /// Delivers a notice. Stdin and stdout are files: a program that reads nothing, or leaves a
  /// child process behind that continues to write, does not block the caller.
  @Override
  public Receipt deliver(Message message) {
    Path in = null;
    Path out = null;
    try {
      in = Files.createTempFile("molly-notice", ".json");
      out = Files.createTempFile("molly-notice", ".log");
      Files.writeString(in, message.json() + "\n");
      int code = run(in, out);
      log(out);
      if (code == 0) {
        return new Receipt(name(), "exit code 0 from " + words.getFirst());
      }
      throw new NoticeException(
          "the command %s ended with exit code %d; what it wrote is shown with -v"
              .formatted(words.getFirst(), code));
    } catch (IOException e) {
      throw new NoticeException(
          "the command %s cannot be run: %s".formatted(words.getFirst(), e.getMessage()), e);
    } finally {
      delete(in);
      delete(out);
    }
  }

  private int run(Path in, Path out) throws IOException {
    var builder =
        new ProcessBuilder(words)
            .redirectInput(in.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      throw new TooSlow(
          "the command %s did not end within %s s, and was ended"
              .formatted(words.getFirst(), patience.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoticeException("interrupted while the command ran", e);
    } finally {
      end(process);
    }
  }

  /// Terminates the process, if it still runs, and its descendants.
  private static void end(Process process) {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle each : all) {
      each.onExit().completeOnTimeout(each, GOODBYE_SECONDS, TimeUnit.SECONDS).join();
    }
  }

  private static void log(Path out) throws IOException {
    if (!LOG.isDebugEnabled()) {
      return;
    }
    try (InputStream said = Files.newInputStream(out)) {
      LOG.debug(
          "the command wrote: {}",
          new String(said.readNBytes(LOGGED_BYTES), StandardCharsets.UTF_8));
    }
  }

  private static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.debug("a file for a notice is left: {}", file, e);
    }
  }
}
