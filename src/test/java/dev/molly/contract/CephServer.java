package dev.molly.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/// Ceph's radosgw, a real S3: a bucket's policy holds for whoever wants to delete the bucket, and
/// lifecycle rules delete objects. It is started by `src/test/engines/ceph` when it is first asked
/// for, and ends with the JVM, whose end of a pipe it waits for.
final class CephServer {
  /// Of its one user.
  static final AwsBasicCredentials KEYS = AwsBasicCredentials.create("molly", "mollymolly");

  private static final Path SCRIPT = Path.of("src", "test", "engines", "ceph").toAbsolutePath();
  private static final Optional<CephServer> ONE = find();

  private final URI uri;
  private final Path folder;

  private CephServer(URI uri, Path folder) {
    this.uri = uri;
    this.folder = folder;
  }

  /// The one of this JVM. Without one, the test fails or is skipped.
  static CephServer orSkip() {
    return ONE.orElseThrow(
        () ->
            Required.missing(
                Engine.CEPH,
                "no radosgw on the PATH, and src/test/engines/ceph fetch was not run"));
  }

  URI uri() {
    return uri;
  }

  /// Applies the lifecycle rules once. A day of theirs is a second here.
  void applyLifecycle() {
    try {
      var lifecycle = script("lifecycle");
      int exitCode = lifecycle.redirectErrorStream(true).start().waitFor();
      if (exitCode != 0) {
        throw new IllegalStateException("radosgw-admin lc process ends with " + exitCode);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Optional<CephServer> find() {
    boolean unpacked = Files.isDirectory(packages().resolve("ceph"));
    return unpacked || isInstalled() ? Optional.of(start()) : Optional.empty();
  }

  /// Where the scripts of the engines unpack what they fetch.
  private static Path packages() {
    return Path.of(System.getenv().getOrDefault("MOLLY_TEST_ENGINES", "target/engines"));
  }

  private static boolean isInstalled() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(place -> Files.isExecutable(Path.of(place, "radosgw")));
  }

  private static CephServer start() {
    try {
      Path folder = Files.createTempDirectory("ceph");
      Process process = new CephServer(URI.create(""), folder).script("start").start();
      var said = new BufferedReader(process.inputReader(UTF_8));
      String line = said.readLine();
      if (line == null) {
        throw new IllegalStateException("ceph did not start; what it said is in " + folder);
      }
      return new CephServer(URI.create(line), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A run of the script, which finds the end of its stdin when this JVM ends, however it ends.
  private ProcessBuilder script(String what) {
    return new ProcessBuilder(SCRIPT.toString(), what, folder.toString())
        .redirectError(folder.resolve(what + ".err").toFile());
  }
}
