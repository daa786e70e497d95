package dev.molly.guard;

import dev.molly.model.AccountId;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import java.util.ArrayList;
import java.util.List;

/// Refuses a plan if the caller is not in the account it was made for, or if that account is not
/// part of the selected environment.
final class IdentityGuard implements Guard {
  @Override
  public List<Refusal> against(Plan plan, GuardContext now) {
    var refusals = new ArrayList<Refusal>();
    for (AccountId account : plan.accounts()) {
      AccountId caller = now.callers().get(account);
      if (caller == null) {
        refusals.add(no("account " + account + ", which it is for, cannot be entered"));
      } else if (!caller.equals(account)) {
        refusals.add(no("it is for account " + account + ", and the caller is in " + caller));
      }
      if (!now.environment().permits(account)) {
        refusals.add(no("account " + account + " is not of the environment that was named"));
      }
    }
    return refusals;
  }

  private static Refusal no(String what) {
    return new Refusal(
        "identity", what, "use that account's credentials: --profile NAME, or a role in --config");
  }
}
