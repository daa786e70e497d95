package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.cli.CommandRunner.Ran;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every command that changes something, for programs; and every dry run.
class ChangeJsonCommandLineTest {
  private final Path folder;
  private final CommandRunner typed;
  private String web = "";

  ChangeJsonCommandLineTest(@TempDir Path folder) {
    this.folder = folder;
    typed = new CommandRunner(folder);
  }

  @BeforeEach
  void launch() {
    web =
        SimFile.with(
            folder.resolve("sandbox.json"),
            cloud ->
                cloud
                    .account(SimAws.OWN_ACCOUNT)
                    .launch(
                        "eu-west-1", one -> one.named("web-01").launchedAgo(Duration.ofDays(30)))
                    .id());
  }

  @Test
  void protectIsPlannedConfirmedCarriedOutAndUndoneByPrograms() throws IOException {
    JsonNode dry = json("protect", "--id", "web-01");
    JsonNode done = json("protect", "--id", web, "--apply", "--confirm", phrase(dry));
    JsonNode undone = json("undo", done.at("/result/run").asText());

    assertThat(dry.at("/plan/steps")).isNotEmpty();
    assertThat(dry.at("/next").asText()).contains("--apply --confirm \"" + phrase(dry) + "\"");
    assertThat(dry.has("result")).isFalse();
    assertThat(done.at("/result/outcomes").findValuesAsText("result")).containsOnly("done");
    assertThat(done.has("phrase")).isFalse();
    assertThat(undone.at("/command").asText()).isEqualTo("undo");
    assertThat(undone.at("/exitCode").asInt()).isZero();
  }

  @Test
  void stagedDeletionSpeaksToProgramsToo() throws IOException {
    JsonNode dry = json("retire", web, "--why", "old");
    JsonNode retired = json("retire", web, "--why", "old", "--apply", "--confirm", phrase(dry));
    JsonNode early = json("purge", "web-01");
    JsonNode more = json("extend", web, "--by", "7d");
    JsonNode back = json("restore", web);
    JsonNode nothing = json("restore", web);

    assertThat(retired.at("/result/exitCode").asInt()).isZero();
    assertThat(early.at("/exitCode").asInt()).isEqualTo(3);
    assertThat(early.at("/refused/0/what").asText()).contains("not due before");
    assertThat(more.at("/exitCode").asInt()).isZero();
    assertThat(back.at("/result/command").asText()).isEqualTo("restore");
    assertThat(nothing.at("/exitCode").asInt()).isZero();
  }

  @Test
  void whatIsRefusedIsADocumentToo() throws IOException {
    JsonNode nobody = json("retire", web, "--why", "old", "--apply");
    JsonNode unknown = json("retire", web, "--why", "old", "--limit", "0");

    assertThat(nobody.at("/exitCode").asInt()).isEqualTo(3);
    assertThat(nobody.at("/refused/0/guard").asText()).isEqualTo("confirmation");
    assertThat(unknown.at("/refused/0/guard").asText()).isEqualTo("blast-radius");
    assertThat(unknown.has("phrase")).isFalse();
  }

  @Test
  void aSavedPlanIsLookedAtAndCarriedOutByPrograms() throws IOException {
    String plan = folder.resolve("plan.json").toString();
    sandbox("protect", "--id", web, "--out", plan);

    JsonNode dry = json("apply", plan, "--dry-run");
    JsonNode done = json("apply", plan, "--confirm", phrase(dry));

    assertThat(dry.at("/exitCode").asInt()).isZero();
    assertThat(dry.has("result")).isFalse();
    assertThat(done.at("/result/exitCode").asInt()).isZero();
  }

  /// The document is for programs; whoever is asked sees the plan, beside it.
  @Test
  void whoIsAskedBesideADocumentWasShownThePlan() {
    typed.answers(web);

    Ran ran = sandbox("retire", web, "--why", "old", "--apply", "--format", "json");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).startsWith("{").endsWith("}\n");
    assertThat(ran.err()).contains("This is a plan", "aws ec2 stop-instances");
  }

  @Test
  void waitingIsNoDocument() {
    Ran ran = sandbox("restore", web, "--wait", "--format", "json");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("one document");
  }

  @Test
  void aDryRunWritesNothingWhateverTheCommandDoesByItself() throws IOException {
    String phrase = phrase(json("retire", web, "--why", "old"));
    JsonNode done = json("retire", web, "--why", "old", "--apply", "--confirm", phrase);
    typed.molly("sandbox", "advance", "1d");
    String before = Files.readString(folder.resolve("sandbox.json"));

    Ran restore = sandbox("restore", web, "--dry-run");
    Ran extend = sandbox("extend", web, "--by", "7d", "--dry-run");
    Ran sweep = sandbox("sweep", "--dry-run");
    Ran run = sandbox("restore", "--run", done.at("/result/run").asText(), "--dry-run");

    assertThat(Stream.of(restore, extend, sweep, run).map(Ran::exitCode)).containsOnly(0);
    assertThat(restore.out())
        .contains("This is a plan", "Nothing has been written")
        .containsPattern("(?m)^Next +molly restore %s --sandbox --state".formatted(web));
    assertThat(sweep.out()).contains("This is a plan");
    assertThat(Files.readString(folder.resolve("sandbox.json"))).isEqualTo(before);
  }

  @Test
  void aDryRunThatIsToBeCarriedOutIsNoCommand() {
    for (String command : List.of("protect", "purge", "retire --why x", "lease --for 2h --why x")) {
      String[] words = (command + " --dry-run --apply").split(" ");
      Ran ran = sandbox(words);

      assertThat(ran.exitCode()).as(command).isEqualTo(2);
      assertThat(ran.err()).as(command).contains("choose one");
    }
  }

  @Test
  void theDryRunIsTheDefaultAndMayBeSaid() {
    Ran said = sandbox("protect", "--id", web, "--dry-run");

    assertThat(said.exitCode()).isZero();
    assertThat(said.out()).contains("nothing was written").doesNotContain("--dry-run");
  }

  private static String phrase(JsonNode dry) {
    assertThat(dry.has("phrase")).as(dry.toString()).isTrue();
    return dry.get("phrase").asText();
  }

  private JsonNode json(String... words) throws IOException {
    Ran ran =
        sandbox(
            Stream.concat(Stream.of(words), Stream.of("--format", "json")).toArray(String[]::new));
    JsonNode document = new JsonMapper().readTree(ran.out());
    assertThat(document.path("exitCode").asInt(-1))
        .as(ran.out() + ran.err())
        .isEqualTo(ran.exitCode());
    return document;
  }

  private Ran sandbox(String... words) {
    return typed.molly(
        Stream.concat(Stream.of(words), Stream.of("--sandbox")).toArray(String[]::new));
  }
}
