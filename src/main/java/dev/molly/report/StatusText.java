package dev.molly.report;

import dev.molly.model.Target;
import dev.molly.retire.Next;
import dev.molly.retire.Retired;
import dev.molly.retire.Retired.Standing;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// What is retired, for people.
public final class StatusText {
  private final Display display;

  public StatusText(Display display) {
    this.display = display;
  }

  public void render(Register register, Writer out) throws IOException {
    var page = new TextPage(out, display);
    page.words(0, opening(register));
    page.blank();
    RetiredText.gaps(page, register);
    RetiredText.stuck(page, register.stuck());
    for (var place : TextReport.groups(register.retired(), StatusText::place).entrySet()) {
      page.place(place.getKey());
      page.blank();
      for (Retired each : place.getValue()) {
        RetiredText.one(page, each, register.at());
      }
    }
    page.command("Next", page.invocation().same(next(register)));
    out.flush();
  }

  private static String opening(Register register) {
    List<Retired> all = register.retired();
    if (all.isEmpty()) {
      return register.gaps().isEmpty()
          ? "Nothing is retired%s.".formatted(where(register))
          : "Nothing is retired in what could be read.";
    }
    long due = all.stream().filter(each -> each.isDue(register.at())).count();
    return "%s: %s due, %s to be looked at."
        .formatted(
            Phrases.count(all.size(), "retired resource"),
            due == 0 ? "none is" : Tally.number(due),
            register.stuck().isEmpty() ? "none" : Tally.number(register.stuck().size()));
  }

  /// Nobody should take one region for all.
  private static String where(Register register) {
    return switch (register.looked().size()) {
      case 0 -> "";
      case 1 -> " in " + register.looked().getFirst();
      default -> " in any of %s".formatted(Phrases.count(register.looked().size(), "place"));
    };
  }

  private static String next(Register register) {
    List<Retired> all = register.retired();
    if (!register.gaps().isEmpty()) {
      return "molly explain gap";
    }
    if (all.isEmpty()) {
      return "molly scan";
    }
    boolean goesOn =
        all.stream()
            .anyMatch(
                each ->
                    each.next().isPresent()
                        && (each.next().get() instanceof Next.Do
                            || each.next().get() instanceof Next.Wait));
    boolean due =
        all.stream()
            .anyMatch(
                each ->
                    each.isDue(register.at())
                        && each.standing() instanceof Standing.Known(var r, Next.Reached done)
                        && r.told().isPresent());
    return !goesOn && due ? "molly purge" : "molly sweep";
  }

  private static Target place(Retired each) {
    return each.resource().id().target();
  }
}
