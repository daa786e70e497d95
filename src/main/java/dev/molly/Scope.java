package dev.molly;

import dev.molly.model.AccountRef;
import dev.molly.model.KindId;
import dev.molly.model.RegionSelection;
import java.util.List;

/// The accounts, regions and kinds that a molly works with unless it is told otherwise.
public record Scope(List<AccountRef> accounts, RegionSelection regions, List<KindId> kinds) {
  public Scope {
    accounts = List.copyOf(accounts);
    kinds = List.copyOf(kinds);
  }
}
