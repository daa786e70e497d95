package dev.molly.cli;

import dev.molly.AccountChanges;
import dev.molly.Molly;
import dev.molly.config.Config;
import dev.molly.engine.scan.Inventory;
import dev.molly.engine.scan.ScanProgressListener;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.AccountRegion;
import dev.molly.model.Arn;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.UserError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The places to search for the named resources, and the selection among those found.
///
/// @param named the named resources; empty when the resources are selected otherwise
record ResourceSelection(
    List<AccountRef> accounts,
    RegionSelection regions,
    List<KindId> kinds,
    List<ResourceName> named) {
  /// Matches the resources with a retirement record.
  static final Predicate<Resource> RETIRED = Inventory::isRetired;

  ResourceSelection {
    accounts = List.copyOf(accounts);
    kinds = List.copyOf(kinds);
    named = List.copyOf(named);
  }

  /// Returns the selection of the command line. If every name determines its region or kind, the
  /// search is restricted to these, unless the command line names others: an ARN determines the
  /// kind and, unless it has no region, the region; an instance id determines the kind.
  static ResourceSelection of(
      ScopeOptions places, Config config, ConnectionOptions connection, List<ResourceName> named) {
    List<AccountRef> accounts = places.accounts(config);
    named.forEach(each -> mustBeOf(accounts, each));
    Set<RegionId> regions = new HashSet<>();
    named.forEach(each -> each.arn().flatMap(Arn::region).ifPresent(regions::add));
    boolean allSay =
        !named.isEmpty() && named.stream().allMatch(n -> n.arn().flatMap(Arn::region).isPresent());
    boolean kindsSaid =
        !named.isEmpty() && named.stream().allMatch(each -> each.kind().isPresent());
    return new ResourceSelection(
        accounts.stream().filter(each -> canHold(each, named)).toList(),
        allSay && !places.namesRegions()
            ? new RegionSelection.Named(List.copyOf(regions))
            : places.regions(config, connection),
        kindsSaid && !places.namesKinds()
            ? named.stream().flatMap(each -> each.kind().stream()).distinct().toList()
            : places.kinds(),
        named);
  }

  /// Returns a selection of whole regions, without named resources.
  static ResourceSelection in(RegionSelection regions, ScopeOptions places, Config config) {
    return new ResourceSelection(places.accounts(config), regions, places.kinds(), List.of());
  }

  /// Returns whether an account can contain the named resources: an ARN names its account.
  private static boolean canHold(AccountRef account, List<ResourceName> named) {
    return named.isEmpty()
        || switch (account) {
          case AccountRef.Own own -> true;
          case AccountRef.Configured(var id, var name, var role, var external) ->
              named.stream()
                  .anyMatch(each -> each.arn().flatMap(Arn::account).map(id::equals).orElse(true));
        };
  }

  /// Refuses an ARN of an account that is not among the selected ones.
  private static void mustBeOf(List<AccountRef> accounts, ResourceName named) {
    Optional<AccountId> account = named.arn().flatMap(Arn::account);
    if (account.isEmpty() || accounts.contains(new AccountRef.Own())) {
      return;
    }
    boolean known =
        accounts.stream()
            .anyMatch(
                each ->
                    each instanceof AccountRef.Configured configured
                        && configured.id().equals(account.get()));
    if (!known) {
      throw new UserError(
          "%s is in account %s, which is not among those that were chosen.\nAdd it to the config, or name it: --account %s"
              .formatted(named.typed(), account.get(), account.get()));
    }
  }

  /// Reads the inventory of the selected places.
  ///
  /// @param others the resources to include in addition to the named ones
  /// @throws UserError when a named resource does not exist, or a name is ambiguous
  Inventory look(
      Molly molly, AccountChanges changes, Terminal terminal, Predicate<Resource> others) {
    return look(molly, changes, terminal, others, _ -> true);
  }

  /// Reads the inventory of the selected places.
  ///
  /// @param others the resources to include in addition to the named ones
  /// @param able the resources that the command can process: a name that denotes several
  ///     resources     refers to one of these
  /// @throws UserError when a named resource does not exist, or a name is ambiguous
  Inventory look(
      Molly molly,
      AccountChanges changes,
      Terminal terminal,
      Predicate<Resource> others,
      Predicate<Resource> able) {
    Inventory all;
    try (var progress = new ScanProgress(terminal, molly::calls)) {
      all =
          changes.inventory(regions, kinds, true, resource -> isWanted(resource, others), progress);
    }
    var found = new HashSet<ResourceId>();
    for (ResourceName each : named) {
      Resource one = one(each, all, able);
      if (!found.add(one.id())) {
        throw new UserError(
            "%s is named twice: %s. Name it once."
                .formatted(one.ref().identifier(), words(named, one)));
      }
    }
    return all.only(each -> found.contains(each.id()) || others.test(each));
  }

  private boolean isWanted(Resource resource, Predicate<Resource> others) {
    return named.stream().anyMatch(each -> each.isOf(resource)) || others.test(resource);
  }

  private static String words(List<ResourceName> named, Resource resource) {
    return named.stream()
        .filter(each -> each.isOf(resource))
        .map(ResourceName::typed)
        .collect(Collectors.joining(" and "));
  }

  private Resource one(ResourceName named, Inventory all, Predicate<Resource> able) {
    List<Resource> called = all.resources().stream().filter(named::isOf).toList();
    List<Resource> those =
        called.stream().anyMatch(able) ? called.stream().filter(able).toList() : called;
    if (those.size() > 1) {
      throw named.ambiguous(those.stream().map(Resource::ref).toList());
    }
    if (those.isEmpty()) {
      throw missing(named, all);
    }
    return those.getFirst();
  }

  private RuntimeException missing(ResourceName named, Inventory all) {
    Set<AccountId> entered =
        all.targets().stream().map(AccountRegion::account).collect(Collectors.toSet());
    Optional<AccountId> account = named.arn().flatMap(Arn::account);
    if (account.isPresent() && !entered.contains(account.get())) {
      return new UserError(
          "%s is in account %s, and these credentials lead to %s.\nUse that account's: --profile NAME, or a role in --config"
              .formatted(named.typed(), account.get(), join(List.copyOf(entered))));
    }
    var looked = new ArrayList<>(all.targets());
    String where =
        "%s is not there: looked for %s in %s."
            .formatted(
                named.typed(),
                kinds.stream().map(KindId::value).collect(Collectors.joining(", ")),
                join(looked));
    return IncompleteLookupException.notFound(
        where,
        all.gaps(),
        "Look elsewhere: --region all, --account or --profile; or see: molly scan");
  }

  /// Returns the first few parts as text, and the number of further ones.
  static String join(List<?> parts) {
    List<String> words = parts.stream().map(String::valueOf).sorted().toList();
    return words.size() <= MOST_PLACES
        ? String.join(", ", words)
        : String.join(", ", words.subList(0, MOST_PLACES))
            + " and %d more".formatted(words.size() - MOST_PLACES);
  }

  private static final int MOST_PLACES = 6;

  /// Reads the same resources again, by id, since their names may have changed. If all of them
  /// are found, gaps elsewhere are irrelevant and are left out.
  Inventory again(AccountChanges changes, Inventory before) {
    Set<ResourceId> ids = before.resources().stream().map(Resource::id).collect(Collectors.toSet());
    Inventory now =
        changes.inventory(
            regions, kinds, true, each -> ids.contains(each.id()), ScanProgressListener.none());
    return now.resources().size() < before.resources().size() ? now : now.withoutGaps();
  }
}
