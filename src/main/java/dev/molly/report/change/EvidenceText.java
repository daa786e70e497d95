package dev.molly.report.change;

import dev.molly.model.Evidence;
import dev.molly.report.format.StatusCounts;
import dev.molly.report.format.TextDisplay;
import dev.molly.report.format.TextPage;
import dev.molly.report.format.TextPage.Style;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// Prints the evidence about a resource before it is retired: warnings first, then the unknowns,
/// then notes. Within each part, evidence on the same topic is kept together.
public final class EvidenceText {
  private static final int INDENT = 2;

  private final TextDisplay display;

  public EvidenceText(TextDisplay display) {
    this.display = display;
  }

  /// One part: all evidence of one weight.
  private enum Part {
    WARNING(Style.BOLD_RED, "Warnings", "it is in use, or something will be lost"),
    UNKNOWN(Style.BOLD_YELLOW, "Unknown", "does not prove that it is unused"),
    NOTE(Style.STRONG, "Notes", "no reason to stop");

    private final Style ink;
    private final String label;
    private final String meaning;

    Part(Style ink, String label, String meaning) {
      this.ink = ink;
      this.label = label;
      this.meaning = meaning;
    }

    private static Part of(Evidence evidence) {
      return switch (evidence) {
        case Evidence.Warning warning -> WARNING;
        case Evidence.Unknown unknown -> UNKNOWN;
        case Evidence.Note note -> NOTE;
      };
    }
  }

  /// Prints the evidence about one resource.
  public void print(List<Evidence> evidence, Writer out) throws IOException {
    print(new TextPage(out, display), 0, evidence);
    out.flush();
  }

  /// Prints the evidence about one resource on a page, below the line that names the resource.
  public static void print(TextPage page, int indent, List<Evidence> evidence) throws IOException {
    for (Part part : Part.values()) {
      List<Evidence> ofPart =
          evidence.stream()
              .filter(each -> Part.of(each) == part)
              .sorted((one, other) -> one.topic().compareTo(other.topic()))
              .toList();
      if (!ofPart.isEmpty()) {
        String many = " (" + StatusCounts.number(ofPart.size()) + "):";
        page.labelled(indent, part.ink, part.label + many, " " + part.meaning + ".");
        for (Evidence each : ofPart) {
          page.labelled(indent + INDENT, Style.STRONG, each.topic().word() + ":", " " + said(each));
        }
      }
    }
  }

  private static String said(Evidence evidence) {
    return evidence instanceof Evidence.Unknown(var topic, var sentence, var missing)
            && !missing.isEmpty()
        ? sentence + " (missing permission: " + missing + ")"
        : evidence.sentence();
  }
}
