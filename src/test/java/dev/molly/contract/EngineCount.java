package dev.molly.contract;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/// Counts the tests that ran on each engine, and with each tool, and prints it at the end:
/// `contract: localstack 0 run (no Docker), moto 51 run (2 lax: ...), terraform 5 run`.
///
/// A test runs on the engine whose name its class has as a tag. It did not run when it was skipped,
/// for want of the engine or because the engine is too lax to show what it is about. What a run
/// leaves out, because it takes minutes, is named too: see [DeepTests].
public final class EngineCount implements TestExecutionListener {
  private static final List<String> ENGINES =
      List.of(
          Engine.SIMULATOR, Engine.MOTO, Engine.LOCALSTACK, Required.TERRAFORM, Required.CHROMIUM);

  private static final Map<String, Integer> RAN = new ConcurrentSkipListMap<>();
  private static final Map<String, String> WHY_NONE = new ConcurrentHashMap<>();
  private static final Map<String, Set<Lax>> LAX = new ConcurrentHashMap<>();
  private static final Set<String> LEFT_OUT = new ConcurrentSkipListSet<>();

  private final Map<String, String> engines = new ConcurrentHashMap<>();

  /// How many tests have run on an engine so far.
  static int ran(String engine) {
    return RAN.getOrDefault(engine, 0);
  }

  /// An engine was found to be lax where a test would have asserted more.
  static void met(String engine, Lax lax) {
    LAX.computeIfAbsent(engine, name -> new ConcurrentSkipListSet<>()).add(lax);
  }

  /// A class comes before its tests; those that are made while it runs have no tags of their own.
  @Override
  public void executionStarted(TestIdentifier started) {
    engine(started)
        .ifPresent(
            engine -> {
              engines.put(started.getUniqueId(), engine);
              RAN.putIfAbsent(engine, 0);
            });
  }

  private Optional<String> engine(TestIdentifier test) {
    Optional<String> own =
        test.getTags().stream().map(TestTag::getName).filter(ENGINES::contains).findFirst();
    return own.or(() -> test.getParentId().map(engines::get));
  }

  @Override
  public void executionFinished(TestIdentifier finished, TestExecutionResult result) {
    String engine = engines.get(finished.getUniqueId());
    if (engine == null) {
      return;
    }
    if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
      result.getThrowable().ifPresent(e -> WHY_NONE.put(engine, String.valueOf(e.getMessage())));
    } else if (finished.isTest()) {
      RAN.merge(engine, 1, Integer::sum);
    }
  }

  @Override
  public void executionSkipped(TestIdentifier skipped, String reason) {
    if (reason.contains(DeepTests.REASON)) {
      LEFT_OUT.add(skipped.getSource().map(EngineCount::name).orElse(skipped.getDisplayName()));
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
    if (!LEFT_OUT.isEmpty()) {
      System.out.println("left out, " + DeepTests.REASON + ": " + String.join(", ", LEFT_OUT));
    }
    if (!RAN.isEmpty()) {
      System.out.println(
          RAN.keySet().stream().map(EngineCount::words).collect(joining(", ", "contract: ", "")));
    }
  }

  private static String words(String engine) {
    int ran = ran(engine);
    var lax = new TreeSet<>(LAX.getOrDefault(engine, Set.of()));
    if (ran == 0) {
      return engine + " 0 run (" + WHY_NONE.getOrDefault(engine, "nothing to run") + ")";
    }
    return engine
        + " "
        + ran
        + " run"
        + (lax.isEmpty() ? "" : " (" + lax.size() + " lax: " + lax + ")");
  }
}
