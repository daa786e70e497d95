package dev.molly.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a journal's file holds: lines that follow from each other, up to its end or to the first
/// that does not.
///
/// @param entries what the lines say
/// @param last the hash of the last of them
/// @param length how long they are together, in bytes
/// @param sealed whether the first line shows that the run was begun in this state folder
/// @param torn whether the beginning of one more line stands after them
/// @param broken what is wrong with the line after them, going on from "line 7 of some file "
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

  /// Reads a file. A line without its end is torn, be it ever so whole: whoever wrote it was not
  /// yet told that it is there.
  static HashChain of(byte[] file) {
    return of(file, JournalLine.START);
  }

  /// The same, of a run with a seal: its first line follows from that, or from nothing, as all did
  /// before there were seals.
  static HashChain of(byte[] file, String seal) {
    // One character for each byte, so that a place in the text is one in the file.
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

  /// Whether the last line says that the run is over.
  boolean ended() {
    return !entries.isEmpty() && entries.getLast() instanceof JournalEntry.RunFinished;
  }
}
