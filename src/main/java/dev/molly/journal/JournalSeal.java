package dev.molly.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.molly.plan.RunId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
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

  private JournalSeal() {}

  /// Returns the seal of a run; the key is created if there is none.
  static String make(PrivateFolder state, RunId run) throws IOException {
    Path file = state.file(FILE);
    if (Files.notExists(file, NOFOLLOW_LINKS)) {
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
    if (key.length != 2 * BYTES) {
      throw new FileSystemException(
          file.toString(), null, "%s is not whole: try again".formatted(FILE));
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
              "its key %s cannot be read: %s".formatted(file, PrivateFolder.reason(e)));
      named.initCause(e);
      throw named;
    }
  }

  /// Creates the key. If two processes do so at once, the first key is used.
  private static void makeKey(PrivateFolder state, Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    ByteBuffer text = US_ASCII.encode(HexFormat.of().formatHex(random));
    try (FileChannel channel =
        FileChannel.open(file, Set.of(CREATE_NEW, WRITE, SYNC), state.ownersFile())) {
      while (text.hasRemaining()) {
        channel.write(text);
      }
      state.force();
    } catch (FileAlreadyExistsException e) {
      return;
    }
  }
}
