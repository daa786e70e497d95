package dev.molly.cli;

import dev.molly.model.AccountRegion;
import dev.molly.model.KindId;
import dev.molly.model.ScanProgressListener;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/// Prints the progress of a scan to stderr: a bar on a terminal, elsewhere a line every few
/// seconds.
final class ScanProgress implements ScanProgressListener, AutoCloseable {
  private static final Duration BAR_EVERY = Duration.ofMillis(150);
  private static final Duration LINE_EVERY = Duration.ofSeconds(5);

  private final LongSupplier calls;
  private final long startNanos = System.nanoTime();
  private final AtomicLong listings = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong listed = new AtomicLong();
  private final AtomicLong seen = new AtomicLong();
  private final AtomicLong judged = new AtomicLong();
  private final AtomicReference<String> last = new AtomicReference<>("entering the accounts");
  private final ProgressGauge gauge;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("progress").factory());

  ScanProgress(Terminal terminal, LongSupplier calls) {
    this.calls = calls;
    this.gauge =
        terminal.errShows() && !terminal.outputSettings().isQuiet()
            ? new ProgressBarGauge(terminal)
            : new ProgressLineGauge(terminal);
    long every = (terminal.errShows() ? BAR_EVERY : LINE_EVERY).toMillis();
    if (!terminal.outputSettings().isQuiet()) {
      var _ = ticker.scheduleAtFixedRate(this::show, every, every, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void listings(int count) {
    listings.set(count);
  }

  @Override
  public void listing(AccountRegion target, KindId kind) {
    last.set("listing " + kind + " in " + target);
  }

  @Override
  public void listed(AccountRegion target, KindId kind) {
    listed.incrementAndGet();
  }

  @Override
  public void seen() {
    seen.incrementAndGet();
  }

  @Override
  public void judged() {
    judged.incrementAndGet();
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    gauge.close();
  }

  /// Shows the progress, with a total only once everything is listed: before that the total
  /// grows, and a percentage would decrease.
  void show() {
    boolean all = allListed();
    gauge.show(judged.get(), all ? OptionalLong.of(seen.get()) : OptionalLong.empty(), words(all));
  }

  private boolean allListed() {
    return listed.get() >= listings.get();
  }

  private String words(boolean all) {
    return "%s, %d calls%s"
        .formatted(all ? "all listed" : last.get(), calls.getAsLong(), left(all));
  }

  /// Returns the remaining time, extrapolated from the pace so far; known only after everything
  /// is listed.
  private String left(boolean allListed) {
    long done = judged.get();
    if (!allListed || done == 0) {
      return "";
    }
    double perResource = (System.nanoTime() - startNanos) / (double) done;
    long seconds = Math.round(perResource * (seen.get() - done) / 1e9);
    return seconds < 60 ? ", " + seconds + " s left" : ", " + (seconds + 30) / 60 + " min left";
  }
}
