package dev.molly.intercept;

import dev.molly.kind.DeleteCommand.Target;
import dev.molly.kind.DeleteOption;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Builds the deletion request of a destructive command from its options and its JSON. As in the
/// AWS CLI, an option takes precedence over the same member of the JSON.
final class DeleteRequestParser {
  /// In place of a value like this, the AWS CLI uses the contents of the file; version 1 follows
  /// a URL, too. Source: AWS CLI 1.45, `awscli/paramfile.py`.
  private static final Pattern ELSEWHERE = Pattern.compile("(fileb?|https?)://");

  private final DestructiveCommand command;
  private final ParsedOptions given;
  private final CliEnvironment around;
  private final InputJson json;
  private final List<String> notes = new ArrayList<>();

  private DeleteRequestParser(
      DestructiveCommand command, ParsedOptions given, CliEnvironment around, InputJson json) {
    this.command = command;
    this.given = given;
    this.around = around;
    this.json = json;
  }

  static DeleteRequest of(DestructiveCommand command, ParsedOptions given, CliEnvironment around)
      throws UnsupportedArgumentsException {
    return new DeleteRequestParser(command, given, around, json(given, around)).destruction();
  }

  /// Returns the identifier of the target of a command that is checked against AWS before it
  /// passes.
  static String identifier(ProtectedCommand command, ParsedOptions given, CliEnvironment around)
      throws UnsupportedArgumentsException {
    if (given.has("--cli-input-yaml")) {
      throw new UnsupportedArgumentsException(
          "YAML is not read here: give it as '--cli-input-json'");
    }
    if (command == ProtectedCommand.REMOVE_OBJECTS) {
      if (given.words().size() != 1 || !given.words().getFirst().startsWith("s3://")) {
        throw new UnsupportedArgumentsException("it takes one path, as in s3://my-bucket/key");
      }
      return given.words().getFirst().substring("s3://".length()).split("/", 2)[0];
    }
    if (!given.words().isEmpty()) {
      throw new UnsupportedArgumentsException(
          "'" + given.words().getFirst() + "' belongs to no option");
    }
    Optional<String> inJson = json(given, around).text(command.member());
    Optional<String> typed = given.value(command.option());
    if (typed.filter(value -> ELSEWHERE.matcher(value).lookingAt()).isPresent()) {
      throw new UnsupportedArgumentsException(
          "'%s' stands for what is in there: give that itself".formatted(typed.get()));
    }
    return typed
        .or(() -> inJson)
        .orElseThrow(() -> new UnsupportedArgumentsException("it does not say which"));
  }

  private DeleteRequest destruction() throws UnsupportedArgumentsException {
    refuseWhatCannotBeKept();
    List<String> identifiers = identifiers();
    if (command.command().target() instanceof Target.Option) {
      json.allow(command.members());
    }
    boolean dryRun = false;
    String owner = "";
    for (DeleteOption option : command.command().options()) {
      switch (option.meaning()) {
        case DRY_RUN -> dryRun = flag(option);
        case OWNER -> owner = text(option.name(), option.member()).orElse("");
        case SWITCH -> note(flag(option) ? option.note() : "");
        case TEXT ->
            note(text(option.name(), option.member()).map(option.note()::formatted).orElse(""));
      }
    }
    if (given.has("--query") || given.has("--output")) {
      notes.add("--query and --output are AWS's answer's: what is printed is molly's own");
    }
    if (given.has("--no-verify-ssl") || given.has("--ca-bundle")) {
      notes.add("certificates are checked against those that Java trusts");
    }
    var where = new TargetAwsResolver(given, around).of(owner);
    return new DeleteRequest(
        command.kind(), command.operation().service(), identifiers, where, dryRun, notes);
  }

  private void refuseWhatCannotBeKept() throws UnsupportedArgumentsException {
    for (String name : List.of("--no-sign-request", "--version", "--cli-auto-prompt")) {
      if (given.has(name)) {
        throw new UnsupportedArgumentsException("'" + name + "' has no place here");
      }
    }
    if (given.has("--cli-input-yaml")) {
      throw new UnsupportedArgumentsException(
          "YAML is not read here: give it as '--cli-input-json'");
    }
  }

  private void note(String sentence) {
    if (!sentence.isEmpty() && !notes.contains(sentence)) {
      notes.add(sentence);
    }
  }

  private List<String> identifiers() throws UnsupportedArgumentsException {
    List<String> identifiers =
        switch (command.command().target()) {
          case Target.Option option -> named(option);
          case Target.Url url -> List.of(inUrl(url));
        };
    for (String identifier : identifiers) {
      if (!command.fits(identifier)) {
        throw new UnsupportedArgumentsException(
            "'%s' cannot be the identifier of an %s".formatted(identifier, command.kind()));
      }
    }
    return identifiers;
  }

  private List<String> named(Target.Option option) throws UnsupportedArgumentsException {
    if (!given.words().isEmpty()) {
      throw new UnsupportedArgumentsException(
          "'" + given.words().getFirst() + "' belongs to no option");
    }
    String member = command.operation().member();
    List<String> named =
        someOf(
            option.several()
                ? several(option.name(), member)
                : text(option.name(), member).stream().toList());
    return option.inLowerCase()
        ? named.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList()
        : named;
  }

  private List<String> several(String name, String member) throws UnsupportedArgumentsException {
    List<String> words = given.values(name).orElse(List.of());
    if (words.isEmpty()) {
      return json.texts(member).orElse(List.of());
    }
    return words.size() == 1 && words.getFirst().startsWith("[")
        ? InputJson.list(words.getFirst())
        : words;
  }

  private List<String> someOf(List<String> ids) throws UnsupportedArgumentsException {
    if (ids.isEmpty()) {
      throw new UnsupportedArgumentsException("it does not say which");
    }
    return ids;
  }

  private String inUrl(Target.Url url) throws UnsupportedArgumentsException {
    if (given.words().size() != 1 || !given.words().getFirst().startsWith(url.scheme())) {
      throw new UnsupportedArgumentsException("it takes " + url.example());
    }
    return given.words().getFirst().substring(url.scheme().length()).replaceFirst("/$", "");
  }

  private boolean flag(DeleteOption option) throws UnsupportedArgumentsException {
    Optional<Boolean> inJson = json.flag(option.member());
    return given.flag(option.name()).or(() -> inJson).orElse(false);
  }

  private Optional<String> text(String option, String member) throws UnsupportedArgumentsException {
    Optional<String> inJson = json.text(member);
    return given.value(option).or(() -> inJson);
  }

  private static InputJson json(ParsedOptions given, CliEnvironment around)
      throws UnsupportedArgumentsException {
    Optional<String> input = given.value("--cli-input-json");
    if (input.isEmpty()) {
      return InputJson.none();
    }
    String text = input.get();
    return InputJson.parse(text.startsWith("file://") ? file(text, around) : text);
  }

  private static String file(String url, CliEnvironment around)
      throws UnsupportedArgumentsException {
    try {
      return around
          .file()
          .apply(Path.of(url.substring("file://".length())))
          .orElseThrow(
              () -> new UnsupportedArgumentsException("there is no file " + url + " to be read"));
    } catch (InvalidPathException e) {
      throw new UnsupportedArgumentsException("there can be no file " + url);
    }
  }
}
