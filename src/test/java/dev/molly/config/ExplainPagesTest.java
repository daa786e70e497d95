package dev.molly.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.SupportedKinds;
import dev.molly.model.Control;
import dev.molly.model.ExitCode;
import dev.molly.model.FindingStatus;
import dev.molly.model.KindId;
import dev.molly.model.UserError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainPagesTest {
  private static final ExplainPages EXPLAIN = new ExplainPages(SampleCatalogue.CATALOGUE);
  private static final Pattern REFERENCE = Pattern.compile("molly explain\\s+([a-z0-9-]+)");
  private static final Pattern WHOLE_POLICY =
      Pattern.compile("(?m)(^    version: 1\\n(?:    .*\\n)+)");

  @ParameterizedTest
  @MethodSource("controls")
  void hasAPageForEveryControl(Control control) {
    assertThat(EXPLAIN.page(control.page()))
        .startsWith("# " + control.page() + "\n")
        .contains("## Without it", "## What molly reads", "## Turn it on", "## Cost")
        .contains("aws ", "Terraform", "## What it does not protect against", "## References");
  }

  static Stream<Control> controls() {
    return SampleCatalogue.CATALOGUE.controls().values().stream().flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void hasAPageForEveryKindThatNamesItsControls(KindId kind) {
    String page = EXPLAIN.page(kind.value());

    assertThat(SampleCatalogue.CATALOGUE.controls().getOrDefault(kind, List.of()))
        .isNotEmpty()
        .allSatisfy(
            control ->
                assertThat(page)
                    .containsPattern(control.id() + " +molly explain " + control.page()));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void namesEveryKindThatARuleCanBeAbout(KindId kind) {
    assertThat(EXPLAIN.page("policy"))
        .as("explain/policy.md, at 'kind' under 'A rule': add %s", kind)
        .containsPattern("\\b" + kind + "\\b");
  }

  static List<KindId> kinds() {
    return SampleCatalogue.CATALOGUE.kinds();
  }

  @ParameterizedTest
  @EnumSource
  void hasAPageForEveryStatus(FindingStatus status) {
    assertThat(EXPLAIN.page(status.word())).startsWith("# " + status.word() + "\n");
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatEveryExitCodeMeans(ExitCode code) {
    String page = EXPLAIN.page(Integer.toString(code.code()));

    assertThat(page)
        .isEqualTo(EXPLAIN.page("exit-codes"))
        .contains("%6d  %s%n".formatted(code.code(), code.meaning()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gap", "exit-codes", "policy", "config", "permissions"})
  void hasAPageFor(String topic) {
    assertThat(EXPLAIN.pages()).contains(topic);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void leadsNowhereThatDoesNotExist(String name) {
    Matcher reference = REFERENCE.matcher(EXPLAIN.page(name));

    assertThat(reference.results().map(found -> found.group(1))).allSatisfy(EXPLAIN::page);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void readsWellInEightyColumns(String name) {
    assertThat(EXPLAIN.page(name).lines().filter(line -> !line.startsWith("https://")))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80).doesNotEndWith(" "));
  }

  /// A noun where a noun belongs: "the owner", "a caller", "it is not known".
  @ParameterizedTest
  @MethodSource("pages")
  void namesWhoIsMeant(String name) {
    assertThat(EXPLAIN.page(name))
        .doesNotContainPattern("(?i)\\b(somebody|nobody|anybody|whoever)\\b");
  }

  static List<String> pages() {
    return EXPLAIN.pages();
  }

  @Test
  void explainsAShippedRuleByItsControl() {
    assertThat(EXPLAIN.page("production-s3-versioning")).isEqualTo(EXPLAIN.page("s3-versioning"));
  }

  @Test
  void suggestsTheNearestPageForAnUnknownOne() {
    assertThatThrownBy(() -> EXPLAIN.page("s3-versionning"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("no page 's3-versionning'; did you mean 's3-versioning'?\nPages: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../policies/strict", "", "EXIT-CODES", "a\u001b[31m"})
  void doesNotLookOutsideItsPages(String name) {
    assertThatThrownBy(() -> EXPLAIN.page(name)).isInstanceOf(UserError.class);
  }

  @Test
  void listsThePagesOfAJar(@TempDir Path folder) throws IOException {
    Path jar = folder.resolve("a b.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name : List.of("explain/", "explain/b.md", "explain/a.md", "policies/c.md")) {
        out.putNextEntry(new JarEntry(name));
      }
    }

    var page = URI.create("jar:" + jar.toUri() + "!/explain/a.md").toURL();

    assertThat(ExplainPages.pagesBeside(page)).containsExactly("a", "b");
  }

  @Test
  void showsAPolicyThatMollyTakes(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("x.yaml"), example("policy"));

    assertThat(new PolicyLoader(SampleCatalogue.CATALOGUE).load(List.of(file))).hasSize(1);
  }

  @Test
  void showsAConfigThatMollyTakes(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("molly.yaml"), example("config"));

    Config config = ConfigLoader.load(file);

    assertThat(config.accounts()).hasSize(2);
    assertThat(config.freezes()).hasSize(2);
  }

  /// But for where a bucket is: on AWS the listing says that, and only what stands in for S3 is
  /// asked.
  @Test
  void leavesRoomOnThePageForThePolicyThatMollyPrintsForAScanWhichOnlyReads() throws IOException {
    assertThat(EXPLAIN.page("permissions")).contains("\n{{molly iam scan}}\n");
    assertThat(actions(SupportedKinds.aws().policyToScan()))
        .contains("s3:GetBucketLocation")
        .contains("dynamodb:DescribeTable")
        .allMatch(action -> action.matches("[a-z0-9-]+:(Describe|Get|List)[A-Z].*"));
  }

  /// What the first statement of a policy allows.
  private static Set<String> actions(String policy) throws IOException {
    return new JsonMapper()
        .readTree(policy)
        .findValue("Action")
        .valueStream()
        .map(JsonNode::asText)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String example(String page) {
    Matcher example = WHOLE_POLICY.matcher(EXPLAIN.page(page));
    assertThat(example.find()).isTrue();
    return example.group(1).indent(-4);
  }
}
