package dev.molly.cli;

import dev.molly.ResourceName;
import dev.molly.SupportedKinds;
import dev.molly.config.Config;
import dev.molly.config.PolicyLoader;
import dev.molly.config.PolicySource;
import dev.molly.history.HistoryScope;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.AccountRegion;
import dev.molly.model.Arn;
import dev.molly.model.Environment;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.ScanReport;
import dev.molly.model.Severity;
import dev.molly.policy.OwnerSelector;
import dev.molly.policy.PolicySet;
import dev.molly.policy.ResourceSelector;
import dev.molly.policy.ScanRequest;
import dev.molly.text.Glob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Options for the resources and the policies of a command.
final class SelectionOptions {
  @Mixin ScopeOptions places = new ScopeOptions();

  @Option(
      names = "--policy",
      paramLabel = "FILE|DIR|NAME",
      completionCandidates = CompletionCandidates.Policies.class,
      description =
          "Policy file, a folder of them, or one of molly's own: baseline, strict, production."
              + " Default: baseline. May be given several times.")
  List<String> policies = List.of();

  @Option(
      names = "--severity",
      paramLabel = "SEVERITY",
      completionCandidates = CompletionCandidates.Severities.class,
      description = "Only rules of this severity and worse: low, medium, high or critical.")
  @Nullable Severity severity;

  @Option(
      names = "--tag",
      paramLabel = "KEY=VALUE",
      description = "Only resources with this tag; given several times, with all of them.")
  Map<String, String> tags = Map.of();

  @Option(
      names = "--owner",
      paramLabel = "NAME",
      description =
          "Only resources of this owner: by the tag owner, else team, or those that the config"
              + " names.")
  @Nullable String owner;

  /// Returns the scan request of the command line.
  ScanRequest request(SupportedKinds kinds, Config config, ConnectionOptions connection) {
    return request(kinds, config, connection, List.of());
  }

  /// Returns the scan request for some named resources: an ARN determines the places to scan
  /// itself.
  ScanRequest request(
      SupportedKinds kinds, Config config, ConnectionOptions connection, List<ResourceName> named) {
    Config whole = config.withMembers(members(named));
    var resourceSelection = ResourceSelection.of(kinds, places, whole, connection, named);
    return new ScanRequest(
            resourceSelection.accounts(),
            resourceSelection.regions(),
            resourceSelection.kinds(),
            policies(kinds, config))
        .narrowed(narrowed());
  }

  /// Returns the accounts that the command line names by id or by ARN, for the organization's way
  /// into them. A name that is no ARN is looked for where it would be without an organization.
  private Set<AccountId> members(List<ResourceName> named) {
    List<Optional<AccountId>> inArns =
        named.stream().map(each -> each.arn().flatMap(Arn::account)).toList();
    Stream<AccountId> typed = places.accountIds();
    return Stream.concat(
            typed,
            inArns.stream().allMatch(Optional::isPresent)
                ? inArns.stream().flatMap(Optional::stream)
                : Stream.of())
        .collect(Collectors.toSet());
  }

  /// Returns the accounts of the named environments; empty if none is named.
  Environment environment(Config config) {
    return places.environment(config);
  }

  /// Returns whether the scan is about some resources only, by their tags.
  boolean isByTag() {
    return !tags.isEmpty() || owner != null;
  }

  /// Returns the scope of a scan, in the history.
  HistoryScope historyScope(ScanRequest request, ScanReport report) {
    return historyScope(
        request,
        Stream.concat(
                report.targets().stream().map(AccountRegion::account),
                report.gaps().stream().map(Gap::account))
            .toList());
  }

  /// Returns the scope of a scan, in the history.
  ///
  /// @param own the caller's own account, if it is scanned
  HistoryScope historyScope(ScanRequest request, List<AccountId> own) {
    return new HistoryScope(
        accounts(request, own),
        switch (request.regions()) {
          case RegionSelection.Enabled _ -> List.of(HistoryScope.ALL);
          case RegionSelection.Named(var named) -> named.stream().map(RegionId::value).toList();
        },
        places.kinds.isEmpty()
            ? List.of(HistoryScope.ALL)
            : request.kinds().stream().map(KindId::value).toList(),
        request.policies().names(),
        request.narrowed());
  }

  /// Returns the options by which the policies leave resources or rules out.
  private List<String> narrowed() {
    var narrowed = new ArrayList<String>();
    tags.forEach((key, value) -> narrowed.add("--tag " + key + "=" + value));
    if (owner != null) {
      narrowed.add("--owner " + owner);
    }
    if (severity != null) {
      narrowed.add("--severity " + severity.word());
    }
    return narrowed;
  }

  /// Returns the accounts of a scan, also those that could not be read. Which one is the caller's
  /// own is known only after the scan.
  private static List<String> accounts(ScanRequest request, List<AccountId> own) {
    return request.accounts().stream()
        .flatMap(
            account ->
                switch (account) {
                  case AccountRef.Configured configured -> Stream.of(configured.id());
                  case AccountRef.Own _ -> own.stream();
                })
        .map(AccountId::value)
        .toList();
  }

  private PolicySet policies(SupportedKinds kinds, Config config) {
    List<PolicySource> sources =
        policies.isEmpty()
            ? config.policies()
            : policies.stream().map(word -> PolicySource.of(word, Path.of(""))).toList();
    var all =
        new PolicySet(
            new PolicyLoader(kinds.catalog())
                .loadAll(sources.isEmpty() ? List.of(PolicySource.Shipped.BASELINE) : sources));
    PolicySet meant = (severity == null ? all : all.atLeast(severity)).about(meant());
    return owner == null
        ? meant
        : meant.ownedBy(new OwnerSelector(config.owners(), new Glob(owner)));
  }

  /// Returns the selectors. All tags must match together.
  private List<ResourceSelector> meant() {
    if (tags.isEmpty()) {
      return List.of();
    }
    var asked = new TreeMap<String, List<Glob>>();
    tags.forEach((key, value) -> asked.put(key, List.of(new Glob(value))));
    return List.of(new ResourceSelector(List.of(), List.of(), List.of(), asked));
  }
}
