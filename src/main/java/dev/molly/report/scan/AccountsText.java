package dev.molly.report.scan;

import dev.molly.model.AccountId;
import dev.molly.model.AccountListing;
import dev.molly.model.AccountRef;
import dev.molly.model.Gap;
import dev.molly.model.UnscannedAccount;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.TextDisplay;
import dev.molly.report.format.TextPage;
import dev.molly.report.format.TextPage.Style;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/// The accounts that a scan would read, for users.
public final class AccountsText {
  private final TextDisplay display;

  public AccountsText(TextDisplay display) {
    this.display = display;
  }

  /// Writes the accounts of a listing.
  ///
  /// @param calls the calls that the last scan of an account made, where they are known
  public void render(AccountListing listing, Map<AccountId, Long> calls, Writer out)
      throws IOException {
    var page = new TextPage(out, display);
    page.words(
        0,
        "The scan would read " + ReportPhrases.count(listing.accounts().size(), "account") + ".");
    page.blank();
    for (AccountRef.Configured each : listing.accounts()) {
      Long made = calls.get(each.id());
      page.labelled(
          2,
          Style.STRONG,
          each.id() + ":",
          made == null
              ? " " + each.name()
              : " %s, %s in the last scan"
                  .formatted(each.name(), ReportPhrases.count(made, "AWS call")));
    }
    for (UnscannedAccount each : listing.unscanned()) {
      page.words(
          2, "%s: %s, not scanned: %s".formatted(each.id(), each.name(), each.reason().words()));
    }
    for (Gap gap : listing.gaps()) {
      page.words(2, "%s: %s".formatted(gap.account(), ReportPhrases.why(gap)));
    }
    page.blank();
    page.command(
        "Next", page.invocation().same("molly scan") + " --format json --output accounts.json");
    out.flush();
  }
}
