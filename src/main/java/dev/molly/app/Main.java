package dev.molly.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/// The command line's entry.
public final class Main {
  /// How long Ctrl-C waits for a write at hand to be done and written down.
  private static final long PATIENCE_SECONDS = 60;

  private Main() {}

  public static void main(String[] arguments) {
    var ending = new Ending();
    var interrupted = new Thread(ending);
    Runtime.getRuntime().addShutdownHook(interrupted);
    int code = App.ofProcess(ending).execute(arguments);
    ending.over();
    if (ended(interrupted)) {
      System.exit(code);
    }
  }

  /// Whether the command came to its end before anybody interrupted it.
  private static boolean ended(Thread interrupted) {
    try {
      return Runtime.getRuntime().removeShutdownHook(interrupted);
    } catch (IllegalStateException shuttingDown) {
      return false;
    }
  }

  /// What Ctrl-C does: Java would end the process at once, with exit code 130, and say nothing. A
  /// run that writes asks after each write whether it is to end, and is waited for.
  private static final class Ending implements Runnable, BooleanSupplier {
    private final AtomicBoolean wanted = new AtomicBoolean();
    private final AtomicBoolean writing = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);

    @Override
    public boolean getAsBoolean() {
      writing.set(true);
      return wanted.get();
    }

    @Override
    public void run() {
      wanted.set(true);
      if (!writing.get()) {
        System.err.println(
            "molly: interrupted before it was done; what it had found is not reported.");
        return;
      }
      System.err.println(
          "molly: interrupted; the write at hand is finished and written down first");
      try {
        boolean _ = over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void over() {
      over.countDown();
    }
  }
}
