package dev.molly.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the `notify` section of `molly.yaml`.
final class NoticeReader {
  static final List<String> KEYS = List.of("command", "webhook", "sns");
  static final List<String> SNS_KEYS = List.of("topic");
  static final List<String> WEBHOOK_KEYS = List.of("url", "secret-env");

  private final ValueReader values;
  private final Path folder;

  /// @param folder the folder of the config, to which the path of a command is relative
  NoticeReader(ValueReader values, Path folder) {
    this.values = values;
    this.folder = folder;
  }

  List<NoticeChannel> read(YamlSection notify) {
    var channels = new ArrayList<NoticeChannel>();
    notify.get("command").flatMap(this::command).ifPresent(channels::add);
    notify
        .get("webhook")
        .flatMap(node -> values.section(node, "'webhook'", WEBHOOK_KEYS))
        .flatMap(this::webhook)
        .ifPresent(channels::add);
    notify
        .get("sns")
        .flatMap(node -> values.section(node, "'sns'", SNS_KEYS))
        .flatMap(sns -> sns.need("topic", node -> values.text(node, ValueFormat.TOPIC)))
        .map(NoticeChannel.Topic::new)
        .ifPresent(channels::add);
    if (notify.isEmpty()) {
      values.wrong(notify.at(), "'notify' names no channel; see: molly explain notify");
    }
    return channels;
  }

  /// A list and not a shell command line, so that no part of a notice can become a command.
  private Optional<NoticeChannel> command(YamlNode node) {
    Optional<List<YamlNode>> nodes = values.list(node, "'command'");
    List<String> words =
        nodes.orElse(List.of()).stream()
            .flatMap(word -> values.text(word, ValueFormat.TEXT).stream())
            .toList();
    if (nodes.isEmpty() || words.size() < nodes.get().size()) {
      return Optional.empty();
    }
    var all = new ArrayList<>(words);
    all.set(0, program(words.getFirst()));
    return Optional.of(new NoticeChannel.Command(all));
  }

  /// A bare name is looked up in the `PATH`; a path is relative to the config's folder.
  private String program(String word) {
    return word.contains("/") ? folder.resolve(word).toAbsolutePath().normalize().toString() : word;
  }

  private Optional<NoticeChannel> webhook(YamlSection webhook) {
    Optional<URI> url = webhook.need("url", this::url);
    Optional<String> secret =
        webhook.need("secret-env", node -> values.text(node, ValueFormat.VARIABLE));
    return url.flatMap(to -> secret.map(name -> new NoticeChannel.Webhook(to, name)));
  }

  /// Problems are reported without the URL, which may contain a token.
  private Optional<URI> url(YamlNode node) {
    if (!(node instanceof YamlNode.Scalar scalar)) {
      return values.wrong(node.at(), "expected a URL");
    }
    URI url;
    try {
      url = new URI(scalar.text());
    } catch (URISyntaxException e) {
      return values.wrong(node.at(), "this is not a URL");
    }
    if (url.getHost() == null) {
      return values.wrong(node.at(), "expected a URL like https://hooks.example.org/molly");
    }
    if (url.getRawUserInfo() != null) {
      return values.wrong(node.at(), "no name and password in a URL: the signature is the proof");
    }
    if (!"https".equals(url.getScheme()) && !("http".equals(url.getScheme()) && isHere(url))) {
      return values.wrong(
          node.at(), "only https, or http to this machine itself (localhost, 127.0.0.1, [::1])");
    }
    return Optional.of(url);
  }

  private static boolean isHere(URI url) {
    String host = url.getHost();
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]+){3}");
  }
}
