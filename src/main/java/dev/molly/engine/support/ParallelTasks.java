package dev.molly.engine.support;

import java.util.Collection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Does things side by side, so many at a time; closing it waits for all of them. What one of them
/// throws is thrown then: nothing that was begun is lost without a word.
public final class ParallelTasks implements AutoCloseable {
  /// How many looks at one resource each are under way at a time.
  private static final int LOOKS = 64;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicReference<Throwable> broken = new AtomicReference<>();
  private final Semaphore places;

  private ParallelTasks(int places) {
    this.places = new Semaphore(places);
  }

  /// For looks at one resource each.
  public static ParallelTasks forReads() {
    return new ParallelTasks(LOOKS);
  }

  /// Does something with each, all of them side by side however many they are.
  public static <T> void all(Collection<T> things, Consumer<T> task) {
    each(new ParallelTasks(Math.max(1, things.size())), things, task);
  }

  /// Looks at each.
  public static <T> void each(Collection<T> things, Consumer<T> look) {
    each(forReads(), things, look);
  }

  private static <T> void each(ParallelTasks tasks, Collection<T> things, Consumer<T> task) {
    try (tasks) {
      things.forEach(each -> tasks.submit(() -> task.accept(each)));
    }
  }

  /// Begins one, as soon as there is a place.
  public void submit(Runnable task) {
    places.acquireUninterruptibly();
    threads.execute(
        () -> {
          try {
            task.run();
          } catch (RuntimeException | Error e) {
            broken.compareAndSet(null, e);
          } finally {
            places.release();
          }
        });
  }

  @Override
  public void close() {
    threads.close();
    switch (broken.get()) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException e -> throw e;
      default -> throw new IllegalStateException(broken.get());
    }
  }
}
