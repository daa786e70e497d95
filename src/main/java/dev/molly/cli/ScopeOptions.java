package dev.molly.cli;

import dev.molly.SupportedKinds;
import dev.molly.config.Config;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.Environment;
import dev.molly.model.KindId;
import dev.molly.model.OrganizationScope;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.ResourceId;
import dev.molly.model.UserError;
import dev.molly.text.SpellingSuggestion;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Options for the regions, accounts and resource kinds of a command.
final class ScopeOptions {
  private static final String ID = "[0-9]{12}";

  @Option(
      names = "--region",
      split = ",",
      paramLabel = "REGION",
      completionCandidates = CompletionCandidates.RegionNames.class,
      description = "Regions, as in eu-west-1,us-east-1; or 'all' that are enabled.")
  List<String> regions = List.of();

  @Option(
      names = "--kind",
      split = ",",
      paramLabel = "KIND",
      completionCandidates = CompletionCandidates.Kinds.class,
      description = "Kinds: ${COMPLETION-CANDIDATES}. Default: all.")
  List<String> kinds = List.of();

  @Option(
      names = "--account",
      split = ",",
      paramLabel = "NAME|ID",
      description = "Only these accounts of the config.")
  List<String> accounts = List.of();

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "Only the accounts of this environment of the config.")
  List<String> environments = List.of();

  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec command;

  /// Returns the regions of the command line, or else of the config, or else of the environment
  /// or the profile; in the sandbox, all enabled regions.
  RegionSelection regions(Config config, ConnectionOptions connection) {
    return regions(config).or(connection::defaultRegions).orElseThrow(ScopeOptions::noRegion);
  }

  /// Returns whether the command line itself names regions.
  boolean namesRegions() {
    return EnvironmentDefaults.isTyped(command, "--region");
  }

  /// Returns whether the command line itself names kinds.
  boolean namesKinds() {
    return EnvironmentDefaults.isTyped(command, "--kind");
  }

  /// Returns whether the command line itself names accounts.
  boolean namesAccounts() {
    return !accounts.isEmpty() || !environments.isEmpty();
  }

  /// Returns what is in the regions and accounts, and of the kinds, that the command line itself
  /// names: for a command that knows its resources without these.
  Predicate<ResourceId> typed(SupportedKinds supported, Config config) {
    boolean inAccounts =
        EnvironmentDefaults.isTyped(command, "--account")
            || EnvironmentDefaults.isTyped(command, "--environment");
    Set<AccountId> ids =
        inAccounts
            ? accounts(config).stream()
                .map(AccountRef.Configured.class::cast)
                .map(AccountRef.Configured::id)
                .collect(Collectors.toSet())
            : Set.of();
    List<KindId> ofKinds = namesKinds() ? kinds(supported) : List.of();
    Optional<RegionSelection> in = namesRegions() ? regions(config) : Optional.empty();
    return each ->
        (!inAccounts || ids.contains(each.account()))
            && (ofKinds.isEmpty() || ofKinds.contains(each.kind()))
            && in.map(
                    places ->
                        switch (places) {
                          case RegionSelection.Enabled _ -> true;
                          case RegionSelection.Named(var named) -> named.contains(each.region());
                        })
                .orElse(true);
  }

  /// Returns the accounts that are named by their id.
  Stream<AccountId> accountIds() {
    return accounts.stream().filter(word -> word.matches(ID)).map(AccountId::new);
  }

  private Optional<RegionSelection> regions(Config config) {
    if (regions.isEmpty()) {
      return config.regions();
    }
    if (regions.contains("all")) {
      if (regions.size() > 1) {
        throw new UserError("--region all is all of them: name no other region beside it.");
      }
      return Optional.of(new RegionSelection.Enabled());
    }
    return Optional.of(
        new RegionSelection.Named(regions.stream().map(ScopeOptions::region).distinct().toList()));
  }

  private static RegionId region(String word) {
    try {
      return new RegionId(word);
    } catch (IllegalArgumentException e) {
      throw new UserError("--region '" + word + "': " + e.getMessage() + ".", e);
    }
  }

  private static UserError noRegion() {
    return new UserError(
        "no region is named: not by --region, the config, AWS_REGION or the profile.\n"
            + "Name some (--region eu-west-1,us-east-1), or scan all that are enabled: --region"
            + " all");
  }

  List<KindId> kinds(SupportedKinds supported) {
    List<KindId> known = supported.catalog().kinds();
    if (kinds.isEmpty()) {
      return known;
    }
    List<String> words = known.stream().map(KindId::value).toList();
    for (String word : kinds) {
      if (!words.contains(word)) {
        throw new UserError(
            "--kind '%s': this command knows no such kind%s"
                .formatted(word, SpellingSuggestion.hint(word, words)));
      }
    }
    return kinds.stream().distinct().map(KindId::new).toList();
  }

  List<AccountRef> accounts(Config config) {
    if (accounts.isEmpty() && environments.isEmpty()) {
      return everyAccount(config);
    }
    var chosen = new LinkedHashSet<AccountRef>();
    for (String word : accounts) {
      chosen.add(account(config, word));
    }
    for (String word : environments) {
      chosen.addAll(members(config, word));
    }
    return List.copyOf(chosen);
  }

  /// Returns an account of the config. Without a config, it is the caller's own account, whose
  /// id must then be the given one; this is verified when the account is entered.
  private static AccountRef account(Config config, String word) {
    if (config.accounts().isEmpty() && word.matches(ID)) {
      var id = new AccountId(word);
      return new AccountRef.Configured(
          id, word, Optional.empty(), Optional.empty(), Optional.empty(), false);
    }
    return config.account(word).orElseThrow(() -> unknownAccount(word, config));
  }

  /// Returns all accounts that can be entered: those of the config, or else the caller's own.
  static List<AccountRef> everyAccount(Config config) {
    return config.accounts().isEmpty()
        ? List.of(new AccountRef.Own())
        : List.copyOf(config.accounts());
  }

  /// Returns the organization of the config.
  static OrganizationScope organization(Config config) {
    return config
        .organization()
        .orElseThrow(
            () ->
                new UserError(
                    """
                    --organization needs a config that names the role to assume in each account:
                        organization: { role: molly-scan }
                    See: molly explain organization\
                    """));
  }

  /// Returns the environment of the command line.
  Environment environment(Config config) {
    return environment(config, environments);
  }

  /// Returns the environment that consists of some environments of the config.
  static Environment environment(Config config, List<String> names) {
    if (names.isEmpty()) {
      return Environment.ANY;
    }
    return Environment.of(
        names.stream()
            .flatMap(name -> members(config, name).stream())
            .map(AccountRef.Configured::id)
            .collect(Collectors.toSet()));
  }

  private static List<AccountRef.Configured> members(Config config, String environment) {
    List<AccountRef.Configured> members = config.environments().get(environment);
    if (members == null) {
      String hint = SpellingSuggestion.hint(environment, config.environments().keySet());
      throw new UserError("--environment '" + environment + "': not in the config" + hint);
    }
    return members;
  }

  private static UserError unknownAccount(String word, Config config) {
    List<String> names = config.accounts().stream().map(AccountRef.Configured::name).toList();
    return new UserError(
        "--account '" + word + "': not in the config" + SpellingSuggestion.hint(word, names));
  }
}
