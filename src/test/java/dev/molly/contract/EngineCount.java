package dev.molly.contract;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/// Counts the tests that ran on each engine, and with each tool. The Maven build runs tests in
/// several JVMs, whose counts [EnginesRanIT] adds and prints; elsewhere they are printed at the
/// end.
///
/// A test runs on the engines, and with the tools, whose names it or its class has as tags. It did
/// not run when it was skipped, for want of the engine or because the engine is too lax to show
/// what it is about. What a run leaves out, because it takes minutes, is named too: see
/// [DeepTests].
public final class EngineCount implements TestExecutionListener {
  /// The folder for the counts of all JVMs of one build.
  static final Optional<Path> OF_THE_BUILD =
      Optional.ofNullable(System.getProperty("molly.counts")).map(Path::of);

  private static final List<String> ENGINES =
      List.of(
          Engine.SIMULATOR,
          Engine.MOTO,
          Engine.LOCALSTACK,
          Engine.CEPH,
          Required.TERRAFORM,
          Required.CHROMIUM,
          Required.AWS_CLI_2);

  private static final EngineTotals TOTALS = EngineTotals.none();

  private final Map<String, Set<String>> engines = new ConcurrentHashMap<>();

  /// What has run so far.
  static EngineTotals totals() {
    return OF_THE_BUILD.map(EngineTotals::read).orElse(TOTALS);
  }

  /// An engine was found to be lax where a test would have asserted more.
  static void met(String engine, EngineDeviation lax) {
    synchronized (TOTALS) {
      TOTALS.lax().computeIfAbsent(engine, name -> new TreeSet<>()).add(lax.name());
    }
  }

  /// A class comes before its tests; those that are made while it runs have no tags of their own.
  @Override
  public void executionStarted(TestIdentifier started) {
    Set<String> all = engines(started);
    engines.put(started.getUniqueId(), all);
    synchronized (TOTALS) {
      all.forEach(engine -> TOTALS.ran().putIfAbsent(engine, 0));
    }
  }

  private Set<String> engines(TestIdentifier test) {
    var all =
        new TreeSet<>(
            test.getParentId().map(id -> engines.getOrDefault(id, Set.of())).orElse(Set.of()));
    test.getTags().stream().map(TestTag::getName).filter(ENGINES::contains).forEach(all::add);
    return all;
  }

  @Override
  public void executionFinished(TestIdentifier finished, TestExecutionResult result) {
    synchronized (TOTALS) {
      for (String engine : engines.getOrDefault(finished.getUniqueId(), Set.of())) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
          result
              .getThrowable()
              .ifPresent(e -> TOTALS.whyNone().put(engine, String.valueOf(e.getMessage())));
        } else if (finished.isTest()) {
          TOTALS.ran().merge(engine, 1, Integer::sum);
        }
      }
    }
  }

  @Override
  public void executionSkipped(TestIdentifier skipped, String reason) {
    if (reason.contains(DeepTests.REASON)) {
      synchronized (TOTALS) {
        TOTALS
            .leftOut()
            .add(skipped.getSource().map(EngineCount::name).orElse(skipped.getDisplayName()));
      }
    }
  }

  private static String name(TestSource source) {
    return switch (source) {
      case ClassSource type -> simple(type.getClassName());
      case MethodSource method -> simple(method.getClassName()) + "." + method.getMethodName();
      default -> source.toString();
    };
  }

  private static String simple(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    synchronized (TOTALS) {
      OF_THE_BUILD.ifPresentOrElse(
          TOTALS::write, () -> TOTALS.lines().forEach(System.out::println));
    }
  }
}
