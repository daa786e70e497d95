package dev.molly.cli;

import dev.molly.report.format.TextDisplay;
import java.io.IOException;
import java.io.Writer;

/// The story that `molly demo` tells.
public interface DemoStory {
  void tell(Writer out, TextDisplay display) throws IOException;
}
