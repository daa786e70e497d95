package dev.molly;

import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.Arn;
import dev.molly.model.KindId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.UserError;
import dev.molly.retire.Inventory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Some named resources, which are found in an inventory by their names.
///
/// @param kinds the kinds that are searched
public record NamedResources(List<ResourceName> names, List<KindId> kinds) {
  /// The most places that a message lists.
  private static final int MOST_PLACES = 6;

  public NamedResources {
    names = List.copyOf(names);
    kinds = List.copyOf(kinds);
  }

  /// Returns whether one of the names denotes a resource.
  public boolean include(Resource resource) {
    return names.stream().anyMatch(each -> each.isOf(resource));
  }

  /// Returns the named resources of an inventory, and some others.
  ///
  /// @param others the resources to include in addition to the named ones
  /// @param able the resources that the command can process: a name that denotes several
  ///     resources refers to one of these
  /// @throws UserError when a named resource does not exist, or a name is ambiguous
  public Inventory in(Inventory all, Predicate<Resource> others, Predicate<Resource> able) {
    var found = new HashSet<ResourceId>();
    for (ResourceName each : names) {
      Resource one = one(each, all, able);
      if (!found.add(one.id())) {
        throw new UserError(
            "%s is named twice: %s. Name it once.".formatted(one.ref().identifier(), words(one)));
      }
    }
    return all.only(each -> found.contains(each.id()) || others.test(each));
  }

  private String words(Resource resource) {
    return names.stream()
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
  public static String join(List<?> parts) {
    List<String> words = parts.stream().map(String::valueOf).sorted().toList();
    return words.size() <= MOST_PLACES
        ? String.join(", ", words)
        : String.join(", ", words.subList(0, MOST_PLACES))
            + " and %d more".formatted(words.size() - MOST_PLACES);
  }
}
