package dev.molly.config;

import dev.molly.model.KindCatalog;
import dev.molly.model.RuleId;
import dev.molly.model.UserError;
import dev.molly.policy.Policy;
import dev.molly.text.FailureReason;
import dev.molly.text.SpellingSuggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads policies: YAML files, folders of them, and the policies shipped with molly. All
/// problems are reported at once, in one [UserError].
public final class PolicyLoader {
  private static final String HELP = "molly explain policy";

  private final KindCatalog catalogue;

  public PolicyLoader(KindCatalog catalogue) {
    this.catalogue = catalogue;
  }

  /// Reads policy files and folders together: a rule's id is unique over all of them, and an
  /// exemption may name a rule of another file.
  public List<Policy> load(List<Path> filesOrFolders) {
    return loadAll(filesOrFolders.stream().<PolicySource>map(PolicySource.Files::new).toList());
  }

  /// Reads policies from any sources, so that a user's own file can exempt from a shipped rule.
  public List<Policy> loadAll(List<PolicySource> sources) {
    var problems = new ProblemList(HELP);
    var reader = new PolicyReader(catalogue, problems);
    List<Optional<YamlNode>> documents = documents(sources, problems);
    List<Policy> policies =
        documents.stream()
            .flatMap(Optional::stream)
            .flatMap(top -> reader.read(top).stream())
            .toList();
    if (documents.stream().allMatch(Optional::isPresent)) {
      // Hints are expensive, so they are computed only for problems that are shown.
      reader.exemptedFromNothing().stream()
          .limit(ProblemList.SHOWN)
          .forEach(one -> problems.add(one.at(), noSuchRule(one.rule(), reader.ruleIds())));
    }
    problems.throwIfAny();
    return policies;
  }

  /// Returns one of the policies shipped with molly: `baseline`, `strict` or `production`.
  public Policy shipped(String name) {
    PolicySource source = PolicySource.of(name, Path.of(""));
    if (source instanceof PolicySource.Shipped) {
      return loadAll(List.of(source)).getFirst();
    }
    String hint = SpellingSuggestion.hint(name, PolicySource.shippedNames());
    throw new UserError("molly has no policy " + ProblemList.quote(name) + hint);
  }

  /// Returns the document of each file; empty for one that could not be read, whose rules are
  /// unknown. A policy of plans in a folder is left out.
  private static List<Optional<YamlNode>> documents(
      List<PolicySource> sources, ProblemList problems) {
    var texts = new YamlText(problems);
    var documents = new ArrayList<Optional<YamlNode>>();
    Set<PolicySource> seen = new HashSet<>();
    for (PolicySource source : sources) {
      List<PolicySource> unfolded = unfolded(source, problems);
      if (!unfolded.isEmpty() && unfolded.stream().allMatch(GatePolicyLoader::isOne)) {
        problems.add(
            SourcePosition.of(name(source)), "only policies of plans: give them to molly gate");
      }
      for (PolicySource one : unfolded) {
        if (seen.add(identity(one)) && !GatePolicyLoader.isOne(one)) {
          documents.add(
              text(one, texts).flatMap(text -> YamlDocument.parse(name(one), text, problems)));
        }
      }
    }
    return documents;
  }

  /// Returns the policies of plans among files and folders. They are read by [GatePolicyLoader].
  public static List<Path> ofPlans(List<PolicySource> sources) {
    return sources.stream()
        .flatMap(source -> unfolded(source, new ProblemList(HELP)).stream())
        .filter(GatePolicyLoader::isOne)
        .map(source -> ((PolicySource.Files) source).path())
        .toList();
  }

  /// Returns the files of a folder; any other source is returned unchanged.
  private static List<PolicySource> unfolded(PolicySource source, ProblemList problems) {
    if (!(source instanceof PolicySource.Files(Path path) && Files.isDirectory(path))) {
      return List.of(source);
    }
    try (Stream<Path> entries = Files.list(path)) {
      List<PolicySource> files =
          entries
              .filter(entry -> entry.toString().matches(".*\\.ya?ml"))
              .filter(Files::isRegularFile)
              .sorted()
              .<PolicySource>map(PolicySource.Files::new)
              .toList();
      if (files.isEmpty()) {
        problems.add(
            SourcePosition.of(path.toString()), "no policies here: no *.yaml or *.yml file");
      }
      return files;
    } catch (IOException e) {
      problems.add(SourcePosition.of(path.toString()), "cannot be listed: " + FailureReason.of(e));
      return List.of();
    }
  }

  /// Identifies a file, so that it is read once even if it is given twice by different paths.
  private static PolicySource identity(PolicySource source) {
    return switch (source) {
      case PolicySource.Shipped shipped -> shipped;
      case PolicySource.Files(Path path) ->
          new PolicySource.Files(path.toAbsolutePath().normalize());
    };
  }

  private static String name(PolicySource source) {
    return switch (source) {
      case PolicySource.Shipped shipped -> "policies/" + shipped.word() + ".yaml";
      case PolicySource.Files(Path path) -> path.toString();
    };
  }

  private static Optional<String> text(PolicySource source, YamlText texts) {
    return switch (source) {
      case PolicySource.Shipped shipped -> shippedText(name(shipped), texts);
      case PolicySource.Files(Path path) -> texts.of(path);
    };
  }

  private static Optional<String> shippedText(String name, YamlText texts) {
    try (InputStream in = PolicyLoader.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return texts.of(name, in);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name + " from the class path", e);
    }
  }

  private String noSuchRule(RuleId rule, Set<RuleId> loaded) {
    for (String name : PolicySource.shippedNames()) {
      if (shipped(name).rules().stream().anyMatch(shipped -> shipped.id().equals(rule))) {
        return "rule '" + rule + "' is part of the policy " + name + ", which is not loaded";
      }
    }
    Set<String> ids = loaded.stream().map(RuleId::value).collect(Collectors.toSet());
    return "unknown rule '" + rule + "'" + SpellingSuggestion.hint(rule.value(), ids);
  }
}
