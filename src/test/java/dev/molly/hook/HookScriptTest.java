package dev.molly.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bin/molly` in front of an agent and in front of `aws`, beside a Java that is a script: what it
/// answers itself, and what becomes of a Java that fails.
class HookScriptTest {
  private static final String MARK = "# molly-shim 1: to take it away, type: molly shim remove";

  @TempDir Path folder;
  private Path molly;
  private Path path;

  @BeforeEach
  void mollyWithoutJava() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("molly/bin"));
    for (String name : List.of("molly", "java-home", "pass-through")) {
      Files.copy(Path.of("bin", name), bin.resolve(name));
    }
    molly = bin.resolve("molly");
    path = Files.createDirectories(folder.resolve("path"));
  }

  private record Ran(int exitCode, String out, String err) {}

  @Test
  void aHarmlessCommandIsAnsweredWithoutJava() throws Exception {
    java("exit 1");

    assertThat(hook("git status && ls -la")).isEqualTo(new Ran(0, "", ""));
  }

  @Test
  void anyOtherCommandIsGivenToJavaAsTheAgentGaveIt() throws Exception {
    java("cat; for word; do last=$word; done; echo \" $last\"");

    Ran ran = hook("echo 'a\\\\b' | bash");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).isEqualTo(call("echo 'a\\\\b' | bash") + " claude-code\n");
  }

  @Test
  void aCommandIsBlockedWhateverBecomesOfJava() throws Exception {
    for (String end : List.of("exit 1", "exit 70", "kill -9 $$", "kill -TERM $$", "exit 2")) {
      java(end);

      assertThat(hook("terraform destroy").exitCode()).as(end).isEqualTo(2);
    }
  }

  @Test
  void aCommandIsBlockedWhereMollyIsNotBuilt() throws Exception {
    Ran ran = hook("terraform destroy");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("it can check no command").contains("bin/molly version");
  }

  @Test
  void awsThatOnlyReadsIsRunWithoutJavaAndNotTheShim() throws Exception {
    java("exit 1");
    Path shim = Files.createDirectories(folder.resolve("shim"));
    script(shim.resolve("aws"), MARK + "\nexec '" + molly + "' aws \"$@\"");
    script(path.resolve("aws"), "printf '%s|' \"$MOLLY_AWS_DEPTH\" \"$@\"");

    Ran ran =
        run(List.of("aws", "--profile", "a b", "s3", "ls", "s3://b/*", ""), "", shim + ":" + path);

    assertThat(ran).isEqualTo(new Ran(0, "1|--profile|a b|s3|ls|s3://b/*||", ""));
  }

  @Test
  void awsThatMayDestroyIsJavasToAnswer() throws Exception {
    java("case $* in *AwsCliResolver*) exit 0 ;; esac; echo \"$*\"");
    script(path.resolve("aws"), "echo real");

    assertThat(run(List.of("aws", "s3", "rb", "s3://b"), "", path.toString()).out())
        .endsWith(" dev.molly.app.Main aws s3 rb s3://b\n");
  }

  private Ran hook(String command) throws Exception {
    return run(List.of("hook", "--agent", "claude-code"), call(command) + "\n", path.toString());
  }

  private static String call(String command) {
    return "{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"" + command + "\"}}";
  }

  /// Puts a script in the place of Java, and an empty jar where a release has it.
  private void java(String script) throws IOException {
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25\"\n");
    script(java, script);
    Files.writeString(folder.resolve("molly/molly.jar"), "");
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Ran run(List<String> arguments, String input, String first) throws Exception {
    var words = new ArrayList<>(List.of("sh", molly.toString()));
    words.addAll(arguments);
    var builder = new ProcessBuilder(words);
    builder.environment().put("PATH", first + ":" + System.getenv("PATH"));
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("MOLLY_JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().remove("MOLLY_AWS_DEPTH");
    builder.environment().put("call", "a variable of the person's own");
    Process process = builder.start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException closed) {
      assertThat(closed).hasMessageContaining("pipe");
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), out, err);
  }
}
