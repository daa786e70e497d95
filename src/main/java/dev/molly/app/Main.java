package dev.molly.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/// The entry point of the command line.
public final class Main {
  /// The time that Ctrl-C waits for the current write to complete and to be recorded.
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

  /// Returns whether the command ended before it was interrupted.
  private static boolean ended(Thread interrupted) {
    try {
      return Runtime.getRuntime().removeShutdownHook(interrupted);
    } catch (IllegalStateException shuttingDown) {
      return false;
    }
  }

  /// The action of Ctrl-C: by default Java would end the process at once, with exit code 130 and
  /// without output. A run that writes checks after each write whether it is to end, and the
  /// shutdown waits for it.
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
            "molly: interrupted. No resource was changed; what was found is not reported.");
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
