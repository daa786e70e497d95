package dev.molly.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.guard.Freeze;
import dev.molly.model.UserError;
import dev.molly.text.FailureReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// The incident freeze: it is turned on by a user and applies to every Molly process with the
/// same state folder until it is turned off or expires.
public final class FreezeFile {
  private final PrivateFolder state;
  private final Path file;

  /// @param folder the state folder
  public FreezeFile(Path folder) {
    this.state = new PrivateFolder(folder);
    this.file = state.file("freeze.json");
  }

  /// Turns a freeze on, replacing an existing one.
  ///
  /// @throws UserError if it cannot be written, in which case the freeze is not on
  public void set(Freeze freeze) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("why", freeze.why()).put("from", freeze.from().toString());
    freeze.until().ifPresent(until -> json.put("until", until.toString()));
    try {
      state.make();
      state.replace(file, (StrictJsonFields.text(json) + "\n").getBytes(US_ASCII));
    } catch (IOException e) {
      throw cannot("the freeze was not put on", e);
    }
  }

  /// Turns the freeze off, if one is on.
  ///
  /// @throws UserError if this fails, in which case the freeze is still on
  public void clear() {
    state.check();
    try {
      if (Files.deleteIfExists(file)) {
        state.force();
      }
    } catch (IOException e) {
      throw cannot("the freeze is still on", e);
    }
  }

  private UserError cannot(String so, IOException e) {
    return new UserError(
        "%s: %s cannot be written (%s); make the state folder writable and try again"
            .formatted(so, file, FailureReason.of(e)),
        e);
  }

  /// Returns the freeze that was turned on, whether or not it has expired. An unreadable file
  /// counts as a freeze without an end, with the read error as its reason.
  public Optional<Freeze> read() {
    Optional<FileOwnership.Problem> unsafe = state.found();
    if (unsafe.isPresent()) {
      // 'molly freeze off' refuses such a folder.
      return Optional.of(unreadable(unsafe.get().text(), unsafe.get().remedy()));
    }
    try {
      var text = US_ASCII.newDecoder().decode(ByteBuffer.wrap(state.read(file)));
      return Optional.of(freeze(StrictJsonFields.of(text.toString())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(unreadable(FailureReason.of(e), Freeze.OFF));
    } catch (IllegalArgumentException e) {
      return Optional.of(
          unreadable(String.valueOf(e.getMessage()).replaceAll("\\p{C}", "?"), Freeze.OFF));
    }
  }

  private static Freeze freeze(StrictJsonFields fields) {
    var freeze =
        new Freeze(
            fields.text("why"), fields.instant("from"), fields.maybeInstant("until"), Freeze.OFF);
    fields.noMore();
    return freeze;
  }

  private Freeze unreadable(String why, String end) {
    return new Freeze(
        "%s cannot be read, which counts as one (%s)".formatted(file, why),
        Instant.EPOCH,
        Optional.empty(),
        end);
  }
}
