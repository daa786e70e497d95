package dev.molly.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/// Runs things side by side and waits for all of them.
final class Together {
  private Together() {}

  /// Returns when all are done. What one of them throws is thrown here, after the others are done.
  static void run(ExecutorService threads, List<? extends Runnable> tasks) {
    var running = new ArrayList<Future<?>>();
    for (Runnable task : tasks) {
      running.add(threads.submit(task));
    }
    RuntimeException first = null;
    for (Future<?> task : running) {
      try {
        task.get();
      } catch (ExecutionException e) {
        first = first == null ? unwrapped(e) : first;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
  }
}
