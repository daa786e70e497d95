package dev.molly.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Of a class of integration tests that may run while any other one runs. Those without this run
/// one after the other: they set system properties, by [MollyHere] or [MollyOnWire], which are one
/// for the JVM.
///
/// Three threads run tests, each with a [MotoServer] of its own: tests wait for the processes that
/// they start, and so three use two cores. What takes longest starts first, by its order.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Inherited
@Execution(ExecutionMode.CONCURRENT)
public @interface Beside {}
