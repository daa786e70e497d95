package dev.molly.contract;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// How many tests ran on each engine and with each tool.
///
/// @param ran also those on which none ran
/// @param whyNone why a test was skipped
/// @param lax where tests found an engine too lax for what they would have asserted
/// @param leftOut the tests that this run leaves out: see [DeepTests]
record EngineTotals(
    SortedMap<String, Integer> ran,
    Map<String, String> whyNone,
    Map<String, Set<String>> lax,
    Set<String> leftOut) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static EngineTotals none() {
    return new EngineTotals(new TreeMap<>(), new HashMap<>(), new HashMap<>(), new TreeSet<>());
  }

  /// Of all JVMs that wrote into a folder.
  static EngineTotals read(Path folder) {
    EngineTotals sum = none();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        sum.add(JSON.readValue(file.toFile(), EngineTotals.class));
      }
      return sum;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(EngineTotals more) {
    more.ran.forEach((engine, tests) -> ran.merge(engine, tests, Integer::sum));
    whyNone.putAll(more.whyNone);
    more.lax.forEach(
        (engine, found) -> lax.computeIfAbsent(engine, name -> new TreeSet<>()).addAll(found));
    leftOut.addAll(more.leftOut);
  }

  /// As this JVM's, instead of what it wrote before.
  void write(Path folder) {
    try {
      Files.createDirectories(folder);
      JSON.writeValue(folder.resolve(ProcessHandle.current().pid() + ".json").toFile(), this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `contract: localstack 0 run (no Docker), moto 51 run (2 lax: ...), terraform 5 run`, and what
  /// was left out.
  List<String> lines() {
    var lines = Stream.<String>builder();
    if (!ran.isEmpty()) {
      lines.add(ran.keySet().stream().map(this::words).collect(joining(", ", "contract: ", "")));
    }
    if (!leftOut.isEmpty()) {
      lines.add("left out, " + DeepTests.REASON + ": " + String.join(", ", leftOut));
    }
    return lines.build().toList();
  }

  private String words(String engine) {
    int tests = ran.getOrDefault(engine, 0);
    Set<String> found = lax.getOrDefault(engine, Set.of());
    if (tests == 0) {
      return engine + " 0 run (" + whyNone.getOrDefault(engine, "nothing to run") + ")";
    }
    return "%s %d run%s"
        .formatted(
            engine, tests, found.isEmpty() ? "" : " (" + found.size() + " lax: " + found + ")");
  }
}
