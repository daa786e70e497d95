package dev.molly;

import dev.molly.model.Resource;
import dev.molly.model.ScanProgressListener;
import dev.molly.retire.Inventory;
import java.util.function.Predicate;

/// Looks for named resources in a scope.
record ResourceLookup(AccountChanges changes, Scope scope, NamedResources named) {
  /// Returns the inventory of the named resources, by a fresh listing.
  ///
  /// @param able the resources that the operation can process: a name that denotes several
  ///     resources refers to one of these
  /// @throws dev.molly.model.UserError when a named resource does not exist, or a name is
  ///     ambiguous
  /// @throws IncompleteLookupException when one was not found, and some places could not be read
  Inventory find(Predicate<Resource> able) {
    Inventory all =
        changes.inventory(
            scope.regions(), scope.kinds(), true, named::include, ScanProgressListener.none());
    return named.in(all, each -> false, able);
  }
}
