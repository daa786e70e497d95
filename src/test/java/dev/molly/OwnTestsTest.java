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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The classes that decide on safety, or on what a reader sees, have a test of their own name in
/// the folder that mirrors theirs.
class OwnTestsTest {
  private static final JavaClasses MOLLY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.molly");

  private static final Pattern TEST = Pattern.compile("@(Parameterized)?Test\\b");

  /// What a class that writes is given to write to.
  private static final Set<String> TO_WRITE_TO =
      Set.of(
          "java.io.Writer",
          "dev.molly.report.format.TextPage",
          "com.fasterxml.jackson.core.JsonGenerator");

  private static final DescribedPredicate<JavaClass> WRITES =
      DescribedPredicate.describe(
          "write a format",
          type ->
              type.getMethods().stream()
                  .flatMap(method -> method.getRawParameterTypes().stream())
                  .anyMatch(given -> TO_WRITE_TO.contains(given.getName())));

  @Test
  void everyGuardHasATest() {
    assertTested(assignableTo("dev.molly.guard.Guard"), 14);
  }

  @Test
  void everyPlannerHasATest() {
    assertTested(resideInAPackage("dev.molly.engine.plan").and(simpleNameEndingWith("Planner")), 7);
  }

  @Test
  void everyKindHasATest() {
    assertTested(assignableTo("dev.molly.kind.ResourceKind"), 11);
  }

  @Test
  void everyClassThatWritesAFormatHasATest() {
    assertTested(resideInAPackage("dev.molly.report.(scan|change|staged|gate)").and(WRITES), 20);
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

  /// By its source: who runs one test has not compiled the others.
  private static boolean hasTests(String name) {
    Path test = Path.of("src/test/java", name.replace('.', '/') + ".java");
    try {
      return Files.exists(test) && TEST.matcher(Files.readString(test)).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
