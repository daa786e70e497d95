package dev.molly.report;

import dev.molly.model.Clue;
import dev.molly.report.TextPage.Ink;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// What makes somebody stop and think before a resource is retired: the reasons to stop first, then
/// what nobody knows, then the facts. In each part, clues to one topic stand together.
public final class ClueText {
  private static final int INDENT = 2;

  private final Display display;

  public ClueText(Display display) {
    this.display = display;
  }

  /// One part: all clues of one weight.
  private enum Part {
    ALARM(Ink.BOLD_RED, "STOP AND THINK", "it is in use, or something will be lost"),
    UNKNOWN(Ink.BOLD_YELLOW, "NOT KNOWN", "this is no sign that nothing uses it"),
    CALM(Ink.STRONG, "ALSO", "no reason to stop");

    private final Ink ink;
    private final String label;
    private final String meaning;

    Part(Ink ink, String label, String meaning) {
      this.ink = ink;
      this.label = label;
      this.meaning = meaning;
    }

    private static Part of(Clue clue) {
      return switch (clue) {
        case Clue.Alarm alarm -> ALARM;
        case Clue.Unknown unknown -> UNKNOWN;
        case Clue.Calm calm -> CALM;
      };
    }
  }

  /// Prints the clues to one resource.
  public void print(List<Clue> clues, Writer out) throws IOException {
    print(new TextPage(out, display), 0, clues);
    out.flush();
  }

  /// Prints the clues to one resource on a page, below what says which one it is.
  static void print(TextPage page, int indent, List<Clue> clues) throws IOException {
    for (Part part : Part.values()) {
      List<Clue> ofPart =
          clues.stream()
              .filter(clue -> Part.of(clue) == part)
              .sorted((one, other) -> one.topic().compareTo(other.topic()))
              .toList();
      if (!ofPart.isEmpty()) {
        String many = " (" + Tally.number(ofPart.size()) + "):";
        page.labelled(indent, part.ink, part.label + many, " " + part.meaning + ".");
        for (Clue clue : ofPart) {
          page.labelled(indent + INDENT, Ink.STRONG, clue.topic().word() + ":", " " + said(clue));
        }
      }
    }
  }

  private static String said(Clue clue) {
    return clue instanceof Clue.Unknown(var topic, var sentence, var missing) && !missing.isEmpty()
        ? sentence + " (missing permission: " + missing + ")"
        : clue.sentence();
  }
}
