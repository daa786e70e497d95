package dev.molly.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.molly.model.Owner;
import dev.molly.model.UserError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeReaderTest {
  private static final String TOPIC = "arn:aws:sns:eu-west-1:111122223333:retired";

  private static final String BUS = "arn:aws:events:eu-west-1:111122223333:event-bus/molly";

  @TempDir private Path folder;

  @Test
  void readsEveryChannel() throws IOException {
    assertThat(
            channels(
                """
                command: [./tell, --by, mail]
                webhook: { url: "https://hooks.example.org/molly", secret-env: HOOK_SECRET }
                sns: { topic: "%s" }
                events: { bus: "%s" }
                slack: { url-env: SLACK_URL }
                """
                    .formatted(TOPIC, BUS)))
        .containsExactly(
            new NoticeChannel.Command(List.of(folder.resolve("tell").toString(), "--by", "mail")),
            new NoticeChannel.Webhook(URI.create("https://hooks.example.org/molly"), "HOOK_SECRET"),
            new NoticeChannel.Topic(TOPIC),
            new NoticeChannel.EventBus(BUS),
            new NoticeChannel.Slack("SLACK_URL"));
  }

  @Test
  void aBareNameIsLookedForInThePath() throws IOException {
    assertThat(channels("command: [sendmail]"))
        .containsExactly(new NoticeChannel.Command(List.of("sendmail")));
  }

  @Test
  void aChannelIsForRetiredResourcesUnlessItSaysOtherwise() throws IOException {
    assertThat(routes("notify: { command: [tell] }"))
        .extracting(NoticeRoute::about)
        .containsExactly(Set.of(NoticeType.FALLS_DUE));
    assertThat(
            routes(
                """
                notify:
                  - { command: [tell] }
                  - { slack: { url-env: A }, about: scan, owners: [team-a, "web-*"] }
                  - { slack: { url-env: B }, sns: { topic: "%s" }, about: [falls-due, scan] }
                """
                    .formatted(TOPIC)))
        .extracting(NoticeRoute::about, each -> each.owners().size())
        .containsExactly(
            tuple(Set.of(NoticeType.FALLS_DUE), 0),
            tuple(Set.of(NoticeType.SCAN), 2),
            tuple(Set.of(NoticeType.FALLS_DUE, NoticeType.SCAN), 0),
            tuple(Set.of(NoticeType.FALLS_DUE, NoticeType.SCAN), 0));
  }

  @Test
  void aChannelOfSomeOwnersIsForNoOther() throws IOException {
    NoticeRoute route =
        routes("notify: { command: [tell], about: scan, owners: [\"web-*\"] }").getFirst();

    assertThat(route.takes(NoticeType.SCAN, new Owner.Named("web-01"))).isTrue();
    assertThat(route.takes(NoticeType.FALLS_DUE, new Owner.Named("web-01"))).isFalse();
    assertThat(route.takes(NoticeType.SCAN, new Owner.Named("data"))).isFalse();
    assertThat(route.takes(NoticeType.SCAN, new Owner.None())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080/x",
        "http://127.0.0.1/x",
        "http://127.1.2.3/x",
        "http://[::1]:80/x"
      })
  void plainHttpIsForThisMachineOnly(String url) throws IOException {
    assertThat(channels("webhook: { url: \"%s\", secret-env: S }".formatted(url))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|names no channel",
        "{ command: sendmail }|'command'",
        "{ command: [] }|'command'",
        "{ webhook: { url: \"http://hooks.example.org/x\", secret-env: S } }|only https",
        "{ webhook: { url: \"http://localhost.example.org/x\", secret-env: S } }|only https",
        "{ webhook: { url: \"http://127.0.0.1.example.org/x\", secret-env: S } }|only https",
        "{ webhook: { url: \"https://u:open@example.org/x\", secret-env: S } }|no name and"
            + " password",
        "{ webhook: { url: \"ftp://example.org/x\", secret-env: S } }|only https",
        "{ webhook: { url: \"https:///x\", secret-env: S } }|expected a URL",
        "{ webhook: { url: \"https://example.org/x\" } }|secret-env",
        "{ webhook: { url: \"https://example.org/x\", secret-env: \"$S\" } }|environment variable",
        "{ sns: { topic: retired } }|the ARN of a standard SNS topic",
        "{ sns: { topic: \"arn:aws:sns:eu-west-1:111122223333:retired.fifo\" } }|SNS topic",
        "{ events: { bus: molly } }|the ARN of an EventBridge event bus",
        "{ slack: { url-env: \"https://hooks.slack.com/x\" } }|environment variable",
        "{ about: scan }|names no channel",
        "{ command: [tell], about: scans }|did you mean 'scan'",
        "[]|'notify'",
        "[{ about: scan }]|names no channel",
        "{ mail: ops@example.org }|unknown"
      })
  void refusesWhatIsNoChannel(String notify, String why) {
    assertThatThrownBy(() -> load("notify: " + notify))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(why);
  }

  /// A URL may hold a token.
  @Test
  void aUrlThatIsRefusedIsNotShown() {
    assertThatThrownBy(
            () -> load("notify: { webhook: { url: \"http://example.org/T0KEN\", secret-env: S } }"))
        .isInstanceOf(UserError.class)
        .hasMessageNotContaining("T0KEN");
  }

  private List<NoticeChannel> channels(String notify) throws IOException {
    return routes("notify:\n" + notify.indent(2)).stream().map(NoticeRoute::channel).toList();
  }

  private List<NoticeRoute> routes(String notify) throws IOException {
    return load(notify).channels();
  }

  private Config load(String rest) throws IOException {
    Path file = Files.writeString(folder.resolve("molly.yaml"), "version: 1\n" + rest);
    return ConfigLoader.load(file);
  }
}
