package dev.molly.cli;

import java.io.PrintStream;
import java.util.OptionalLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/// A moving progress bar for a terminal. It disappears when the scan is done.
final class ProgressBarGauge implements ProgressGauge {
  /// The library's value for a bar of unknown length.
  private static final long UNKNOWN = -1;

  private final ProgressBar bar;

  ProgressBarGauge(Terminal terminal) {
    int width = Math.max(40, terminal.display().width());
    this.bar =
        new ProgressBarBuilder()
            .setTaskName("scan")
            .setInitialMax(UNKNOWN)
            .setStyle(ProgressBarStyle.ASCII)
            .hideEta()
            .setConsumer(new OneLine(terminal.err(), width))
            .build();
  }

  @Override
  public void show(long done, OptionalLong all, String words) {
    bar.maxHint(all.orElse(UNKNOWN));
    bar.stepTo(done);
    bar.setExtraMessage(words);
  }

  @Override
  public void close() {
    bar.close();
  }

  /// Writes over one line. The library's own consumer determines the width by native code; here
  /// the width is known.
  private record OneLine(PrintStream err, int width) implements ProgressBarConsumer {
    private static final String CLEAR_LINE = "\r\u001b[K";

    @Override
    public int getMaxRenderedLength() {
      return width - 1;
    }

    @Override
    public void accept(String rendered) {
      err.print(CLEAR_LINE + rendered);
      err.flush();
    }

    @Override
    public void close() {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }
}
