package dev.molly.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.SupportedKinds;
import dev.molly.intercept.CliAliases;
import dev.molly.intercept.CliEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The table of command lines and what becomes of each: `src/test/resources/hook/*.txt`, with
/// the
/// decision, a tab and the command line, in which `\n` is a line feed.
class CommandLinesTest {
  private static final String DESTROYS = "#!/bin/bash\nset -e\nterraform destroy -auto-approve\n";
  private static final String BUILDS = "#!/bin/sh\nmvn -q package && cp target/app.jar /tmp\n";

  private static final Map<String, String> FILES =
      Map.ofEntries(
          Map.entry("cleanup.sh", DESTROYS),
          Map.entry("build.sh", BUILDS),
          Map.entry("sub/build.sh", DESTROYS),
          Map.entry("other/build.sh", BUILDS),
          Map.entry(
              "wipe.py",
              "import boto3\nboto3.client('ec2').terminate_instances(InstanceIds=ids)\n"),
          Map.entry("tools/wipe.py", "import boto3\nboto3.client('s3').delete_bucket()\n"),
          Map.entry("app.py", "import json\nprint(json.dumps({}))\n"),
          Map.entry("sub/app.py", "import boto3\nboto3.client('rds').delete_db_instance()\n"),
          Map.entry("drop.sql", "drop table orders;"),
          Map.entry("read.sql", "select 1;"));

  record Line(Decision expected, String text) {
    @Override
    public String toString() {
      return expected + " " + text;
    }
  }

  static CommandChecker checker() {
    var around =
        new CliEnvironment(
            Map.of(),
            new CliAliases(Map.of("nuke", "lambda delete-function --function-name")),
            path -> Optional.empty(),
            profile -> Optional.empty());
    SupportedKinds kinds = SupportedKinds.aws();
    return new CommandChecker(
        arguments -> kinds.intercept(arguments, around),
        "nuke"::equals,
        path -> Optional.ofNullable(FILES.get(Path.of(path).normalize().toString())),
        "/opt/molly/bin/molly");
  }

  /// Returns the command lines of the table.
  static List<String> texts() {
    return lines().stream().map(Line::text).toList();
  }

  static List<Line> lines() {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/hook"))) {
      return files
          .filter(file -> file.toString().endsWith(".txt"))
          .sorted()
          .flatMap(file -> read(file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Line> read(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\t", 2))
          .map(
              parts ->
                  new Line(
                      Decision.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                      parts[1].replace("\\n", "\n")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void aCommandLineIsAnsweredAsWrittenDown(Line line) {
    Verdict verdict = checker().check(line.text());

    assertThat(verdict.decision())
        .as(String.join("\n", verdict.reasons()))
        .isEqualTo(line.expected());
    assertThat(verdict.reasons().isEmpty()).isEqualTo(line.expected() == Decision.PASS);
  }

  @Test
  void theTableIsLong() {
    assertThat(lines()).hasSizeGreaterThan(300);
  }

  @Test
  void aRewrittenCommandHasMollyInFrontOfAwsAndIsTheSameOtherwise() {
    Verdict verdict =
        checker()
            .check(
                "cd x && for i in $(cat ids); do aws ec2 terminate-instances --instance-ids $i;"
                    + " done");

    assertThat(
            verdict.rewritten(
                "cd x && for i in $(cat ids); do aws ec2 terminate-instances --instance-ids $i;"
                    + " done"))
        .isEqualTo(
            "cd x && for i in $(cat ids); do /opt/molly/bin/molly aws ec2 terminate-instances"
                + " --instance-ids $i; done");
  }
}
