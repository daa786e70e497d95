package dev.molly.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.molly.plan.RunId;
import dev.molly.text.FailureReason;
import dev.molly.text.ShellQuoting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The proof that a run was begun in this state folder: its first line follows from a MAC of its
/// name, with a key stored in the folder. A journal that was copied from elsewhere has another
/// seal, or none. It does not protect against a process that can read the key: such a process
/// runs as the owner and has the owner's credentials as well.
final class JournalSeal {
  private static final String FILE = "journal.key";
  private static final String HMAC = "HmacSHA256";
  private static final int BYTES = 32;

  /// The length of the file: two digits for each byte.
  private static final int LENGTH = 2 * BYTES;

  private JournalSeal() {}

  /// Returns the seal of a run; the key is created if there is none, or none that is whole and no
  /// run that was sealed with it.
  static String make(PrivateFolder state, RunId run) throws IOException {
    Path file = state.file(FILE);
    if (Files.notExists(file, NOFOLLOW_LINKS) || isUnused(state, file)) {
      makeKey(state, file);
    }
    return of(state, run)
        .orElseThrow(
            () -> new FileSystemException(file.toString(), null, "it went away: try again"));
  }

  /// Returns the seal of a run; empty if there is no key, which means that no run was begun
  /// here.
  static Optional<String> of(PrivateFolder state, RunId run) throws IOException {
    Path file = state.file(FILE);
    if (Files.notExists(file, NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    byte[] key = read(state, file);
    if (key.length != LENGTH) {
      throw new FileSystemException(
          file.toString(),
          null,
          "its key %s has %d of %d bytes. Put it back from a backup; or take it away, and no earlier run can be undone: rm %s"
              .formatted(file, key.length, LENGTH, ShellQuoting.quote(file.toString())));
    }
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return Optional.of(HexFormat.of().formatHex(mac.doFinal(run.value().getBytes(US_ASCII))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }

  /// Reads the key. Its caller names the journal, so a failure names the key.
  private static byte[] read(PrivateFolder state, Path file) throws IOException {
    try {
      return state.read(file);
    } catch (IOException e) {
      var named =
          new FileSystemException(
              file.toString(),
              null,
              "its key %s cannot be read: %s".formatted(file, FailureReason.of(e)));
      named.initCause(e);
      throw named;
    }
  }

  /// Returns whether the key is not whole, and seals no run: the disk was full, or its writer was
  /// killed.
  private static boolean isUnused(PrivateFolder state, Path file) throws IOException {
    if (Files.size(file) >= LENGTH) {
      return false;
    }
    try (Stream<Path> files = Files.list(state.path())) {
      return files.noneMatch(each -> each.toString().endsWith(JournalFiles.END));
    }
  }

  /// Creates the key. If two processes do so at once, one waits for the other's.
  private static synchronized void makeKey(PrivateFolder state, Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    ByteBuffer text = US_ASCII.encode(HexFormat.of().formatHex(random));
    Set<OpenOption> options = Set.of(CREATE, WRITE, SYNC, NOFOLLOW_LINKS);
    try (FileChannel channel = FileChannel.open(file, options, state.ownersFile());
        FileLock _ = channel.lock()) {
      if (channel.size() >= LENGTH) {
        return;
      }
      channel.truncate(0);
      while (text.hasRemaining()) {
        channel.write(text);
      }
      state.force();
    }
  }
}
