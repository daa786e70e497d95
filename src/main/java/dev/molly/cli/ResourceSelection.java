package dev.molly.cli;

import dev.molly.AccountChanges;
import dev.molly.Molly;
import dev.molly.NamedResources;
import dev.molly.ResourceName;
import dev.molly.SupportedKinds;
import dev.molly.config.Config;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.Arn;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ScanProgressListener;
import dev.molly.model.UserError;
import dev.molly.retire.Inventory;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The places to search for the named resources, and the selection among those found.
///
/// @param named the named resources; empty when the resources are selected otherwise
/// @param inTheirRegions whether the resources determine the regions, and not the command line
record ResourceSelection(
    List<AccountRef> accounts,
    RegionSelection regions,
    List<KindId> kinds,
    List<ResourceName> named,
    boolean inTheirRegions) {
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
      SupportedKinds supported,
      ScopeOptions places,
      Config config,
      ConnectionOptions connection,
      List<ResourceName> named) {
    List<AccountRef> accounts = places.accounts(config);
    named.forEach(each -> mustBeOf(accounts, each));
    Set<RegionId> regions = new HashSet<>();
    named.forEach(each -> each.arn().flatMap(Arn::region).ifPresent(regions::add));
    boolean allSay =
        !named.isEmpty()
            && !places.namesRegions()
            && named.stream().allMatch(n -> n.arn().flatMap(Arn::region).isPresent());
    boolean kindsSaid =
        !named.isEmpty() && named.stream().allMatch(each -> each.kind().isPresent());
    return new ResourceSelection(
        accounts.stream().filter(each -> canHold(each, named)).toList(),
        allSay
            ? new RegionSelection.Named(List.copyOf(regions))
            : places.regions(config, connection),
        kindsSaid && !places.namesKinds()
            ? named.stream().flatMap(each -> each.kind().stream()).distinct().toList()
            : places.kinds(supported),
        named,
        allSay);
  }

  /// Returns a selection of whole regions, those of some resources that are not named.
  static ResourceSelection in(
      SupportedKinds supported, RegionSelection regions, ScopeOptions places, Config config) {
    return new ResourceSelection(
        places.accounts(config), regions, places.kinds(supported), List.of(), true);
  }

  /// Returns whether an account can contain the named resources: an ARN names its account.
  private static boolean canHold(AccountRef account, List<ResourceName> named) {
    return named.isEmpty()
        || switch (account) {
          case AccountRef.Own own -> true;
          case AccountRef.Configured(
                  var id,
                  var name,
                  var role,
                  var external,
                  var write,
                  var member) ->
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
  ///     resources refers to one of these
  /// @throws UserError when a named resource does not exist, or a name is ambiguous
  Inventory look(
      Molly molly,
      AccountChanges changes,
      Terminal terminal,
      Predicate<Resource> others,
      Predicate<Resource> able) {
    if (inTheirRegions && regions instanceof RegionSelection.Named(var theirs)) {
      terminal.looksIn(theirs);
    }
    var names = new NamedResources(named, kinds);
    try (var progress = new ScanProgress(terminal, molly::calls)) {
      Inventory all =
          changes.inventory(
              regions,
              kinds,
              true,
              resource -> names.include(resource) || others.test(resource),
              progress);
      return names.in(all, others, able);
    }
  }

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
