package dev.molly.policy;

import dev.molly.model.AccountRef;
import dev.molly.model.KindId;
import dev.molly.model.RegionSelection;
import java.util.List;

/// The scope of a scan, and the policies to evaluate.
public record ScanRequest(
    List<AccountRef> accounts, RegionSelection regions, List<KindId> kinds, PolicySet policies) {
  public ScanRequest {
    accounts = List.copyOf(accounts);
    kinds = List.copyOf(kinds);
  }
}
