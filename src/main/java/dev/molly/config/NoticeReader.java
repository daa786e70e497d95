package dev.molly.config;

import dev.molly.text.Glob;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the `notify` section of `molly.yaml`.
final class NoticeReader {
  static final List<String> CHANNELS = List.of("command", "webhook", "sns", "events", "slack");
  static final List<String> KEYS =
      Stream.concat(CHANNELS.stream(), Stream.of("about", "owners")).toList();
  static final List<String> SNS_KEYS = List.of("topic");
  static final List<String> EVENTS_KEYS = List.of("bus");
  static final List<String> SLACK_KEYS = List.of("url-env");
  static final List<String> WEBHOOK_KEYS = List.of("url", "secret-env");

  private final ValueReader values;
  private final Path folder;

  /// @param folder the folder of the config, to which the path of a command is relative
  NoticeReader(ValueReader values, Path folder) {
    this.values = values;
    this.folder = folder;
  }

  /// Reads one section, or a list of them.
  List<NoticeRoute> read(YamlNode notify) {
    List<YamlNode> sections =
        notify instanceof YamlNode.Sequence
            ? values.list(notify, "'notify'").orElse(List.of())
            : List.of(notify);
    return sections.stream()
        .flatMap(node -> values.section(node, "'notify'", KEYS).stream())
        .flatMap(section -> routes(section).stream())
        .toList();
  }

  /// A channel without `about` gets no digests of scans: configs from before there were any have no
  /// `about`.
  private List<NoticeRoute> routes(YamlSection notify) {
    Set<NoticeType> about =
        notify.get("about").map(this::about).orElse(Set.of(NoticeType.FALLS_DUE));
    List<Glob> owners =
        notify
            .get("owners")
            .flatMap(node -> values.oneOrMore(node, "'owners'"))
            .orElse(List.of())
            .stream()
            .flatMap(node -> values.text(node, ValueFormat.TEXT).stream())
            .map(Glob::new)
            .toList();
    if (CHANNELS.stream().noneMatch(notify::has)) {
      values.wrong(notify.at(), "'notify' names no channel; see: molly explain notify");
    }
    return channels(notify).stream()
        .map(channel -> new NoticeRoute(channel, about, owners))
        .toList();
  }

  private Set<NoticeType> about(YamlNode node) {
    Map<String, NoticeType> known =
        Arrays.stream(NoticeType.values())
            .collect(Collectors.toMap(NoticeType::word, type -> type));
    return values.oneOrMore(node, "'about'").orElse(List.of()).stream()
        .flatMap(word -> values.word(word, "notice", new TreeSet<>(known.keySet())).stream())
        .flatMap(word -> Stream.ofNullable(known.get(word)))
        .collect(Collectors.toSet());
  }

  private List<NoticeChannel> channels(YamlSection notify) {
    var channels = new ArrayList<NoticeChannel>();
    notify.get("command").flatMap(this::command).ifPresent(channels::add);
    section(notify, "webhook", WEBHOOK_KEYS).flatMap(this::webhook).ifPresent(channels::add);
    section(notify, "sns", SNS_KEYS)
        .flatMap(sns -> sns.need("topic", node -> values.text(node, ValueFormat.TOPIC)))
        .map(NoticeChannel.Topic::new)
        .ifPresent(channels::add);
    section(notify, "events", EVENTS_KEYS)
        .flatMap(events -> events.need("bus", node -> values.text(node, ValueFormat.BUS)))
        .map(NoticeChannel.EventBus::new)
        .ifPresent(channels::add);
    section(notify, "slack", SLACK_KEYS)
        .flatMap(slack -> slack.need("url-env", node -> values.text(node, ValueFormat.VARIABLE)))
        .map(NoticeChannel.Slack::new)
        .ifPresent(channels::add);
    return channels;
  }

  private Optional<YamlSection> section(YamlSection notify, String key, List<String> keys) {
    return notify.get(key).flatMap(node -> values.section(node, "'" + key + "'", keys));
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
