package dev.molly.report.staged;

import dev.molly.model.ControlId;
import dev.molly.model.Gap;
import dev.molly.model.ResourceRef;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.TextDisplay;
import dev.molly.report.format.TextPage;
import dev.molly.report.format.TextPage.Style;
import dev.molly.retire.LeasedResource;
import dev.molly.retire.ProtectionLease;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// The leases, for users: those that need attention first, with the next command.
public final class LeaseText {
  private final TextDisplay display;

  public LeaseText(TextDisplay display) {
    this.display = display;
  }

  /// Writes the leases.
  public void render(LeaseReport leases, Writer out) throws IOException {
    var page = new TextPage(out, display);
    page.words(0, opening(leases));
    page.blank();
    if (!leases.gaps().isEmpty()) {
      ReportPhrases.gaps(page, leases.gaps().size(), "whether something is on a lease there");
      for (Gap gap : leases.gaps()) {
        page.labelled(2, Style.PLAIN, ReportPhrases.place(gap) + ":", " " + ReportPhrases.why(gap));
      }
      page.blank();
    }
    List<LeasedResource> worstFirst =
        leases.leased().stream()
            .sorted(Comparator.comparing((LeasedResource each) -> !leases.needsSomebody(each)))
            .toList();
    for (LeasedResource each : worstFirst) {
      one(page, each, leases);
    }
    page.command("Next", page.invocation().same(next(leases)));
    out.flush();
  }

  private static String opening(LeaseReport leases) {
    if (!leases.leased().isEmpty()) {
      return ReportPhrases.count(leases.leased().size(), "lease") + ".";
    }
    if (!leases.gaps().isEmpty()) {
      return "Nothing is on a lease in what could be read.";
    }
    return leases.looked().size() == 1
        ? "Nothing is on a lease in " + leases.looked().getFirst() + "."
        : "Nothing is on a lease in any of %s."
            .formatted(ReportPhrases.count(leases.looked().size(), "place"));
  }

  private static void one(TextPage page, LeasedResource each, LeaseReport leases)
      throws IOException {
    ResourceRef ref = each.resource().ref();
    String name = ref.name().equals(ref.identifier()) ? "" : "  " + ref.name();
    page.labelled(
        0,
        Style.STRONG,
        ref.identifier(),
        "%s  (%s, %s)".formatted(name, ref.id().kind(), ref.id().target()));
    switch (each.reading()) {
      case ProtectionLease.Reading.Found(var lease) -> {
        boolean ended = lease.hasLapsed(leases.at());
        page.labelled(
            2,
            ended ? Style.BOLD_RED : Style.PLAIN,
            ended ? "ENDED:" : "Until:",
            " " + lease.until() + (ended ? "; a sweep brings protection back" : ""));
        page.labelled(2, Style.PLAIN, "Leased:", " " + lease.at() + " by " + lease.by());
        page.labelled(2, Style.PLAIN, "Why:", " " + lease.why());
        page.labelled(2, Style.PLAIN, "Off:", " " + off(lease));
        page.advice(2, "End it:", "molly lease " + ref.typed() + " --end");
      }
      case ProtectionLease.Reading.Unreadable(var why) ->
          page.labelled(
              2, Style.BOLD_RED, "NO RECORD TO RELY ON:", " " + why + ": molly explain lease");
      case ProtectionLease.Reading.None none -> {}
    }
    page.blank();
  }

  private static String off(ProtectionLease lease) {
    return lease.settings().keySet().stream()
        .map(ControlId::value)
        .collect(Collectors.joining(", "));
  }

  private static String next(LeaseReport leases) {
    if (!leases.gaps().isEmpty()) {
      return "molly explain gap";
    }
    return leases.leased().stream().anyMatch(leases::needsSomebody) ? "molly sweep" : "molly scan";
  }
}
