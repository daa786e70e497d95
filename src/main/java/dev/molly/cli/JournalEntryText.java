package dev.molly.cli;

import dev.molly.journal.JournalEntry;
import dev.molly.plan.Change;
import dev.molly.report.format.PrintableText;

/// Formats one journal entry as text.
final class JournalEntryText {
  /// The maximum length of a printed setting: a bucket policy is a setting too, and does not fit
  /// on a line.
  private static final int LONG = 60;

  private JournalEntryText() {}

  static String of(JournalEntry entry) {
    return PrintableText.of(entry.at() + " " + words(entry));
  }

  private static String words(JournalEntry entry) {
    return switch (entry) {
      case JournalEntry.RunStarted began ->
          began.command()
              + began.undoes().map(run -> " of run " + run).orElse("")
              + " began as "
              + String.join(", ", began.callers());
      case JournalEntry.Intent intent -> intent.step() + " will " + change(intent.change());
      case JournalEntry.Outcome outcome ->
          outcome.step()
              + " "
              + outcome.result().word()
              + (outcome.detail().isEmpty() ? "" : ": " + outcome.detail());
      case JournalEntry.Notice notice ->
          "%d told the owner of %s (%s) by %s: %s"
              .formatted(
                  notice.step(),
                  notice.resource().identifier(),
                  notice.resource().name(),
                  notice.channel(),
                  notice.receipt());
      case JournalEntry.RunFinished ended -> "ended: " + ended.detail();
    };
  }

  private static String change(Change change) {
    return "set %s of %s (%s): %s -> %s"
        .formatted(
            change.control(),
            change.resource().identifier(),
            change.resource().name(),
            brief(change.from()),
            brief(change.to()));
  }

  private static String brief(String setting) {
    if (setting.isEmpty()) {
      return "none";
    }
    return setting.length() > LONG ? setting.length() + " characters" : setting;
  }
}
