package dev.molly;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/// The classes that decide on safety, or on what a reader sees, have a test of their own name in
/// the folder that mirrors theirs.
class OwnTestsTest {
  private static final JavaClasses MOLLY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.molly");

  @Test
  void everyGuardHasATest() {
    assertTested(assignableTo("dev.molly.guard.Guard"), 14);
  }

  @Test
  void everyPlannerHasATest() {
    assertTested(resideInAPackage("dev.molly.engine.plan").and(simpleNameEndingWith("Planner")), 7);
  }

  @Test
  void aClassWithoutATestIsFound() {
    assertThat(untested(resideInAPackage("dev.molly.guard").and(simpleNameEndingWith("Window"))))
        .containsExactly("dev.molly.guard.RetentionWindow");
  }

  /// @param least how many of them there are at least: a rule about nothing cannot fail
  private static void assertTested(DescribedPredicate<JavaClass> which, int least) {
    assertThat(concrete(which)).hasSizeGreaterThanOrEqualTo(least);
    assertThat(untested(which)).isEmpty();
  }

  private static List<String> untested(DescribedPredicate<JavaClass> which) {
    return concrete(which).stream().filter(name -> !hasTests(name + "Test")).toList();
  }

  private static List<String> concrete(DescribedPredicate<JavaClass> which) {
    return MOLLY.stream()
        .filter(which)
        .filter(type -> type.isTopLevelClass() && !type.isInterface())
        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
        .map(JavaClass::getName)
        .sorted()
        .toList();
  }

  private static boolean hasTests(String name) {
    try {
      return Arrays.stream(Class.forName(name).getDeclaredMethods())
          .anyMatch(method -> AnnotationSupport.isAnnotated(method, Testable.class));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
