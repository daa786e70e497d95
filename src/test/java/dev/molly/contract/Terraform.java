package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The real Terraform, with the real provider from a folder of this machine.
final class Terraform {
  private static final String PROVIDER = "terraform-provider-aws_v5.100.0_x5";

  private final Path folder;
  private final Map<String, String> environment = new TreeMap<>();

  private Terraform(Path folder) {
    this.folder = folder;
  }

  /// @param folder where its settings and output go
  static Terraform orSkip(Path folder) throws IOException {
    if (!onPath("terraform")) {
      throw Required.missing(Required.TERRAFORM, "no terraform on the PATH");
    }
    Path mirror =
        mirror()
            .orElseThrow(
                () ->
                    Required.missing(
                        Required.TERRAFORM,
                        "no mirror of the AWS provider; MOLLY_TF_MIRROR names one"));
    Files.writeString(
        folder.resolve("terraformrc"),
        "provider_installation {\n  filesystem_mirror {\n    path = \"%s\"\n  }\n}\n"
            .formatted(mirror));
    return new Terraform(folder);
  }

  /// From now on its environment has these variables.
  void with(Map<String, String> variables) {
    environment.putAll(variables);
  }

  /// Runs it in a folder, to its good end.
  ///
  /// @return what it printed
  String run(Path in, String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("terraform"));
    command.addAll(List.of(arguments));
    return start(in, command);
  }

  /// Runs a command as a person types it, to its good end.
  String paste(Path in, String command) throws IOException, InterruptedException {
    return start(in, List.of("sh", "-c", command));
  }

  private String start(Path in, List<String> command) throws IOException, InterruptedException {
    Path out = folder.resolve("terraform.out");
    Path err = folder.resolve("terraform.err");
    var builder =
        new ProcessBuilder(command)
            .directory(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder
        .environment()
        .putAll(
            Map.of(
                "TF_CLI_CONFIG_FILE",
                folder.resolve("terraformrc").toString(),
                "TF_IN_AUTOMATION",
                "1",
                "NO_COLOR",
                "1",
                "AWS_EC2_METADATA_DISABLED",
                "true"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(Patience.ends(process)).isTrue();
    assertThat(process.exitValue())
        .as(String.join(" ", command) + "\n" + Files.readString(out) + Files.readString(err))
        .isZero();
    return Files.readString(out);
  }

  /// The folder that holds `<registry>/hashicorp/aws/5.100.0/<platform>/` and the provider in it.
  private static Optional<Path> mirror() throws IOException {
    String named = System.getenv("MOLLY_TF_MIRROR");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    var finder = new Finder();
    for (Path root : List.of(Path.of("/opt"), Path.of("/usr/local"), home())) {
      if (Files.isDirectory(root)) {
        Files.walkFileTree(root, finder);
      }
    }
    return finder.found.map(provider -> provider.resolve("../../../../../..").normalize());
  }

  private static Path home() {
    return Path.of(System.getProperty("user.home"), ".terraform.d");
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  private static final class Finder extends SimpleFileVisitor<Path> {
    private Optional<Path> found = Optional.empty();

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (file.getFileName().toString().equals(PROVIDER)) {
        found = Optional.of(file);
        return FileVisitResult.TERMINATE;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
      return FileVisitResult.CONTINUE;
    }
  }
}
