package dev.molly.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.contract.Required;
import dev.molly.hook.AwsVerbs.Effect;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The operations of every service, of the models that the AWS CLI and moto are made from.
@Tag("moto")
class AwsVerbsMotoIT {
  private static final String OPERATIONS =
      """
      import botocore.session, botocore
      session = botocore.session.get_session()
      for service in session.get_available_services():
          for name in session.get_service_model(service).operation_names:
              print(service, botocore.xform_name(name, '-'))
      """;

  @Test
  void everyVerbOfEveryServiceIsKnownAndWhatDeletesIsNeverARead() throws Exception {
    List<String> operations = operations();

    assertThat(operations).hasSizeGreaterThan(15_000);
    assertThat(operations)
        .allSatisfy(
            each -> {
              String operation = each.substring(each.indexOf(' ') + 1);
              assertThat(AwsVerbs.effect(operation)).as(each).isNotEqualTo(Effect.UNKNOWN);
              if (operation.matches(
                  "(batch-|admin-)?(delete|terminate|remove|purge|deregister)-.*")) {
                assertThat(AwsVerbs.effect(operation)).as(each).isEqualTo(Effect.DESTROYS);
              }
            });
  }

  private static List<String> operations() throws InterruptedException {
    try {
      Process python =
          new ProcessBuilder("python3", "-c", OPERATIONS)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String printed = new String(python.getInputStream().readAllBytes(), UTF_8);
      if (python.waitFor() == 0) {
        return printed.lines().toList();
      }
    } catch (IOException noPython) {
      throw Required.missing("moto", "there is no python3: " + noPython.getMessage());
    }
    throw Required.missing("moto", "python3 has no botocore, from which moto is made");
  }
}
