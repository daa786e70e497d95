package dev.molly.report.trend;

import dev.molly.history.ScanTotals.Counts;
import dev.molly.history.ScanTotals.Grouping;
import dev.molly.history.Trend;
import dev.molly.history.Trend.Day;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.TextDisplay;
import dev.molly.report.format.TextPage;
import dev.molly.report.format.TextPage.Style;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.function.Function;

/// The trend for users: a line for each day, with a bar for what was open. Severities are
/// columns; kinds and accounts, of which there may be many, follow each other.
public final class TrendText {
  private static final int INDENT = 2;
  private static final int LONGEST_BAR = 30;
  private static final int MOST_GROUPS = 20;

  private final TextDisplay display;

  public TrendText(TextDisplay display) {
    this.display = display;
  }

  /// Writes the trend.
  ///
  /// @param others the number of other scopes with a history
  public void render(Trend trend, int others, Writer out) throws IOException {
    var page = new TextPage(out, display);
    page.words(0, "The history of " + trend.scope().words() + ".");
    page.blank();
    if (trend.by() == Grouping.SEVERITY) {
      table(page, trend, trend.groups(), Day::all);
    } else {
      groups(page, trend);
    }
    notes(page, trend);
    if (others > 0) {
      page.advice(0, ReportPhrases.count(others, "other scope") + ":", "molly trend --list");
    }
    out.flush();
  }

  private void groups(TextPage page, Trend trend) throws IOException {
    for (String group : trend.groups().stream().limit(MOST_GROUPS).toList()) {
      page.line(0, Style.STRONG, group);
      table(page, trend, List.of(), day -> day.of(group));
    }
    int more = trend.groups().size() - MOST_GROUPS;
    if (more > 0) {
      page.words(0, more + " more with fewer open findings are in --format csv and json.");
      page.blank();
    }
  }

  private void table(TextPage page, Trend trend, List<String> columns, Function<Day, Counts> counts)
      throws IOException {
    var head = new StringBuilder("%-10s".formatted("day"));
    columns.forEach(column -> head.append("%9s".formatted(column)));
    page.line(INDENT, Style.STRONG, head + "%9s%6s%6s".formatted("open", "new", "fixed"));
    long most = trend.days().stream().mapToLong(day -> counts.apply(day).open()).max().orElse(0);
    for (Day day : trend.days()) {
      Counts of = counts.apply(day);
      var line = new StringBuilder(day.date().toString());
      columns.forEach(column -> line.append("%9d".formatted(day.of(column).open())));
      line.append("%9s".formatted(of.open() + (day.complete() ? "" : "*")));
      line.append("%6s%6s  ".formatted(known(day, of.appeared()), known(day, of.fixed())));
      int room = Math.clamp(display.width() - INDENT - line.length(), 0, LONGEST_BAR);
      line.append("#".repeat(most == 0 ? 0 : (int) (of.open() * room / most)));
      page.line(INDENT, Style.PLAIN, line.toString().stripTrailing());
    }
    page.blank();
  }

  /// Returns a number that only compared scans know.
  private static String known(Day day, long count) {
    return day.compared() ? "" + count : count == 0 ? "-" : count + "+";
  }

  private static void notes(TextPage page, Trend trend) throws IOException {
    if (trend.days().stream().anyMatch(day -> !day.complete())) {
      page.words(
          0, "*: not everything could be read in the last scan of the day: more may be open.");
    }
    long notSeen = trend.days().getLast().notSeen();
    if (notSeen > 0) {
      page.words(
          0,
          ReportPhrases.count(notSeen, "finding")
              + " could not be looked at again on the last day, and may be open as before.");
    }
    if (trend.days().stream().anyMatch(day -> !day.compared())) {
      page.words(0, "- and +: not every scan of the day had one before it to compare with.");
    }
  }
}
