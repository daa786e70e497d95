package dev.molly.history;

import dev.molly.model.UserError;
import java.util.List;
import java.util.Optional;

/// A store for the files that scans write and later scans read: history, calls and cache. A file is
/// named by its path: `history/1a2b/last.jsonl`.
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

  /// Writes one more file of a series, and drops the first ones by name if there are too many.
  ///
  /// @param ending the ending of all names of the series
  /// @param most the largest number of files in the series
  /// @throws UserError if it cannot be written, as a sentence
  void add(String file, byte[] content, String ending, int most);

  /// Returns the names of the files and folders in a folder, in order; none if there is no such
  /// folder.
  ///
  /// @throws UserError if it cannot be read
  List<String> list(String folder);

  /// Returns whether [#replace] fails if another scan has written the file since it was read.
  boolean isConditional();

  /// Returns the full name of a file, for messages.
  String shown(String file);
}
