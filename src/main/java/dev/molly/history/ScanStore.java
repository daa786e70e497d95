package dev.molly.history;

import dev.molly.model.UserError;
import java.util.List;
import java.util.Optional;

/// The files that scans keep for later ones, by their paths: `history/1a2b/last.jsonl`.
public interface ScanStore {
  /// Returns the content of a file; empty if there is none.
  ///
  /// @throws UserError if it cannot be read, as a sentence that begins with its name
  Optional<byte[]> read(String file);

  /// Writes a file in place of the one before. A reader sees the old or the new one.
  ///
  /// @throws UserError if it cannot be written, as a sentence; also if another scan has written
  ///     it since it was read, where the store notices
  void replace(String file, byte[] content);

  /// Writes a file of a series, and forgets the first ones by name.
  ///
  /// @param ending what the names of the series end with
  /// @param most the number of files of the series that stay
  /// @throws UserError if it cannot be written, as a sentence
  void add(String file, byte[] content, String ending, int most);

  /// Returns the names of all that is in a folder, in order; none if there is no such folder.
  ///
  /// @throws UserError if it cannot be read
  List<String> list(String folder);

  /// Returns whether the store notices what another scan has written since.
  boolean isConditional();

  /// Returns the name of a file as messages have it.
  String shown(String file);
}
