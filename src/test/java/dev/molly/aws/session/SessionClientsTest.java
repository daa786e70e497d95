package dev.molly.aws.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SessionClientsTest {
  private static final String SDK = "software.amazon.awssdk.services.";

  /// What a session does not do: the shared client stays open.
  private static final List<String> NO_CALLS =
      List.of("close", "serviceName", "builder", "serviceClientConfiguration");

  @Test
  void everyCallThatMollyMakesIsOneThatSessionsMake() throws ClassNotFoundException {
    var missing = new TreeSet<String>();
    var found = new TreeSet<String>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.molly")) {
      if (type.getPackageName().startsWith("dev.molly.sim")
          || type.getPackageName().equals(getClass().getPackageName())) {
        continue;
      }
      for (CodeUnitAccessTarget target : targets(type).toList()) {
        String owner = target.getOwner().getName();
        if (!owner.startsWith(SDK)
            || !owner.endsWith("Client")
            || NO_CALLS.contains(target.getName())) {
          continue;
        }
        String operation = target.getName().replaceFirst("Paginator$", "");
        found.add(operation);
        if (!operations(target.getOwner().getSimpleName()).contains(operation)) {
          missing.add(
              target.getOwner().getSimpleName() + "." + operation + " in " + type.getName());
        }
      }
    }

    assertThat(found).contains("describeInstances", "getCallerIdentity", "listBuckets");
    assertThat(missing)
        .as("override them in dev.molly.aws.session, or they throw UnsupportedOperationException")
        .isEmpty();
  }

  private static Stream<CodeUnitAccessTarget> targets(JavaClass type) {
    return Stream.concat(
        type.getMethodCallsFromSelf().stream().map(call -> call.getTarget()),
        type.getMethodReferencesFromSelf().stream().map(reference -> reference.getTarget()));
  }

  private static Set<String> operations(String client) throws ClassNotFoundException {
    Class<?> session =
        Class.forName(SessionClientsTest.class.getPackageName() + ".Session" + client);
    return new TreeSet<>(Arrays.stream(session.getDeclaredMethods()).map(Method::getName).toList());
  }
}
