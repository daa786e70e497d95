package dev.molly.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.molly.engine.run.NoticeException;
import dev.molly.engine.run.Receipt;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;

/// Posts the text of each notice to an incoming webhook of Slack. The URL is the permission to
/// post, so it comes from the environment and is shown nowhere: not even its host, since a URL that
/// is mistyped may have its token there.
///
/// Names from AWS must not call people: `<!channel>` is text once `<` is escaped, and a bare
/// `@channel` gets a zero-width space, for workspaces that link names.
///
/// Source: https://docs.slack.dev/messaging/formatting-message-text, "Escaping text"
final class SlackChannel implements Channel {
  private final String urlName;
  private final Map<String, String> environment;
  private final Duration patience;

  /// @param urlName the environment variable that holds the URL
  /// @param patience the maximum time it may take
  SlackChannel(String urlName, Map<String, String> environment, Duration patience) {
    this.urlName = urlName;
    this.environment = Map.copyOf(environment);
    this.patience = patience;
  }

  @Override
  public String name() {
    return "slack";
  }

  @Override
  public String destination() {
    return "slack by the URL in " + urlName;
  }

  @Override
  public String payload(Message message) {
    return Message.object("text", escaped(message.text()));
  }

  @Override
  public Receipt deliver(Message message) {
    HttpRequest request =
        HttpRequest.newBuilder(url())
            .timeout(patience)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(payload(message), UTF_8))
            .build();
    int status = new HttpPost(patience).send(request, "Slack, by the URL in " + urlName + ",");
    return new Receipt(name(), status + " by the URL in " + urlName);
  }

  private URI url() {
    String text = environment.getOrDefault(urlName, "").strip();
    if (text.isEmpty()) {
      throw new NoticeException("the variable %s with Slack's URL is not set".formatted(urlName));
    }
    // Without the cause, whose message has the URL in it.
    URI url = parsed(text);
    boolean here = "http".equals(url.getScheme()) && "127.0.0.1".equals(url.getHost());
    if (url.getHost() == null || !("https".equals(url.getScheme()) || here)) {
      throw new NoticeException("the variable %s holds no URL with https".formatted(urlName));
    }
    return url;
  }

  private static URI parsed(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException _) {
      return URI.create("none:none");
    }
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("@(?=(?i:channel|here|everyone|group)\\b)", "@\u200b");
  }
}
