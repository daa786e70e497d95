package dev.molly;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.molly.aws.AccountSession;
import dev.molly.aws.BucketObjects;
import dev.molly.guard.Verdict;
import dev.molly.kind.Protectable;
import dev.molly.plan.Change;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may depend on whom. Plain tests that check plain rules: a test engine of its own has been
/// seen to run none of them and say nothing.
class ArchitectureTest {
  private static final JavaClasses MOLLY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.molly");

  /// By package, the packages of molly it may use beside itself. The library's face, in
  /// `dev.molly` itself, is `root`: what is above the engine uses it, and nothing of the engine.
  private static final Map<String, Set<String>> MAY_USE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("text", Set.of()),
              Map.entry("model", Set.of("text")),
              Map.entry("plan", Set.of("model", "text")),
              Map.entry("policy", Set.of("model", "text")),
              Map.entry("gate", Set.of("model", "text")),
              Map.entry("guardrail", Set.of("model", "text")),
              Map.entry("retire", Set.of("model", "plan", "text")),
              Map.entry("guard", Set.of("model", "plan", "retire", "text")),
              Map.entry("journal", Set.of("model", "plan", "guard", "text")),
              Map.entry("config", Set.of("model", "plan", "policy", "gate", "guard", "text")),
              Map.entry("mcp", Set.of("text")),
              Map.entry("history", Set.of("model", "plan", "policy", "journal", "text")),
              Map.entry(
                  "report",
                  Set.of(
                      "model",
                      "plan",
                      "gate",
                      "guardrail",
                      "retire",
                      "journal",
                      "history",
                      "text")),
              Map.entry("aws", Set.of("model", "plan", "guardrail", "text")),
              Map.entry("kind", Set.of("model", "plan", "aws", "retire", "text")),
              Map.entry(
                  "engine",
                  Set.of(
                      "model", "plan", "policy", "guard", "retire", "kind", "aws", "journal",
                      "text")),
              Map.entry("notify", Set.of("model", "retire", "config", "engine", "report", "text")),
              Map.entry("intercept", Set.of("model", "plan", "aws", "retire", "kind", "text")),
              Map.entry("hook", Set.of("model", "intercept", "text")),
              Map.entry("sim", Set.of("model", "plan", "aws", "text")),
              Map.entry(
                  "cli",
                  Set.of(
                      "model",
                      "plan",
                      "policy",
                      "gate",
                      "hook",
                      "guard",
                      "guardrail",
                      "retire",
                      "config",
                      "report",
                      "history",
                      "journal",
                      "aws",
                      "intercept",
                      "mcp",
                      "text",
                      "root")),
              Map.entry(
                  "app",
                  Set.of(
                      "model",
                      "config",
                      "hook",
                      "intercept",
                      "sandbox",
                      "sim",
                      "cli",
                      "text",
                      "root")),
              Map.entry(
                  "sandbox", Set.of("model", "report", "sim", "cli", "app", "text", "root"))));

  /// Molly and its builder name each other, and so do a sealed type and its two subtypes.
  private static final Set<String> NAMING_EACH_OTHER =
      Set.of("dev.molly.MollyBuilder", "dev.molly.sim.rds.SimDatabase");

  private static final SliceAssignment FILES =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          String file = type.getName().replaceFirst("\\$.*", "");
          return NAMING_EACH_OTHER.contains(file)
              ? SliceIdentifier.ignore()
              : SliceIdentifier.of(file);
        }

        @Override
        public String getDescription() {
          return "files";
        }
      };

  static List<String> packages() {
    return List.copyOf(MAY_USE.keySet());
  }

  @Test
  void theRulesSeeTheClassesTheyAreAbout() {
    Set<String> seen =
        MOLLY.stream()
            .map(ArchitectureTest::slice)
            .filter(name -> !name.equals("root"))
            .collect(Collectors.toSet());

    assertThat(seen).containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
    assertThat(MOLLY.size()).isGreaterThan(150);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void aPackageUsesOnlyWhatItMay(String name) {
    Set<String> allowed = MAY_USE.getOrDefault(name, Set.of());

    Map<String, Set<String>> used =
        MOLLY.stream()
            .filter(each -> slice(each).equals(name))
            .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
            .map(dependency -> dependency.getTargetClass().getBaseComponentType())
            .filter(target -> target.getPackageName().startsWith("dev.molly"))
            .filter(target -> !slice(target).equals(name))
            .filter(target -> !allowed.contains(slice(target)))
            .collect(
                Collectors.groupingBy(
                    ArchitectureTest::slice,
                    Collectors.mapping(JavaClass::getName, Collectors.toSet())));

    assertThat(used).isEmpty();
  }

  @Test
  void theModelThePoliciesAndTheGuardsUseNothingButJava() {
    String[] pure = {
      "dev.molly.text..",
      "dev.molly.model..",
      "dev.molly.plan..",
      "dev.molly.policy..",
      "dev.molly.guard..",
      "dev.molly.guardrail..",
      "dev.molly.retire.."
    };
    check(
        classes()
            .that(resideInAnyPackage(pure))
            .should()
            .onlyDependOnClassesThat(resideInAPackage("java..").or(resideInAnyPackage(pure))));
  }

  @Test
  void rulesAndGuardsReadNoFileNoClockAndNoEnvironment() {
    check(
        noClasses()
            .that(
                resideInAnyPackage(
                    "dev.molly.text..",
                    "dev.molly.model..",
                    "dev.molly.plan..",
                    "dev.molly.policy..",
                    "dev.molly.guard..",
                    "dev.molly.guardrail..",
                    "dev.molly.retire.."))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                        "java.io", "java.nio.file..", "java.nio.channels..", "java.net..")
                    .and(not(simpleNameEndingWith("Exception"))))
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now"));
  }

  @Test
  void theSdkIsKnownOnlyWhereAwsIs() {
    check(
        noClasses()
            .that(
                not(
                    resideInAnyPackage(
                        "dev.molly.aws..",
                        "dev.molly.kind..",
                        "dev.molly.intercept..",
                        "dev.molly.sim..",
                        "dev.molly.sandbox..")))
            .should()
            .dependOnClassesThat(resideInAPackage("software.amazon..")));
  }

  @Test
  void onlyTheSeamBuildsClients() {
    check(
        noClasses()
            .that(not(resideInAPackage("dev.molly.aws..")))
            .should()
            .dependOnClassesThat(
                resideInAPackage("software.amazon..").and(simpleNameEndingWith("ClientBuilder")))
            .orShould()
            .callMethodWhere(
                target(nameMatching("builder|create"))
                    .and(
                        target(
                            owner(
                                resideInAPackage("software.amazon.awssdk.services..")
                                    .and(simpleNameEndingWith("Client")))))));
  }

  @Test
  void picocliIsKnownOnlyOnTheCommandLineAndWhereItIsStarted() {
    check(
        noClasses()
            .that(not(resideInAnyPackage("dev.molly.cli..", "dev.molly.app")))
            .should()
            .dependOnClassesThat(resideInAPackage("picocli..")));
  }

  @Test
  void jacksonIsKnownOnlyWhereTextIsReadOrWritten() {
    check(
        noClasses()
            .that(
                not(
                    resideInAnyPackage(
                        "dev.molly.config..",
                        "dev.molly.gate..",
                        "dev.molly.hook..",
                        "dev.molly.report..",
                        "dev.molly.history..",
                        "dev.molly.journal..",
                        "dev.molly.intercept..",
                        "dev.molly.notify..",
                        "dev.molly.sim..")))
            .should()
            .dependOnClassesThat(resideInAPackage("com.fasterxml..")));
  }

  @Test
  void theMcpSdkIsKnownOnlyToTheServerOfTools() {
    check(
        noClasses()
            .that(not(resideInAPackage("dev.molly.mcp")))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    "io.modelcontextprotocol..", "reactor..", "org.reactivestreams..")));
  }

  @Test
  void onlyTheExecutorsWriterWritesToAws() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.molly.engine.run.StepExecutor")
            .should()
            .callMethod(Protectable.class, "perform", AccountSession.class, Change.class));
    check(
        noClasses()
            .that()
            .haveNameNotMatching("dev\\.molly\\.engine\\.run\\.(PlanExecutor|StepExecutor)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("dev.molly.engine.run.StepExecutor"));
  }

  /// The exception: reports, and what scans keep. They are no resources.
  @Test
  void onlyOneClassPutsObjectsIntoABucketAndItDoesNothingElse() {
    DescribedPredicate<JavaAccess<?>> calls =
        target(
            owner(
                resideInAPackage("software.amazon.awssdk.services..")
                    .and(simpleNameEndingWith("Client"))));
    DescribedPredicate<JavaAccess<?>> objects = target(nameMatching("(get|put)Object(As.*)?"));
    check(
        noClasses()
            .that(not(resideInAnyPackage("dev.molly.aws.session", "dev.molly.sim..")))
            .and()
            .doNotHaveFullyQualifiedName(BucketObjects.class.getName())
            .should()
            .accessTargetWhere(calls.and(objects)));
    check(
        noClasses()
            .that()
            .haveFullyQualifiedName(BucketObjects.class.getName())
            .should()
            .accessTargetWhere(calls.and(not(objects))));
  }

  /// Everything else is handed the registry. The SDK itself creates the interceptor.
  @Test
  void onlyTheApplicationChoosesTheKinds() {
    check(
        noClasses()
            .that(not(resideInAnyPackage("dev.molly", "dev.molly.app", "dev.molly.kind.registry")))
            .and()
            .doNotHaveFullyQualifiedName("dev.molly.intercept.DeleteGuardInterceptor")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.molly.kind.registry")));
  }

  @Test
  void theGuardsAreTheOnlyOnesWhoApprove() {
    assertThat(Verdict.Approved.class.getConstructors()).isEmpty();
    assertThat(Verdict.Approved.class.getDeclaredConstructors()).hasSize(1);
  }

  /// Callers would have to wrap what they have. A record may have an optional component.
  @Test
  void noMethodTakesAnOptional() {
    List<String> takes =
        MOLLY.stream()
            .flatMap(type -> type.getCodeUnits().stream())
            .filter(unit -> !unit.getModifiers().contains(JavaModifier.SYNTHETIC))
            .filter(unit -> !isCanonical(unit))
            // It writes a member that a document may lack.
            .filter(unit -> !unit.getName().equals("optional"))
            .filter(
                unit ->
                    unit.getRawParameterTypes().stream()
                        .anyMatch(type -> type.isEquivalentTo(Optional.class)))
            .map(JavaCodeUnit::getFullName)
            .toList();

    assertThat(takes).isEmpty();
  }

  /// Returns whether it is the constructor of a record that takes all its components.
  private static boolean isCanonical(JavaCodeUnit unit) {
    return unit.isConstructor()
        && unit.getOwner().isRecord()
        && Arrays.stream(unit.getOwner().reflect().getRecordComponents())
            .map(component -> component.getType().getName())
            .toList()
            .equals(unit.getRawParameterTypes().stream().map(JavaClass::getName).toList());
  }

  /// Guards are made where the verdict is; nothing outside adds one.
  @Test
  void onlyTheGuardsPackageHasGuards() {
    check(
        classes()
            .that()
            .implement("dev.molly.guard.Guard")
            .should()
            .resideInAPackage("dev.molly.guard"));
  }

  @Test
  void noPackagesDependOnEachOtherInACircle() {
    check(slices().matching("dev.molly.(*)..").should().beFreeOfCycles());
  }

  @Test
  void noFolderDependsOnAnotherInACircle() {
    check(slices().matching("dev.(**)").should().beFreeOfCycles());
  }

  @Test
  void noFileDependsOnAnotherInACircle() {
    check(slices().assignedFrom(FILES).should().beFreeOfCycles());
  }

  @Test
  void aRuleThatIsBrokenIsFound() {
    ArchRule broken =
        noClasses()
            .that(resideInAPackage("dev.molly.kind.."))
            .should()
            .dependOnClassesThat(resideInAPackage("software.amazon.."));

    assertThat(broken.evaluate(MOLLY).hasViolation()).isTrue();
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(false).check(MOLLY);
  }

  private static String slice(JavaClass type) {
    String name = type.getPackageName();
    return name.equals("dev.molly") ? "root" : name.replaceFirst("dev\\.molly\\.([^.]*).*", "$1");
  }
}
