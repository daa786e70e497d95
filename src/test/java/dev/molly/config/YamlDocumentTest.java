package dev.molly.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.model.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlDocumentTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWith(String message, String text) {
    assertThat(problems(text)).isEqualTo("x.yaml:" + message);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("3:1: key 'a' is already there, in line 1", "a: 1\nb: 2\na: 3\n"),
        Arguments.of("1:11: key 'b' is already there, in line 1", "a: {b: 1, b: 2}"),
        Arguments.of("1:4: an anchor; write values out where they are", "a: &x [1]"),
        Arguments.of("1:1: an anchor; write values out where they are", "&x a: 1"),
        Arguments.of(
            "1:10: an anchor; write values out where they are", "\"\ud83d\ude00\": [b, &x c]"),
        Arguments.of("2:4: an anchor; write values out where they are", "a: 1\nb: &x"),
        Arguments.of("1:4: an alias; write the value out", "a: *x"),
        Arguments.of("1:8: an alias; write the value out", "a: [b, *x]"),
        Arguments.of("1:1: an alias; write the value out", "*x"),
        Arguments.of("2:3: an alias as a key; write the key out", "a: 1\n*x : 2"),
        Arguments.of("1:4: a tag; write the value without it", "a: !!str 1"),
        Arguments.of("1:4: a tag; write the value without it", "a: !foo {b: 1}"),
        Arguments.of("1:1: a tag; write the value without it", "!foo a: 1"),
        Arguments.of("3:1: a second document; molly reads one per file", "a: 1\n---\nb: 2\n"),
        Arguments.of("1:1: the file is empty", ""),
        Arguments.of("1:1: the file is empty", "# only a comment\n"),
        Arguments.of("2:1: the file is empty", "---\n"),
        Arguments.of("1:4: not valid YAML: a key must be text", "? [a]\n: b"),
        Arguments.of(
            "2:1: not valid YAML: found character '\\t(TAB)' that cannot start any token."
                + " (Do not use \\t(TAB) for indentation)",
            "a: 1\n\tb: 2"),
        Arguments.of(
            "1:4: not valid YAML: found character '@' that cannot start any token.", "a: @b"),
        Arguments.of("1:5: not valid YAML: unexpected character found a line end", "a: *\nb: 1"),
        Arguments.of("1:5: not valid YAML: mapping values are not allowed here", "a: b: c"),
        Arguments.of("2:1: not valid YAML: found unexpected end of stream", "a: 'x\n"),
        Arguments.of("1:6: not valid YAML: found unknown escape character q(113)", "a: \"\\q\""),
        Arguments.of("1:41: nested more than 20 levels deep", "[ ".repeat(22)),
        Arguments.of("1:41: nested more than 20 levels deep", "- ".repeat(100_000)));
  }

  @Test
  void keepsScalarsAsTheyWereTyped() {
    Optional<YamlNode> top = parse("a: [012345678901, 1_000, 1e5, yes, 2027-01-31, 0x1F]");

    assertThat(texts(top, "a"))
        .containsExactly("012345678901", "1_000", "1e5", "yes", "2027-01-31", "0x1F");
  }

  @Test
  void tellsNothingFromEmptyText() {
    Optional<YamlNode> top = parse("a:\nb: ''\nc: ~");

    assertThat(field(top, "a")).isInstanceOf(YamlNode.Empty.class);
    assertThat(field(top, "b")).isInstanceOf(YamlNode.Scalar.class);
    assertThat(field(top, "c")).isInstanceOf(YamlNode.Empty.class);
  }

  @Test
  void readsTwentyLevels() {
    assertThat(problems("[".repeat(20) + "]".repeat(20))).isEmpty();
  }

  @Test
  void readsWindowsLineEnds() {
    assertThat(parse("a: 1\r\nb: 2\r\n")).isPresent();
  }

  @Test
  void readsAHugeScalarInNoTime() {
    assertThat(problems("a: " + "9".repeat(1_000_000))).isEmpty();
  }

  @Test
  void refusesAFileOverOneMebibyte() throws IOException {
    Path file = Files.writeString(folder.resolve("x.yaml"), "#".repeat(1024 * 1024 + 1));

    assertThat(textProblems(file))
        .isEqualTo(file + ":1:1: larger than 1 MiB, which no policy or config needs");
  }

  @Test
  void refusesBytesThatAreNotUtf8WhereTheyStand() throws IOException {
    Path file =
        Files.write(folder.resolve("x.yaml"), new byte[] {'a', ':', '\n', 'b', (byte) 0xff});

    assertThat(textProblems(file)).isEqualTo(file + ":2:2: not UTF-8; save the file as UTF-8");
  }

  @Test
  void refusesAFileThatEndsInTheMiddleOfACharacter() throws IOException {
    Path file = Files.write(folder.resolve("x.yaml"), new byte[] {'a', (byte) 0xc3});

    assertThat(textProblems(file)).isEqualTo(file + ":1:2: not UTF-8; save the file as UTF-8");
  }

  @Test
  void refusesControlCharactersWhereTheyStand() throws IOException {
    Path file = Files.writeString(folder.resolve("x.yaml"), "a: 1\nb: \u0007");

    assertThat(textProblems(file)).isEqualTo(file + ":2:4: control character U+0007");
  }

  @Test
  void leavesAByteOrderMarkOut() throws IOException {
    Path file = Files.writeString(folder.resolve("x.yaml"), "\uFEFFa: 1");

    assertThat(new YamlText(new ProblemList("help")).of(file)).contains("a: 1");
  }

  @Test
  void refusesAFolderInPlaceOfAFile() {
    assertThat(textProblems(folder)).startsWith(folder + ": cannot be read: ");
  }

  @Test
  void showsNoMoreProblemsThanAnybodyReads() {
    String message = problems("- &a 1\n".repeat(1000));

    assertThat(message).hasLineCount(26).endsWith("... and 975 more");
  }

  @Test
  void neverEchoesControlCharacters() {
    assertThat(ProblemList.quote("a\u001b[31mb\u202ec\n")).isEqualTo("'a?[31mb?c?'");
  }

  /// Any prefix of a good file is read or refused; nothing else may happen.
  @Test
  void survivesEveryTruncation() throws IOException {
    String text = Files.readString(Path.of("policies/strict.yaml"), UTF_8);
    for (int end = 0; end < text.length(); end += 7) {
      String cut = text.substring(0, end);
      assertThat(parse(cut).isPresent() || !problems(cut).isEmpty()).isTrue();
    }
  }

  /// Whatever is typed into a good file, it is read or refused; nothing else may happen.
  @Test
  void survivesRandomDamage() throws IOException {
    long seed = 20261123;
    var random = new Random(seed);
    String damage = "&*!|>%@`'\"#[]{}:,?- \t\n\0\u0085\u2028\ud800\ufffe";
    String good = Files.readString(Path.of("policies/production.yaml"), UTF_8);
    var loader = new PolicyLoader(SampleCatalogue.CATALOGUE);
    Path file = folder.resolve("x.yaml");

    for (int run = 0; run < 300; run++) {
      var text = new StringBuilder(good);
      for (int hit = random.nextInt(1, 4); hit > 0; hit--) {
        char typed = damage.charAt(random.nextInt(damage.length()));
        text.insert(random.nextInt(text.length()), typed);
      }
      Files.write(file, text.toString().getBytes(UTF_8));
      assertThatCode(() -> loadOrRefuse(loader, file))
          .as("seed %d, run %d", seed, run)
          .doesNotThrowAnyException();
    }
  }

  private static void loadOrRefuse(PolicyLoader loader, Path file) {
    try {
      loader.load(List.of(file));
    } catch (UserError refused) {
      assertThat(refused).hasMessageStartingWith(file + ":");
    }
  }

  private static Optional<YamlNode> parse(String text) {
    return YamlDocument.parse("x.yaml", text, new ProblemList("help"));
  }

  private static YamlNode field(Optional<YamlNode> top, String key) {
    Map<String, YamlNode.Field> fields = ((YamlNode.Mapping) top.orElseThrow()).fields();
    return Optional.ofNullable(fields.get(key)).orElseThrow().value();
  }

  private static Stream<String> texts(Optional<YamlNode> top, String key) {
    return ((YamlNode.Sequence) field(top, key))
        .items().stream().map(item -> ((YamlNode.Scalar) item).text());
  }

  private static String problems(String text) {
    var problems = new ProblemList("help");
    YamlDocument.parse("x.yaml", text, problems);
    return message(problems);
  }

  private static String textProblems(Path file) {
    var problems = new ProblemList("help");
    assertThat(new YamlText(problems).of(file)).isEmpty();
    return message(problems);
  }

  /// The problems without the last line, which names the help; empty when there are none.
  private static String message(ProblemList problems) {
    try {
      problems.throwIfAny();
      return "";
    } catch (UserError e) {
      assertThatThrownBy(problems::throwIfAny).hasMessageEndingWith("\nSee: help");
      return String.valueOf(e.getMessage()).replace("\nSee: help", "");
    }
  }
}
