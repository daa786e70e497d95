package dev.molly.notify;

import static dev.molly.notify.ChannelGroupTest.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.config.NoticeType;
import dev.molly.engine.run.NoticeException;
import dev.molly.engine.run.Receipt;
import dev.molly.model.Owner;
import dev.molly.report.digest.DigestDelivery;
import dev.molly.report.digest.ScanDigest;
import dev.molly.sim.core.SimClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScanNotifierTest {
  private static final Instant START = Instant.parse("2026-12-05T09:30:00Z");
  private static final ScanDigest ADA = digest("ada");
  private static final ScanDigest BOB = digest("bob");
  private static final ScanDigest NONE =
      new ScanDigest("3", new Owner.None(), "subject", "text", "{}");

  private final List<String> sent = new ArrayList<>();

  /// A channel or a pause that takes time advances it.
  private final SimClock time = new SimClock(START, Stream::empty);

  @Test
  void eachOwnerIsToldByTheChannelsThatAreForIt() {
    var notifier =
        notifier(
            route(new FakeChannel("all", _ -> {}), NoticeType.SCAN),
            route(new FakeChannel("hers", _ -> {}), NoticeType.SCAN, "a*"),
            route(new FakeChannel("due", _ -> {}), NoticeType.FALLS_DUE));

    var outcome = notifier.deliver(List.of(ADA, BOB, NONE));

    assertThat(sent).containsExactly("all ada", "hers ada", "all bob", "all 3");
    assertThat(outcome).isEqualTo(new DigestDelivery(4, List.of()));
  }

  @Test
  void anOwnerForWhomThereIsNoChannelIsAProblem() {
    var outcome =
        notifier(route(new FakeChannel("hers", _ -> {}), NoticeType.SCAN, "ada"))
            .deliver(List.of(ADA, BOB, NONE));

    assertThat(outcome.delivered()).isEqualTo(1);
    assertThat(outcome.problems())
        .containsExactly(
            "not delivered, since no channel of the config is about scans for bob, no owner");
  }

  @Test
  void aMessageThatIsNotAcceptedNowIsSentAgainWithTheSameIdAndBody() throws IOException {
    try (var server = new HttpReceiver(503, 429, 204)) {
      var outcome = notifier(route(webhook(server), NoticeType.SCAN)).deliver(List.of(ADA));

      assertThat(outcome).isEqualTo(new DigestDelivery(1, List.of()));
      assertThat(server.requests()).hasSize(3);
      assertThat(server.requests())
          .extracting(each -> each.get("X-Molly-Notice") + each.get("body"))
          .containsOnly("ada{}");
      assertThat(Duration.between(START, time.instant())).isEqualTo(Duration.ofSeconds(5));
    }
  }

  @Test
  void aRefusalIsNotSentAgainAndTheNextMessageIs() throws IOException {
    try (var server = new HttpReceiver(400, 204)) {
      var outcome = notifier(route(webhook(server), NoticeType.SCAN)).deliver(List.of(ADA, BOB));

      assertThat(outcome.delivered()).isEqualTo(1);
      assertThat(outcome.problems())
          .containsExactly(
              "not delivered to ada (webhook at 127.0.0.1, signed with the secret in HOOK): the"
                  + " webhook at 127.0.0.1 answered 400");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aChannelThatNeverAnswersIsGivenUpAndTheOthersAreNot() {
    var silent =
        new FakeChannel(
            "silent",
            _ -> {
              throw new Channel.TooSlow("no answer");
            });

    var outcome =
        notifier(
                route(silent, NoticeType.SCAN),
                route(new FakeChannel("other", _ -> {}), NoticeType.SCAN))
            .deliver(List.of(ADA, BOB));

    assertThat(sent)
        .containsExactly("silent ada", "silent ada", "silent ada", "other ada", "other bob");
    assertThat(outcome.delivered()).isEqualTo(2);
    assertThat(outcome.problems())
        .containsExactly("not delivered to ada, bob (fake silent): no answer");
  }

  @Test
  void aFailureOfAnySortStopsNothing() {
    var broken =
        new FakeChannel(
            "broken",
            _ -> {
              throw new IllegalStateException("a bug");
            });

    assertThat(notifier(route(broken, NoticeType.SCAN)).deliver(List.of(ADA)).problems())
        .containsExactly("not delivered to ada (fake broken): a bug");
  }

  @Test
  void afterFiveMinutesNothingIsSentAnyMore() {
    var slow = new FakeChannel("slow", _ -> time.advance(Duration.ofMinutes(3)));

    var outcome =
        notifier(route(slow, NoticeType.SCAN)).deliver(List.of(ADA, BOB, NONE, digest("cy")));

    assertThat(sent).containsExactly("slow ada", "slow bob");
    assertThat(outcome.problems())
        .containsExactly(
            "not delivered to no owner, cy (fake slow): no more was sent after 5 minutes");
  }

  @Test
  void aPreviewSendsNothingAndShowsNoSecret() throws IOException {
    try (var server = new HttpReceiver(204)) {
      var slack =
          new SlackChannel(
              "SLACK", Map.of("SLACK", server.url().toString()), Duration.ofSeconds(60));

      var previews =
          notifier(
                  route(webhook(server), NoticeType.SCAN),
                  route(slack, NoticeType.SCAN),
                  route(AwsChannel.eventBus("arn:bus", nothing()), NoticeType.SCAN))
              .preview(List.of(ADA));

      assertThat(previews)
          .extracting(each -> each.destination() + " " + each.payload())
          .containsExactly(
              "webhook at 127.0.0.1, signed with the secret in HOOK {}",
              "slack by the URL in SLACK {\"text\":\"text\"}",
              "events arn:bus {}");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aTopicGetsTheTextForItsSubscribersByMail() {
    notifier(route(AwsChannel.topic("arn:topic", new RecordingPublisher(sent)), NoticeType.SCAN))
        .deliver(List.of(ADA));

    assertThat(sent).containsExactly("arn:topic", "subject", "{}", "text");
  }

  private static MessagePublisher nothing() {
    return new RecordingPublisher(new ArrayList<>());
  }

  private WebhookChannel webhook(HttpReceiver server) {
    return new WebhookChannel(
        server.url(), "HOOK", Map.of("HOOK", "open sesame"), time, Duration.ofSeconds(60));
  }

  private ScanNotifier notifier(Route... routes) {
    return new ScanNotifier(List.of(routes), time, time::advance);
  }

  private static ScanDigest digest(String owner) {
    return new ScanDigest(owner, new Owner.Named(owner), "subject", "text", "{}");
  }

  /// A channel that remembers what it was given, and may refuse it.
  private final class FakeChannel implements Channel {
    private final String name;
    private final Consumer<Message> does;

    FakeChannel(String name, Consumer<Message> does) {
      this.name = name;
      this.does = does;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String destination() {
      return "fake " + name;
    }

    @Override
    public String payload(Message message) {
      throw new NoticeException("not asked for");
    }

    @Override
    public Receipt deliver(Message message) {
      sent.add(name + " " + message.id());
      does.accept(message);
      return new Receipt(name, "taken");
    }
  }
}
