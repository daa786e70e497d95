package dev.molly.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The content of a journal's file: the valid chain of lines, up to the end of the file or to
/// the first line that breaks the chain.
///
/// @param entries the entries of the lines
/// @param last the hash of the last line
/// @param length the total length of the lines, in bytes
/// @param sealed whether the first line shows that the run was begun in this state folder
/// @param torn whether an incomplete line follows them
/// @param broken the error in the line after them, as a continuation of "line 7 of some file "
record HashChain(
    List<JournalEntry> entries,
    String last,
    long length,
    boolean sealed,
    boolean torn,
    Optional<String> broken) {
  HashChain {
    entries = List.copyOf(entries);
  }

  /// Reads a file. A line without its newline is torn, even if it is otherwise complete: its
  /// writer has not yet received the confirmation of the write.
  static HashChain of(byte[] file) {
    return of(file, JournalLine.START);
  }

  /// Reads a file of a run with a seal: its first line follows from the seal, or from nothing,
  /// as in journals from before seals were introduced.
  static HashChain of(byte[] file, String seal) {
    // One character for each byte, so that an offset in the text is an offset in the file.
    String text = new String(file, ISO_8859_1);
    var entries = new ArrayList<JournalEntry>();
    String last = seal;
    boolean sealed = !seal.equals(JournalLine.START);
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      try {
        JournalLine line = JournalLine.parse(text.substring(from, end));
        if (entries.isEmpty() && line.previous().equals(JournalLine.START)) {
          sealed = false;
          last = JournalLine.START;
        }
        if (!line.previous().equals(last)) {
          throw new IllegalArgumentException(
              entries.isEmpty()
                  ? "is not the first that was written, or was written in another state folder"
                  : "does not follow from line " + entries.size());
        }
        entries.add(line.entry());
        last = line.hash();
      } catch (IllegalArgumentException e) {
        return new HashChain(
            entries, last, from, false, false, Optional.of(String.valueOf(e.getMessage())));
      }
      from = end + 1;
    }
    return new HashChain(entries, last, from, sealed, from < text.length(), Optional.empty());
  }

  /// Returns whether the last line ends the run.
  boolean ended() {
    return !entries.isEmpty() && entries.getLast() instanceof JournalEntry.RunFinished;
  }
}
