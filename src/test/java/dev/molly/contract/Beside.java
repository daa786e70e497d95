package dev.molly.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Of a class of integration tests that may run while one without this runs. Classes that have it
/// run one after the other, as the others do: so two lanes use two cores.
///
/// Such tests start processes and wait for them. They set no system property, and their moto is
/// [MotoServer#besideOrSkip]; that of the other lane is emptied at any time.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Inherited
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the lane of processes")
public @interface Beside {}
