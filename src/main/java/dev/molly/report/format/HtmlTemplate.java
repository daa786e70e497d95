package dev.molly.report.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page or a part of one, with placeholders such as `{{name}}`. It is split at its
/// placeholders once, and inserted text is never searched for placeholders: text from AWS cannot
/// fill another one.
public final class HtmlTemplate {
  private static final Pattern HOLE = Pattern.compile("\\{\\{([a-zA-Z]+)}}");

  private final String name;
  private final List<String> pieces = new ArrayList<>();
  private final List<String> holes = new ArrayList<>();

  private HtmlTemplate(String name) {
    this.name = name;
    String text = resource(name);
    Matcher hole = HOLE.matcher(text);
    int end = 0;
    while (hole.find()) {
      pieces.add(text.substring(end, hole.start()));
      holes.add(hole.group(1));
      end = hole.end();
    }
    pieces.add(text.substring(end));
  }

  /// The content of a placeholder, written in its turn, so that a long list is never held in
  /// memory as a whole.
  @FunctionalInterface
  public interface Part {
    void write(Writer out) throws IOException;

    /// Returns text, escaped for HTML, for an element or a quoted attribute.
    static Part text(String text) {
      return out -> out.write(escape(text));
    }

    /// Returns markup, which is written unchanged.
    static Part markup(String markup) {
      return out -> out.write(markup);
    }
  }

  /// Returns the template with this name in the `report` folder of the jar.
  public static HtmlTemplate named(String name) {
    return new HtmlTemplate(name);
  }

  public void fill(Writer out, Map<String, Part> parts) throws IOException {
    for (int i = 0; i < holes.size(); i++) {
      out.write(pieces.get(i));
      Part part = parts.get(holes.get(i));
      if (part == null) {
        throw new IllegalStateException(name + " has nothing for {{" + holes.get(i) + "}}");
      }
      part.write(out);
    }
    out.write(pieces.getLast());
  }

  public static String resource(String name) {
    try (InputStream in = HtmlTemplate.class.getResourceAsStream("/report/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the jar has no report/" + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns text that is safe in an element and in a quoted attribute, and visible: see
  /// [PrintableText].
  static String escape(String text) {
    return PrintableText.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
