package dev.molly.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.plan.Digest;
import dev.molly.plan.RunResult.Result;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class JournalLineTest {
  private static final String PREVIOUS = JournalLine.START;

  @Test
  void saysWhatWasWrittenInOneLineOfJson() {
    JournalLine line = JournalLine.after(PREVIOUS, SampleRun.intent(1, "web-01", "i-0a"));

    assertThat(line.text())
        .isEqualTo(
            """
            {"type":"intent","at":"2026-11-22T23:58:01Z","step":1,\
            "change":{"kind":"ec2-instance","account":"111122223333","region":"eu-west-1",\
            "uid":"i-0a","identifier":"web-01","name":"the web","arn":"arn:aws:ec2:::instance/i-0a",\
            "control":"termination-protection","from":"off","to":"on"},\
            "api":"ec2:ModifyInstanceAttribute",\
            "previous":"0000000000000000000000000000000000000000000000000000000000000000",\
            "hash":"%s"}\
            """
                .formatted(line.hash()));
  }

  /// Whoever checks a journal needs no molly for it: this must stay as it is.
  @Test
  void hashesTheLineAsItWouldBeWithoutItsHash() throws NoSuchAlgorithmException {
    JournalLine line = JournalLine.after(PREVIOUS, SampleRun.BEGAN);

    String content = line.text().replaceAll(",\"hash\":\"[0-9a-f]*\"}$", "}");
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
    assertThat(line.hash()).isEqualTo(HexFormat.of().formatHex(hash));
  }

  @ParameterizedTest
  @MethodSource("entries")
  void readsWhatItWrote(JournalEntry entry) {
    JournalLine line = JournalLine.after(PREVIOUS, entry);

    assertThat(JournalLine.parse(line.text())).isEqualTo(line);
  }

  static Stream<JournalEntry> entries() {
    return SampleRun.ENTRIES.stream();
  }

  @ParameterizedTest
  @EnumSource
  void readsEachResultThatItWrote(Result result) {
    var entry = new JournalEntry.Outcome(SampleRun.time("23:58:02"), 7, result, "AWS said so");

    assertThat(JournalLine.parse(JournalLine.after(PREVIOUS, entry).text()).entry())
        .isEqualTo(entry);
  }

  /// A bucket policy has line ends; a name can have anything, even half of a pair.
  @Test
  void keepsAnyTextInOneLineOfAscii() {
    Change change = SampleRun.change("web-01", "i-0a");
    ResourceRef ref = change.resource();
    String name = "a\nb\r\u0000\u001b[31m\u0085\u2028\u202e\ud83d\ude00\ud800\"\\";
    var named = new ResourceRef(ref.id(), ref.identifier(), name, ref.arn());
    var entry =
        new JournalEntry.Intent(
            SampleRun.time("23:58:01"),
            1,
            new Change(named, change.control(), "", "{\n  \"Statement\": []\n}"),
            "s3:PutBucketPolicy");

    String text = JournalLine.after(PREVIOUS, entry).text();

    assertThat(JournalLine.parse(text).entry()).isEqualTo(entry);
    assertThat(US_ASCII.newEncoder().canEncode(text)).isTrue();
    assertThat(text).doesNotContainPattern("\\p{Cc}");
  }

  @ParameterizedTest
  @MethodSource("strange")
  void refusesWhatItDoesNotKnowThoughItsHashIsRight(String content, String message) {
    assertThatThrownBy(() -> JournalLine.parse(sealed(content)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot be read: " + message);
  }

  static Stream<Arguments> strange() {
    String end = "\"at\":\"2026-11-22T23:58:00Z\",\"previous\":\"" + PREVIOUS + "\"";
    return Stream.of(
        Arguments.of("{\"type\":\"paused\"," + end + "}", "unknown type 'paused'"),
        Arguments.of("{\"type\":\"p\\u001b[0m\"," + end + "}", "unknown type 'p?[0m'"),
        Arguments.of("{\"type\":\"ended\"," + end + "}", "'detail' is missing"),
        Arguments.of("{\"type\":\"ended\",\"detail\":7," + end + "}", "'detail' is not a text"),
        Arguments.of(
            "{\"type\":\"ended\",\"detail\":\"\",\"more\":1," + end + "}", "unknown field 'more'"),
        Arguments.of(
            "{\"type\":\"ended\",\"detail\":\"\",\"detail\":\"\"," + end + "}",
            "not JSON: Duplicate field 'detail'"),
        Arguments.of(
            "{\"type\":\"outcome\",\"step\":1.5,\"result\":\"done\",\"detail\":\"\"," + end + "}",
            "'step' is not a number"),
        Arguments.of(
            "{\"type\":\"outcome\",\"step\":1,\"result\":\"DONE\",\"detail\":\"\"," + end + "}",
            "unknown result 'DONE'"),
        Arguments.of(
            "{\"type\":\"began\",\"command\":\"\",\"callers\":[1],\"digest\":\"\"," + end + "}",
            "'callers' is not a list of texts"),
        Arguments.of(
            "{\"type\":\"intent\",\"step\":1,\"change\":[],\"api\":\"\"," + end + "}",
            "expected a JSON object"),
        Arguments.of("{\"type\":\"ended\",\"at\":\"yesterday\"}", "'previous' is missing"),
        Arguments.of(
            "{\"type\":\"ended\",\"at\":\"yesterday\",\"detail\":\"\",\"previous\":\"\"}",
            "'at' is not a time: 'yesterday'"));
  }

  @Test
  void refusesAnUnknownFieldOfAChange() {
    String text = JournalLine.after(PREVIOUS, SampleRun.intent(1, "web-01", "i-0a")).text();
    String content =
        text.replaceAll(",\"hash\":.*", "}").replace("\"uid\":", "\"was\":\"on\",\"uid\":");

    assertThatThrownBy(() -> JournalLine.parse(sealed(content)))
        .hasMessage("cannot be read: unknown field 'was'");
  }

  @ParameterizedTest
  @MethodSource("noLines")
  void refusesWhatIsNoLineAtAll(String text) {
    assertThatThrownBy(() -> JournalLine.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("is not a line of a journal");
  }

  static List<String> noLines() {
    return List.of("", "{}", "[]", "{\"type\":\"ended\"}", "\u0000\u0000\u0000");
  }

  private static String sealed(String content) {
    String open = content.substring(0, content.length() - 1);
    return open + ",\"hash\":\"" + Digest.of(content).hex() + "\"}";
  }
}
