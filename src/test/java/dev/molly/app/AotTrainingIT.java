package dev.molly.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What the build's training run printed. A scan that ends early trains a cache without the classes
/// of scans, and nothing else would say so.
class AotTrainingIT {
  @Test
  void theScansOfTheTrainingReadEverything() throws IOException {
    assertThat(Files.readString(Path.of("target/aot-training.txt")))
        .contains("Read      1 ec2-instance, no rds-cluster, no rds-instance, no s3-bucket")
        .contains("\"gaps\":0,\"calls\":8,")
        .contains("\"serverInfo\":{\"name\":\"molly\"", "{\"jsonrpc\":\"2.0\",\"id\":3,\"result\"")
        .doesNotContain("could not be");
  }
}
