package dev.molly.report.format;

import dev.molly.model.AccountDirectory;
import dev.molly.model.AccountRegion;
import dev.molly.model.ResourceRef;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lines of text, wrapped to a display. All text is made visible here, so that no text from AWS
/// reaches a terminal in another way.
public final class TextPage {
  private static final int NARROWEST = 40;
  private static final int ENTRY = 10;
  private static final int HANG = 4;
  private static final int GUTTER = 2;

  /// The places where a line may be broken: not between `molly` and its command, nor between an
  /// option and its value.
  private static final Pattern BREAKS = Pattern.compile("(?<!--[a-z-]{1,20}|\\bmolly) +");

  /// The beginning of a command in a sentence.
  private static final Pattern COMMAND =
      Pattern.compile("\\b(?:molly (?:journal |shim |sandbox |freeze )?|aws )[a-z][a-z0-9-]*");

  /// A placeholder for an id or a file: a command with a placeholder cannot be pasted anyway.
  private static final Pattern PLACEHOLDER =
      Pattern.compile("(?<= )[A-Z]{2,}(?:-[A-Z]+)*(?= |$)|\\.\\.\\.");

  /// A command that ends a sentence, or is all of it.
  private static final Pattern LAST_COMMAND =
      Pattern.compile(
          "(?:^|(?<=: ))(?:molly [a-z](?:'[^']*+'|\"[^\"]*+\"|[;,](?=\\S)|[^;,('\"]++)*|aws"
              + " [a-z].*|test \"\\$\\(aws .*)$");

  private final Writer out;
  private final TextDisplay display;
  private final int width;

  public TextPage(Writer out, TextDisplay display) {
    this.out = out;
    this.display = display;
    this.width = Math.max(display.width(), NARROWEST);
  }

  /// The style of a piece of text, on a display that has colours.
  public enum Style {
    PLAIN(""),
    STRONG("1"),
    RED("31"),
    BOLD_RED("1;31"),
    YELLOW("33"),
    BOLD_YELLOW("1;33"),
    CYAN("36");

    private final String code;

    Style(String code) {
      this.code = code;
    }

    private String paint(String text) {
      return this == PLAIN || text.isEmpty() ? text : "\033[" + code + "m" + text + "\033[0m";
    }
  }

  public void blank() throws IOException {
    out.write('\n');
  }

  /// Writes a line that is never broken: an id or a command, which users copy.
  public void line(int indent, Style ink, String text) throws IOException {
    print(indent, ink, PrintableText.of(text), "");
  }

  /// Writes prose, wrapped.
  public void words(int indent, String text) throws IOException {
    for (String line : wrap(PrintableText.of(text), width - indent, 0)) {
      print(indent, Style.PLAIN, line, "");
    }
  }

  /// Writes a styled label followed by prose; the following lines are indented more.
  public void labelled(int indent, Style ink, String label, String text) throws IOException {
    String head = PrintableText.of(label);
    List<String> lines = wrap(head + PrintableText.of(text), width - indent, HANG);
    String first = lines.getFirst();
    int painted = Math.min(head.length(), first.length());
    print(indent, ink, first.substring(0, painted), first.substring(painted));
    for (String line : lines.subList(1, lines.size())) {
      print(indent + HANG, Style.PLAIN, line, "");
    }
  }

  /// Writes a short label, and prose in a column of its own.
  public void entry(String label, String text) throws IOException {
    String head = padded(label);
    for (String line : wrap(PrintableText.of(text), width - ENTRY, 0)) {
      print(0, Style.STRONG, head, line);
      head = " ".repeat(ENTRY);
    }
  }

  /// Writes a short label, and a command, which is never broken.
  public void command(String label, String command) throws IOException {
    print(0, Style.STRONG, padded(label), PrintableText.of(display.invocation().command(command)));
  }

  /// Returns a text in which molly's commands have the context options they need for the reader
  /// of this page.
  public String complete(String text) {
    return display.invocation().complete(text);
  }

  /// Returns the command that produced this page.
  public Invocation invocation() {
    return display.invocation();
  }

  /// Writes advice with commands in it. A command that is all of the text, or its end, is never
  /// broken: it has a line of its own if it does not fit.
  public void advice(int indent, String label, String text) throws IOException {
    String advice = complete(text);
    Matcher command = LAST_COMMAND.matcher(advice);
    boolean fits = indent + columns(label) + 1 + columns(advice) <= width;
    if (fits || !command.find()) {
      labelled(indent, Style.STRONG, label, " " + advice);
      return;
    }
    String before = advice.substring(0, command.start()).strip();
    labelled(indent, Style.STRONG, label, before.isEmpty() ? "" : " " + before);
    line(indent + HANG, Style.CYAN, command.group());
  }

  private static String padded(String label) {
    return label + " ".repeat(Math.max(1, ENTRY - label.length()));
  }

  /// Writes an id with a name beside it, or below it if both do not fit.
  public void pair(int indent, String id, int idWidth, String name) throws IOException {
    String head = PrintableText.of(id);
    String tail = PrintableText.of(name);
    String gap = " ".repeat(Math.max(0, idWidth - columns(head)) + 2);
    if (tail.isEmpty() || tail.equals(head)) {
      print(indent, Style.STRONG, head, "");
    } else if (indent + columns(head) + gap.length() + columns(tail) <= width) {
      print(indent, Style.STRONG, head, gap + tail);
    } else {
      print(indent, Style.STRONG, head, "");
      words(indent + 2, tail);
    }
  }

  /// A resource and its description in a table.
  public record Row(String id, String name, String said) {
    /// Returns a row; its name is left out if it equals the id.
    public static Row of(ResourceRef resource, String said) {
      String name = resource.name().equals(resource.identifier()) ? "" : resource.name();
      return new Row(
          PrintableText.of(resource.identifier()), PrintableText.of(name), PrintableText.of(said));
    }
  }

  /// The widths of the columns of some rows.
  record Columns(int id, int name) {}

  /// Returns columns as wide as the widest cell, without regard to names that leave no room.
  public Columns columns(int indent, List<Row> rows) {
    int id = rows.stream().mapToInt(row -> columns(row.id())).max().orElse(0);
    int said = rows.stream().mapToInt(row -> columns(row.said())).max().orElse(0);
    int room = width - indent - id - said - 2 * GUTTER;
    int name =
        rows.stream().mapToInt(row -> columns(row.name())).filter(n -> n <= room).max().orElse(0);
    return new Columns(id, name);
  }

  /// Writes a row in its columns, or below its id if it does not fit.
  public void row(int indent, Row row, Columns columns) throws IOException {
    String name = columns.name() == 0 ? "" : cell(row.name(), columns.name());
    String line = cell(row.id(), columns.id()) + name + row.said();
    if (columns(row.name()) <= columns.name() && indent + columns(line) <= width) {
      print(indent, Style.STRONG, row.id(), line.substring(row.id().length()));
      return;
    }
    print(indent, Style.STRONG, row.id(), "");
    if (!row.name().isEmpty()) {
      // On a line of its own, a name could be mistaken for molly's own text, even for a command.
      labelled(indent + 2, Style.PLAIN, "name:", " " + row.name());
    }
    words(indent + 2, row.said());
  }

  private static String cell(String text, int wide) {
    return text + " ".repeat(Math.max(0, wide - columns(text)) + GUTTER);
  }

  /// Writes the heading of the resources of one account and region.
  public void place(AccountRegion place) throws IOException {
    place(place, AccountDirectory.EMPTY);
  }

  /// Writes the heading of a place, with the name of its account.
  public void place(AccountRegion place, AccountDirectory accounts) throws IOException {
    heading("account " + accounts.label(place.account()) + ", " + place.region());
  }

  /// Writes a heading with a line drawn to the edge of the page.
  public void heading(String text) throws IOException {
    String line = "=".repeat(Math.max(3, width - columns(text) - 4));
    print(0, Style.STRONG, "== " + PrintableText.of(text) + " " + line, "");
  }

  private void print(int indent, Style ink, String painted, String plain) throws IOException {
    out.write(" ".repeat(indent));
    String first = painted.isBlank() ? painted : withoutCommand(painted);
    out.write(display.color() ? ink.paint(first) : first);
    out.write(painted.isBlank() ? withoutCommand(plain) : plain);
    out.write('\n');
  }

  /// Returns the beginning of a line, which must not be a command to the runner of a CI job: GitHub
  /// Actions carries out a line that begins with `::`, also after blanks (`ActionCommand` in
  /// actions/runner).
  private static String withoutCommand(String text) {
    return text.stripLeading().startsWith("::") ? text.replaceFirst(":", "\\\\u003a") : text;
  }

  /// Returns lines of at most `room` columns, the second and later ones `hang` less, for their
  /// indent. A longer word stays whole on a line of its own.
  private static List<String> wrap(String text, int room, int hang) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    int used = 0;
    int count = 0;
    for (String word : unbroken(text.strip())) {
      int wide = columns(word);
      int limit = lines.isEmpty() ? room : room - hang;
      if (used > 0 && used + 1 + wide > limit) {
        lines.add(count == 1 ? alone(line.toString()) : line.toString());
        line.setLength(0);
        used = 0;
        count = 0;
      }
      if (used > 0) {
        line.append(' ');
        used++;
      }
      line.append(word);
      used += wide;
      count++;
    }
    lines.add(line.toString());
    return lines;
  }

  /// Returns a command that has a line of its own without a trailing comma.
  private static String alone(String word) {
    return COMMAND.matcher(word).lookingAt() ? word.replaceFirst("[,;]$", "") : word;
  }

  /// Returns the words of a text. A command is one word, however long: a broken command cannot
  /// be pasted.
  private static List<String> unbroken(String text) {
    var words = new ArrayList<String>();
    Matcher gap = BREAKS.matcher(text);
    Matcher command = COMMAND.matcher(text);
    int from = 0;
    int start = text.length();
    int end = 0;
    while (gap.find()) {
      while (end <= gap.start() && command.find(end)) {
        start = command.start();
        end = ShellWordSplitter.inSentence(text, command.end()).endOfCommand(command.end());
        if (PLACEHOLDER.matcher(text.substring(start, end)).find()) {
          start = end;
        }
      }
      if (gap.start() < start || gap.start() >= end) {
        words.add(text.substring(from, gap.start()));
        from = gap.end();
      }
    }
    words.add(text.substring(from));
    return words;
  }

  /// Returns the number of columns that a text takes on a terminal, accurate enough for
  /// wrapping: two for wide scripts and for emoji.
  public static int columns(String text) {
    return text.codePoints().map(TextPage::columns).sum();
  }

  private static int columns(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return switch (Character.UnicodeScript.of(codePoint)) {
      case HAN, HANGUL, HIRAGANA, KATAKANA -> 2;
      default -> Character.isEmojiPresentation(codePoint) ? 2 : 1;
    };
  }
}
