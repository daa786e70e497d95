package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadPropertiesTest {
  private static final String NAME = "molly.test.thread";

  @AfterEach
  void leaveNothing() {
    ThreadProperties.clear();
  }

  @Test
  void holdInTheThreadAndInThoseThatItStarts() throws ExecutionException, InterruptedException {
    ThreadProperties.set(Map.of(NAME, "own"));

    assertThat(System.getProperty(NAME)).isEqualTo("own");
    try (var started = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(started.submit(() -> System.getProperty(NAME)).get()).isEqualTo("own");
    }
    assertThat(System.getProperty("java.version")).isNotBlank();
  }

  @Test
  void anotherThreadHasItsOwn() throws ExecutionException, InterruptedException {
    try (var other = Executors.newSingleThreadExecutor()) {
      Future<?> set = other.submit(() -> ThreadProperties.set(Map.of(NAME, "other")));
      set.get();
      ThreadProperties.set(Map.of(NAME, "own"));

      assertThat(other.submit(() -> System.getProperty(NAME)).get()).isEqualTo("other");
      assertThat(System.getProperty(NAME)).isEqualTo("own");
    }
  }

  @Test
  void areGoneWhenTheyAreCleared() {
    ThreadProperties.set(Map.of(NAME, "own"));

    ThreadProperties.clear();

    assertThat(System.getProperties().containsKey(NAME)).isFalse();
    assertThat(System.getProperty(NAME)).isNull();
  }
}
