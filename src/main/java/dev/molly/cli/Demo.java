package dev.molly.cli;

import dev.molly.report.Display;
import java.io.IOException;
import java.io.Writer;

/// The story that `molly demo` tells.
public interface Demo {
  void tell(Writer out, Display display) throws IOException;
}
