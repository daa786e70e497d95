package dev.molly.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.molly.config.NoticeChannel;
import dev.molly.config.NoticeRoute;
import dev.molly.config.NoticeType;
import dev.molly.engine.run.Notice;
import dev.molly.engine.run.NoticeException;
import dev.molly.engine.run.Receipt;
import dev.molly.model.AccountId;
import dev.molly.model.KindId;
import dev.molly.model.OwnerTags;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.plan.Goal;
import dev.molly.retire.RetirementRecord;
import dev.molly.text.Glob;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelGroupTest {
  private static final Instant NOW = Instant.parse("2026-12-05T09:30:00Z");
  private static final String SECRET = "open sesame";
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir private Path folder;

  @Test
  void aNoticeIsAsItsSchemaSays() throws IOException {
    var schema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(
                Objects.requireNonNull(
                    getClass().getResourceAsStream("/schema/notice-1.schema.json")));
    var json = new JsonMapper().readTree(Message.of(notice(), true).json());

    assertThat(schema.validate(json)).isEmpty();
    assertThat(json.get("owner").asText()).isEqualTo("the web team");
    assertThat(json.get("text").asText()).startsWith("[sandbox] ec2-instance i-0a1 (wéb-01)");
    assertThat(json.get("keep").get(1).asText())
        .isEqualTo("molly restore arn:aws:ec2:eu-west-1:111122223333:i/i-0a1 --sandbox");
  }

  @Test
  void aTopicGetsTheNoticeAndTheIdOfTheMessageIsTheReceipt() {
    var published = new ArrayList<String>();
    String arn = "arn:aws:sns:eu-west-1:111122223333:retired";

    var receipts =
        channels(AwsChannel.topic(arn, new RecordingPublisher(published))).deliver(notice());

    assertThat(published)
        .containsExactly(
            arn, Message.of(notice(), false).subject(), Message.of(notice(), false).json(), "");
    assertThat(receipts).containsExactly(new Receipt("sns", "message 95df01b4 to " + arn));
  }

  @Test
  void aCommandGetsTheNoticeAndItsExitCodeIsTheReceipt() throws IOException {
    Path got = folder.resolve("got");

    var receipt = command(LONG, "sh", "-c", "cat > \"$1\"", "sh", got.toString());

    assertThat(Files.readString(got)).isEqualTo(Message.of(notice(), false).json() + "\n");
    assertThat(receipt.getFirst().text()).isEqualTo("exit code 0 from sh");
  }

  @Test
  void aCommandThatFailsIsNoReceiptAndWhatItWroteIsNotShown() {
    assertThatThrownBy(() -> command(LONG, "sh", "-c", "echo " + SECRET + " >&2; exit 3"))
        .isInstanceOf(NoticeException.class)
        .hasMessage("the command sh ended with exit code 3; what it wrote is shown with -v");
  }

  @Test
  void theReceiptsOfOtherChannelsAreKeptWhenOneFails() {
    var channels =
        channels(
            new CommandChannel(List.of("true"), Map.of(), LONG),
            new CommandChannel(List.of("false"), Map.of(), LONG));

    var failure = catchThrowableOfType(NoticeException.class, () -> channels.deliver(notice()));

    assertThat(failure).hasMessageContaining("the command false ended with exit code 1");
    assertThat(failure.receipts()).containsExactly(new Receipt("command", "exit code 0 from true"));
  }

  @Test
  void aCommandThatIsNotThereIsNoReceipt() {
    assertThatThrownBy(() -> command(LONG, folder.resolve("none").toString()))
        .isInstanceOf(NoticeException.class)
        .hasMessageContaining("cannot be run");
  }

  @Test
  void nothingInANoticeIsReadByAShell() throws IOException {
    Path got = folder.resolve("got");

    command(LONG, "tee", got.toString());

    assertThat(Files.readString(got)).contains("$(touch /hacked)");
  }

  @Test
  void aCommandThatHangsIsEndedWithItsChildrenAndNotTriedAgain() {
    var channels =
        channels(new CommandChannel(List.of("sh", "-c", "sleep 600 & wait"), Map.of(), SHORT));
    long before = children();

    assertThatThrownBy(() -> channels.deliver(notice()))
        .hasMessageContaining("did not end within")
        .hasMessageContaining("was ended");
    assertThatThrownBy(() -> channels.deliver(notice()))
        .hasMessageContaining("it is not tried again in this run");
    assertThat(children()).isEqualTo(before);
  }

  private static long children() {
    return ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).count();
  }

  @Test
  void aWebhookIsSignedOverTimeAndBodyAndA2xxIsTheReceipt() throws IOException {
    try (var server = new HttpReceiver(204)) {
      var receipt = channels(webhook(server.url(), SECRET)).deliver(notice());

      String stamp = server.header("X-Molly-Timestamp");
      assertThat(stamp).isEqualTo(Long.toString(NOW.getEpochSecond()));
      assertThat(server.header("X-Molly-Signature"))
          .isEqualTo("v1=" + WebhookChannel.signature(SECRET, stamp, server.body()));
      assertThat(server.body()).isEqualTo(Message.of(notice(), false).json());
      assertThat(receipt.getFirst().text()).isEqualTo("204 from 127.0.0.1");
    }
  }

  /// As `printf 1.x | openssl dgst -sha256 -hmac key` has it.
  @Test
  void theSignatureIsAnHmacSha256() {
    assertThat(WebhookChannel.signature("key", "1", "x"))
        .isEqualTo("fc4913c41a7bf793267e2a384f3261c9436ec2cd097bd745e7b0d99113f510ec");
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 500})
  void anyOtherAnswerIsNoReceiptAndNamesNoMoreThanTheHost(int status) throws IOException {
    try (var server = new HttpReceiver(status)) {
      assertThatThrownBy(() -> channels(webhook(server.url(), SECRET)).deliver(notice()))
          .isInstanceOf(NoticeException.class)
          .hasMessage("the webhook at 127.0.0.1 answered " + status);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aWebhookWithoutItsSecretIsNotCalled() throws IOException {
    try (var server = new HttpReceiver(204)) {
      assertThatThrownBy(() -> channels(webhook(server.url(), "")).deliver(notice()))
          .hasMessageContaining("the variable HOOK")
          .hasMessageContaining("is not set");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void everyChannelHasToTakeIt() throws IOException {
    try (var server = new HttpReceiver(500)) {
      var both =
          channels(
              new CommandChannel(List.of("true"), Map.of(), LONG), webhook(server.url(), SECRET));

      assertThatThrownBy(() -> both.deliver(notice())).isInstanceOf(NoticeException.class);
    }
  }

  @Test
  void aBusGetsTheNoticeAndTheIdOfTheEventIsTheReceipt() {
    var published = new ArrayList<String>();
    String arn = "arn:aws:events:eu-west-1:111122223333:event-bus/molly";

    var receipts =
        channels(AwsChannel.eventBus(arn, new RecordingPublisher(published))).deliver(notice());

    assertThat(published).containsExactly(arn, "falls-due", Message.of(notice(), false).json());
    assertThat(receipts).containsExactly(new Receipt("events", "event 95df01b4 to " + arn));
  }

  @Test
  void theJournalsSchemaKnowsEveryChannel() throws IOException {
    var nothing = new RecordingPublisher(new ArrayList<>());
    List<Channel> all =
        List.of(
            new CommandChannel(List.of("true"), Map.of(), LONG),
            webhook(URI.create("https://example.org/"), SECRET),
            AwsChannel.topic("arn", nothing),
            AwsChannel.eventBus("arn", nothing),
            new SlackChannel("SLACK", Map.of(), LONG));
    var schema =
        new JsonMapper()
            .readTree(getClass().getResourceAsStream("/schema/journal-line-1.schema.json"));

    assertThat(schema.findValue("channel").path("enum"))
        .extracting(JsonNode::asText)
        .containsAll(all.stream().map(Channel::name).toList());
  }

  @Test
  void aChannelThatIsAboutScansOnlyGetsNoNoticeOfARetiredResource() {
    var scans = route(new CommandChannel(List.of("true"), Map.of(), LONG), NoticeType.SCAN);

    assertThat(new ChannelGroup(List.of(scans), false).hasChannel()).isFalse();
  }

  @Test
  void anOwnerForWhomThereIsNoChannelIsNotTold() {
    var others =
        route(
            new CommandChannel(List.of("true"), Map.of(), LONG), NoticeType.FALLS_DUE, "the data*");
    var all = new ChannelGroup(List.of(others), false);

    assertThatThrownBy(() -> all.deliver(notice()))
        .isInstanceOf(NoticeException.class)
        .hasMessage("no channel of the config is for its owner: the web team");
  }

  private static WebhookChannel webhook(URI url, String secret) {
    return new WebhookChannel(
        url, "HOOK", Map.of("HOOK", secret), Clock.fixed(NOW, ZoneOffset.UTC), LONG);
  }

  private static ChannelGroup channels(Channel... all) {
    return new ChannelGroup(
        Stream.of(all).map(each -> route(each, NoticeType.FALLS_DUE)).toList(), false);
  }

  /// A channel for some notices, and for some owners if there are any.
  static Route route(Channel channel, NoticeType about, String... owners) {
    return new Route(
        channel,
        new NoticeRoute(
            new NoticeChannel.Slack("NONE"), // not looked at
            Set.of(about),
            Stream.of(owners).map(Glob::new).toList()));
  }

  private static List<Receipt> command(Duration patience, String... words) {
    return channels(new CommandChannel(List.of(words), Map.of(), patience)).deliver(notice());
  }

  private static Notice notice() {
    var id =
        new ResourceId(
            new KindId("ec2-instance"),
            new AccountId("111122223333"),
            new RegionId("eu-west-1"),
            "i-0a1");
    var ref = new ResourceRef(id, "i-0a1", "wéb-01", "arn:aws:ec2:eu-west-1:111122223333:i/i-0a1");
    var record =
        new RetirementRecord(
            "i-0a1",
            Goal.RETIRED,
            "arn:aws:iam::111122223333:user/ada",
            "$(touch /hacked)",
            NOW.minus(Duration.ofDays(12)),
            NOW.plus(Duration.ofDays(2)),
            Optional.of("wéb-01"),
            "running",
            new TreeMap<>(),
            new TreeSet<>(),
            Optional.empty());
    var tags = new Tags.Known(Map.of("Team", "the web team"));
    return new Notice(
        new Resource(ref, "stopped", tags, Map.of()), OwnerTags.DEFAULT.of(tags), record, NOW);
  }
}
