package dev.molly.report.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.model.ResourceRef;
import dev.molly.model.UserError;
import dev.molly.plan.Change;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.report.Rendered;
import dev.molly.report.SamplePlans;
import dev.molly.report.SampleReports;
import dev.molly.report.Schemas;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Schemas SCHEMA = Schemas.inJar("schema/plan-1.schema.json");

  @TempDir private Path folder;

  static Stream<Plan> plans() {
    return Stream.of(
        SamplePlans.small(),
        SamplePlans.nasty(),
        noted(),
        SamplePlans.fleet(300),
        SamplePlans.empty(),
        SamplePlans.emptyForGaps());
  }

  private static Plan noted() {
    Plan plan = SamplePlans.small();
    return new Plan(
        plan.operation(),
        plan.steps(),
        plan.fleetSize(),
        plan.gaps(),
        plan.skipped(),
        plan.refusals(),
        List.of("Stack web made i-0a1.", "A second note."));
  }

  @Test
  void aNoteThatIsTakenOutOrChangedIsNoticed() throws IOException {
    var without = (ObjectNode) JSON.readTree(written(noted()));
    without.remove("notes");
    var changed = (ObjectNode) JSON.readTree(written(noted()));
    changed.withArray("notes").remove(1);

    assertRefused(without.toString(), "it was changed after molly wrote it");
    assertRefused(changed.toString(), "it was changed after molly wrote it");
  }

  @ParameterizedTest
  @MethodSource("plans")
  void readsTheSamePlanThatItWrote(Plan plan) throws IOException {
    Plan read = read(written(plan));

    assertThat(read).isEqualTo(plan);
    assertThat(read.digest()).isEqualTo(plan.digest());
  }

  @ParameterizedTest
  @MethodSource("plans")
  void keepsToItsSchema(Plan plan) throws IOException {
    assertThat(SCHEMA.errors(JSON.readTree(written(plan)))).isEmpty();
  }

  @Test
  void hasASchemaThatABrokenPlanDoesNotKeepTo() throws IOException {
    for (Consumer<ObjectNode> damage : damages()) {
      assertThat(SCHEMA.errors(damaged(damage))).isNotEmpty();
    }
  }

  @Test
  void refusesWhatItsSchemaRefuses() throws IOException {
    for (Consumer<ObjectNode> damage : damages()) {
      ObjectNode document = damaged(damage);

      assertThatThrownBy(() -> read(document.toString()))
          .as(document::toString)
          .isInstanceOf(UserError.class);
    }
  }

  /// Every single text and number in a plan, changed a little, is noticed.
  @Test
  void refusesAPlanThatSomebodyEdited() throws IOException {
    for (Plan plan : List.of(SamplePlans.small(), SamplePlans.emptyForGaps())) {
      JsonNode document = JSON.readTree(written(plan));
      for (String pointer : leaves(document, "")) {
        String edited = edited(document.deepCopy(), pointer).toString();

        assertThatThrownBy(() -> read(edited)).as(pointer).isInstanceOf(UserError.class);
      }
    }
  }

  @Test
  void refusesAPlanWithAStepTakenAwayOrDoneInAnotherOrder() throws IOException {
    ObjectNode shorter = damaged(document -> ((ArrayNode) document.get("steps")).remove(1));
    ObjectNode swapped =
        damaged(
            document -> {
              var steps = (ArrayNode) document.get("steps");
              steps.add(steps.remove(0));
            });

    assertRefused(shorter.toString(), "its digest is not that of what it holds");
    assertRefused(swapped.toString(), "its digest is not that of what it holds");
  }

  /// A digest is no signature: whoever can compute one can write a plan. An ARN that is a pattern
  /// would open a session that may write to more than the plan shows.
  @ParameterizedTest
  @ValueSource(
      strings = {"*", "arn:aws:s3:::*", "arn:aws:s3:::web-?", "arn:aws:s3:::${aws:userid}"})
  void refusesAPlanWhoseDigestIsRightAndWhoseResourceIsAPattern(String arn) {
    Plan plan = SamplePlans.small();
    PlannedChange step = plan.steps().getFirst();
    Change change = step.change();
    ResourceRef was = change.resource();
    var resource = new ResourceRef(was.id(), was.identifier(), was.name(), arn);
    var wide = new Change(resource, change.control(), change.from(), change.to());
    var steps = List.of(new PlannedChange(wide, step.fingerprint(), step.call(), step.why()));

    assertRefused(
        written(new Plan(plan.operation(), steps, plan.fleetSize(), List.of(), List.of())),
        "steps[0].resource.arn: '" + arn + "' is not the ARN of one resource");
  }

  @Test
  void refusesAGapThatWasMovedToWhatIsLeft() throws IOException {
    var document = (ObjectNode) JSON.readTree(written(SamplePlans.emptyForGaps()));
    ((ArrayNode) document.get("left")).insert(0, ((ArrayNode) document.get("gaps")).remove(1));

    assertRefused(document.toString(), "its digest is not that of what it holds");
  }

  @Test
  void saysWhatIsWrongWhereAndWhatToTypeNext() throws IOException {
    assertRefused(
        damaged(document -> object(document, "/steps/1/call").put("extra", 1)).toString(),
        "steps[1].call has 'extra', which does not belong there");
    assertRefused(
        damaged(document -> object(document, "/steps/2").remove("why")).toString(),
        "steps[2] has no 'why'");
    assertRefused(
        damaged(document -> object(document, "/steps/0").put("from", 7)).toString(),
        "steps[0].from must be text; what is there is of type number");
    assertRefused(
        damaged(document -> object(document, "/steps/0/resource").put("account", "12")).toString(),
        "steps[0].resource.account: an account id is twelve digits, not '12'");
    assertRefused(
        damaged(document -> document.put("schemaVersion", 2)).toString(),
        "it is of schemaVersion 2, and this molly reads 1");
    assertRefused(
        damaged(document -> document.put("command", "destroy")).toString(),
        "command: no operation is called 'destroy'");
    assertRefused("{\"a\":1,\"a\":2}", "it is not JSON: Duplicate field 'a' (line 1)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "[]", "null", "\"plan\"", "{", "{}", "nonsense", "\u0000"})
  void refusesWhatIsNoPlan(String text) {
    assertRefused(text, "Cannot read the plan ");
  }

  @Test
  void refusesASecondDocumentBehindThePlan() {
    assertRefused(written(SamplePlans.small()) + "{}", "it is not JSON");
  }

  @Test
  void refusesADocumentNestedTooDeeply() {
    assertRefused("[".repeat(100_000), "it is not JSON");
  }

  @Test
  void quotesNothingThatWouldDriveATerminal() throws IOException {
    ObjectNode document = damaged(plan -> plan.put(SampleReports.ANSI, 1));

    assertThatThrownBy(() -> read(document.toString()))
        .hasMessageContaining("web\\u001b[2J")
        .message()
        .doesNotContain("\u001b", "\u009b");
  }

  @Test
  void refusesBytesThatAreNotText() throws IOException {
    byte[] bytes = written(SamplePlans.small()).getBytes(UTF_8);
    bytes[bytes.length / 2] = (byte) 0xff;
    Path file = Files.write(folder.resolve("plan.json"), bytes);

    assertThatThrownBy(() -> PlanJson.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("it is not JSON");
  }

  @Test
  void refusesAFolder() {
    assertThatThrownBy(() -> PlanJson.read(folder)).isInstanceOf(UserError.class);
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThatThrownBy(() -> PlanJson.read(folder.resolve("none.json")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there is no such file");
  }

  @Test
  void refusesAFileThatIsTooLarge() throws IOException {
    Path file = folder.resolve("plan.json");
    try (SeekableByteChannel sparse =
        Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      sparse.position(64L << 20);
      assertThat(sparse.write(UTF_8.encode("}"))).isEqualTo(1);
    }

    assertThatThrownBy(() -> PlanJson.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("it is larger than 64 MiB");
  }

  /// Each makes a plan that nobody could have written who keeps to the schema.
  private static List<Consumer<ObjectNode>> damages() {
    var damages = new ArrayList<Consumer<ObjectNode>>();
    for (String at : List.of("", "/steps/0", "/steps/0/resource", "/steps/0/call")) {
      damages.add(document -> object(document, at).put("extra", true));
      for (String member : List.of("schemaVersion", "digest", "left", "from", "uid", "cost")) {
        damages.add(document -> removeOrBreak(object(document, at), member));
      }
    }
    damages.add(document -> document.put("schemaVersion", 2));
    damages.add(document -> document.put("schemaVersion", "1"));
    damages.add(document -> document.put("digest", "0"));
    damages.add(document -> document.put("seen", -1));
    damages.add(document -> document.put("seen", 1.5));
    damages.add(document -> document.put("seen", "412"));
    damages.add(document -> document.put("gaps", "none"));
    damages.add(document -> document.putNull("left"));
    damages.add(document -> ((ArrayNode) document.get("gaps")).add(1));
    damages.add(document -> ((ArrayNode) document.get("steps")).add("a step"));
    damages.add(document -> object(document, "/steps/0").put("control", "Not A Control"));
    damages.add(document -> object(document, "/steps/0").putNull("to"));
    damages.add(document -> object(document, "/steps/0").put("call", "aws"));
    damages.add(document -> object(document, "/steps/0/resource").put("account", "12"));
    damages.add(document -> object(document, "/steps/0/resource").put("region", "Ireland"));
    damages.add(document -> object(document, "/steps/0/resource").put("kind", "EC2"));
    return damages;
  }

  /// Takes the member away, or where it does not belong, puts it there.
  private static void removeOrBreak(ObjectNode object, String member) {
    if (object.remove(member) == null) {
      object.put(member, "out of place");
    }
  }

  private static ObjectNode damaged(Consumer<ObjectNode> damage) throws IOException {
    var document = (ObjectNode) JSON.readTree(written(SamplePlans.small()));
    damage.accept(document);
    return document;
  }

  private static ObjectNode object(JsonNode document, String pointer) {
    return (ObjectNode) document.at(pointer);
  }

  /// The pointers to all that is not an object or a list.
  private static List<String> leaves(JsonNode node, String at) {
    var leaves = new ArrayList<String>();
    if (node.isValueNode()) {
      leaves.add(at);
    }
    node.properties()
        .forEach(member -> leaves.addAll(leaves(member.getValue(), at + "/" + member.getKey())));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      leaves.addAll(leaves(node.get(i), at + "/" + i));
    }
    return leaves;
  }

  private static JsonNode edited(JsonNode document, String pointer) {
    int slash = pointer.lastIndexOf('/');
    JsonNode parent = document.at(pointer.substring(0, slash));
    String last = pointer.substring(slash + 1);
    JsonNode value = document.at(pointer);
    if (parent instanceof ArrayNode list) {
      list.set(Integer.parseInt(last), value.textValue() + "x");
    } else if (value.isTextual()) {
      ((ObjectNode) parent).put(last, value.textValue() + "x");
    } else {
      ((ObjectNode) parent).put(last, value.longValue() + 1);
    }
    return document;
  }

  private void assertRefused(String text, String why) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(why)
        .hasMessageEndingWith("\nMake it again, by the command that made it: --out plan.json");
  }

  private static String written(Plan plan) {
    return Rendered.text(out -> PlanJson.write(plan, out));
  }

  private Plan read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("plan.json"), text, UTF_8);
    return PlanJson.read(file);
  }
}
