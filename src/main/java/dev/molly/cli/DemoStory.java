package dev.molly.cli;

import dev.molly.report.format.TextDisplay;
import java.io.IOException;
import java.io.Writer;

/// The story that `molly demo` prints.
public interface DemoStory {
  void tell(Writer out, TextDisplay display) throws IOException;
}
