package dev.molly.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.molly.SupportedKinds;
import dev.molly.intercept.CliAliases;
import dev.molly.intercept.CliEnvironment;
import dev.molly.intercept.InterceptDecision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bin/pass-through` says in POSIX shell what Java would pass. It may say less than Java, and
/// never more.
class PassThroughTest {
  /// Words from which command lines are made that a shell reads in a surprising way.
  private static final List<String> PARTS =
      List.of(
          "ls",
          "cat",
          "git",
          "status",
          "commit",
          "-m",
          "echo",
          "grep",
          "-x",
          "a",
          "\"a b\"",
          "'a",
          "b'",
          "\"",
          "'",
          "&&",
          "||",
          "|",
          ";",
          "&",
          "ls;",
          "a;b",
          "terraform",
          "destroy",
          "aws",
          "s3",
          "rb",
          "s3://b",
          "$X",
          "${X}",
          "$(",
          ")",
          "$(terraform destroy)",
          "`terraform destroy`",
          "bash",
          "-c",
          "'terraform destroy'",
          "eval",
          "#",
          "\\",
          "\\\n",
          "\n",
          "\t",
          "{",
          "}",
          "*",
          "~",
          "!",
          "2>&1",
          ">/dev/null",
          "> f",
          "<<EOF",
          "EOF",
          "<(ls)",
          "X=1",
          "if",
          "then",
          "fi",
          "do",
          "xargs",
          "sudo",
          "env",
          "\"$(terraform destroy)\"",
          "\\\"",
          "é",
          "[",
          "]",
          "test",
          "--exec",
          "rebase",
          "\"x\"y",
          "a\\b",
          "\u0001",
          "=",
          "\",\"",
          "\"}",
          "\"command\":\"ls\"");

  /// What may stand between a harmless command and another one.
  private static final List<String> BETWEEN =
      List.of(
          ";",
          "&",
          "&&",
          "||",
          "|",
          "|&",
          "\n",
          "\r\n",
          "`",
          "$(",
          "<(",
          ">(",
          "(",
          ")",
          "2>&1;",
          "2>&1 |",
          "2>&1 &",
          ">/dev/null;",
          "\t;\t",
          "\\\n;",
          "\\\\;",
          "\";",
          "';",
          "#\n",
          "{",
          "};",
          ";;",
          "\u000b;",
          "\u00a0;",
          "&>f;",
          "<<<a;",
          "!",
          "time",
          "then",
          "do",
          "-c",
          "--exec",
          "-x",
          "$IFS;",
          "\";\"",
          "';'",
          "\\;");

  @TempDir Path folder;

  @Test
  void theListOfProgramsIsJavas() throws IOException {
    String text = Files.readString(Path.of("bin/pass-through"));
    var cases =
        Pattern.compile(
                "is_harmless_program\\(\\) \\{\\n  case \\$1 in\\n(.*?)\\) ;;", Pattern.DOTALL)
            .matcher(text);

    assertThat(cases.find()).isTrue();
    Set<String> listed =
        Stream.of(cases.group(1).split("\\|", -1))
            .map(each -> each.replace("\\\n", "").strip().replaceFirst("^\\\\", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(listed).isEqualTo(new TreeSet<>(HarmlessPrograms.ALL));
  }

  @Test
  void whatItPassesOfAnAgentsCommandsJavaPasses() throws Exception {
    var lines = new ArrayList<String>();
    CommandLinesTest.texts().forEach(lines::add);
    var random = new Random(7);
    for (int i = 0; i < 6000; i++) {
      int parts = 1 + random.nextInt(7);
      lines.add(
          random
              .ints(parts, 0, PARTS.size())
              .mapToObj(PARTS::get)
              .collect(Collectors.joining(random.nextInt(8) == 0 ? "" : " ")));
    }
    for (String between : BETWEEN) {
      for (String first : List.of("ls", "cat a", "echo \"a b\"", "git log -1", "grep 'x' f")) {
        lines.add(first + between + "terraform destroy");
        lines.add(first + " " + between + " terraform destroy");
        lines.add(first + between + " ls " + between + "terraform destroy");
      }
    }
    List<String> calls = new ArrayList<>();
    for (String line : lines) {
      calls.add(call(line, random.nextInt(3)));
    }

    List<Boolean> passed = run("is_harmless_call", calls.stream().map(List::of).toList());

    int passes = 0;
    CommandChecker checker = CommandLinesTest.checker();
    for (int i = 0; i < lines.size(); i++) {
      if (passed.get(i)) {
        passes++;
        assertThat(checker.check(lines.get(i)).decision())
            .as(lines.get(i))
            .isEqualTo(Decision.PASS);
      }
    }
    assertThat(passes).isGreaterThan(200);
  }

  @Test
  void ordinaryCommandsAreAnsweredWithoutJava() throws Exception {
    List<String> lines =
        List.of(
            "ls -la",
            "git status",
            "git diff HEAD~1 -- src | head -50",
            "git log --oneline -5 && git status --short",
            "git commit -m \"Fix the build\"",
            "grep -rn \"terraform destroy\" . | wc -l",
            "cat a.txt b.txt 2>/dev/null || true",
            "cd src && ls",
            "echo \"it's done\"",
            "ls $HOME/*.txt");

    List<Boolean> passed =
        run("is_harmless_call", lines.stream().map(line -> List.of(call(line, 0))).toList());

    assertThat(passed).doesNotContain(false);
  }

  @Test
  void anInputThatIsNotACallIsLeftToJava() throws Exception {
    List<String> calls =
        List.of(
            "",
            "{}",
            "ls",
            "{\"tool_input\":{\"command\":\"ls",
            "{\"tool_input\":{\"command\":\"ls\"}",
            "\"command\":\"ls\"",
            "{\"tool_input\":{\"command\":\"ls\",\"command\":\"terraform destroy\"}}",
            "{\"tool_input\":{\"command\" :\"terraform destroy\"},\"x\":{\"command\":\"ls\"}}",
            "{\"x\":{\"command\":\"ls\"},\"tool_input\":{\"command\" : \"terraform destroy\"}}",
            "{\"tool_input\":{\"command\":\"te\\u0072raform destroy\"}}",
            "{\"tool_input\":{\"command\":\"ls\\u003bterraform destroy\"}}",
            "{\"tool_input\":{\"command\":\"ls\\nterraform destroy\"}}",
            "{\"tool_input\":{\"command\":\"ls\",\"comm\\u0061nd\":\"terraform destroy\"}}",
            "{\"tool_input\":{\"command\":[\"ls\"]}}");

    assertThat(run("is_harmless_call", calls.stream().map(List::of).toList()))
        .containsExactly(
            false, false, false, false, true, false, false, false, false, false, false, false,
            false, false);
  }

  @Test
  void whatItPassesOfAwsCommandsJavaPasses() throws Exception {
    List<String> words =
        List.of(
            "ec2",
            "s3",
            "s3api",
            "rds",
            "ls",
            "rb",
            "rm",
            "cp",
            "sync",
            "describe-instances",
            "terminate-instances",
            "delete-bucket",
            "list-buckets",
            "get-object",
            "delete-db-instance",
            "delete-snapshot",
            "s3://b",
            "--profile",
            "prod",
            "--region",
            "eu-west-1",
            "--output",
            "json",
            "--query",
            "delete-bucket",
            "--debug",
            "--no-paginate",
            "--version",
            "help",
            "--cli-input-json",
            "file://x",
            "--instance-ids",
            "i-0abcdef1234567890",
            "--regio",
            "-x",
            "",
            "cloudcontrol",
            "delete-resource",
            "neptune",
            "delete-db-cluster",
            "é",
            "a b",
            "--cli-auto-prompt",
            "logs",
            "tail",
            "--",
            "configure",
            "nuke");
    var random = new Random(11);
    var lines = new ArrayList<List<String>>();
    for (int i = 0; i < 6000; i++) {
      lines.add(random.ints(random.nextInt(7), 0, words.size()).mapToObj(words::get).toList());
    }
    SupportedKinds kinds = SupportedKinds.aws();
    var around =
        new CliEnvironment(
            Map.of(), CliAliases.none(), path -> Optional.empty(), profile -> Optional.empty());

    List<Boolean> passed = run("is_harmless_aws", lines);

    int passes = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (passed.get(i)) {
        passes++;
        assertThat(kinds.intercept(lines.get(i), around))
            .as(lines.get(i).toString())
            .isInstanceOf(InterceptDecision.PassThrough.class);
      }
    }
    assertThat(passes).isGreaterThan(100);
  }

  @Test
  void withAliasesNoAwsCommandIsPassed() throws Exception {
    Files.createDirectories(folder.resolve(".aws/cli"));
    Files.writeString(folder.resolve(".aws/cli/alias"), "[toplevel]\nls = s3 rb\n");

    assertThat(run("is_harmless_aws", List.of(List.of("s3", "ls")))).containsExactly(false);
  }

  private static String call(String line, int shape) {
    String command = TextNode.valueOf(line).toString();
    return switch (shape) {
      case 0 ->
          "{\"session_id\":\"s\",\"cwd\":\"/tmp\",\"tool_name\":\"Bash\",\"tool_input\":{\"command\":"
              + command
              + ",\"description\":\"List it\"},\"tool_use_id\":\"t\"}";
      case 1 -> "{\"tool_name\": \"Bash\", \"tool_input\": {\"command\": " + command + "}}";
      default -> "{\"command\":" + command + ",\"cwd\":\"/tmp\"}";
    };
  }

  /// Calls a function of the script once for each list of arguments, in one shell.
  private List<Boolean> run(String function, List<List<String>> calls) throws Exception {
    var script = new StringBuilder("set -euf\nnewline='\n'\n. ./bin/pass-through\nset -f\n");
    for (List<String> call : calls) {
      script.append("if ").append(function);
      call.forEach(word -> script.append(" '").append(word.replace("'", "'\\''")).append('\''));
      script.append("; then echo y; else echo n; fi\n");
    }
    Path file = Files.writeString(folder.resolve("calls.sh"), script);
    var builder = new ProcessBuilder("sh", file.toString()).redirectErrorStream(true);
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    List<String> answers = process.inputReader().lines().toList();
    assertThat(process.waitFor()).as(String.join("\n", answers)).isZero();
    assertThat(answers).hasSameSizeAs(calls);
    return answers.stream().map("y"::equals).toList();
  }
}
