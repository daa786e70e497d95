package dev.molly.config;

import dev.molly.guard.FreezeWindow;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the freeze windows of a `molly.yaml`: those with days are weekly, the others cover
/// whole calendar days.
final class FreezeReader {
  static final List<String> KEYS = List.of("why", "days", "from", "to", "zone");
  static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private final ValueReader values;

  FreezeReader(ValueReader values) {
    this.values = values;
  }

  Optional<FreezeWindow> read(YamlNode node) {
    return values.section(node, "a freeze", KEYS).flatMap(this::read);
  }

  private Optional<FreezeWindow> read(YamlSection freeze) {
    return isWeekly(freeze) ? weekly(freeze) : dates(freeze);
  }

  private Optional<String> why(YamlSection freeze) {
    return freeze.need("why", text -> values.text(text, ValueFormat.TEXT));
  }

  private Optional<ZoneId> zone(YamlSection freeze) {
    return freeze.need("zone", values::zone);
  }

  /// A freeze that begins at a time of day is weekly even without days; they were forgotten.
  private static boolean isWeekly(YamlSection freeze) {
    return freeze.has("days") || freeze.get("from").filter(FreezeReader::isTime).isPresent();
  }

  private static boolean isTime(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar && ValueFormat.TIME.fits(scalar.text());
  }

  private Optional<FreezeWindow> weekly(YamlSection freeze) {
    Optional<String> why = why(freeze);
    Optional<ZoneId> zone = zone(freeze);
    Optional<Set<DayOfWeek>> days = freeze.need("days", this::days);
    Optional<LocalTime> from = freeze.need("from", values::time);
    Optional<LocalTime> to = freeze.need("to", values::time);
    return all(why, zone, days, from, to)
        ? Optional.of(
            new FreezeWindow.Weekly(why.get(), days.get(), from.get(), to.get(), zone.get()))
        : Optional.empty();
  }

  private Optional<FreezeWindow> dates(YamlSection freeze) {
    Optional<String> why = why(freeze);
    Optional<ZoneId> zone = zone(freeze);
    Optional<LocalDate> from = freeze.need("from", values::date);
    Optional<LocalDate> to = freeze.need("to", values::date);
    if (!all(why, zone, from, to)) {
      return Optional.empty();
    }
    return to.get().isBefore(from.get())
        ? values.wrong(freeze.at(), "this freeze ends on " + to.get() + ", before it begins")
        : Optional.of(new FreezeWindow.Dates(why.get(), from.get(), to.get(), zone.get()));
  }

  private static boolean all(Optional<?>... read) {
    return Stream.of(read).allMatch(Optional::isPresent);
  }

  private Optional<Set<DayOfWeek>> days(YamlNode node) {
    var days = EnumSet.noneOf(DayOfWeek.class);
    for (YamlNode item : values.oneOrMore(node, "'days'").orElse(List.of())) {
      values
          .word(item, "day", DAYS)
          .map(day -> DayOfWeek.of(DAYS.indexOf(day) + 1))
          .ifPresent(days::add);
    }
    return days.isEmpty() ? Optional.empty() : Optional.of(days);
  }
}
