package dev.molly.guard;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A freeze that is scheduled in advance, by the calendar and local time of one time zone.
///
/// When clocks are put forward, a skipped local time counts as the instant of the jump. When
/// they are put back and a local time occurs twice, the first occurrence begins a freeze and the
/// second ends it: an ambiguous freeze is the longer one.
public sealed interface FreezeWindow {
  /// Returns the freeze in effect at a time, with the instants at which it begins and ends.
  Optional<Freeze> at(Instant now);

  /// A freeze from one time of day to another, on some days of the week.
  ///
  /// @param days the days on which it begins
  /// @param to the first moment after it; if that is not later than `from`, it is on the next
  ///     day
  record Weekly(String why, Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone)
      implements FreezeWindow {
    public Weekly {
      if (days.isEmpty()) {
        throw new IllegalArgumentException("a weekly freeze has days");
      }
      days = Set.copyOf(days);
    }

    @Override
    public Optional<Freeze> at(Instant now) {
      LocalDate today = LocalDate.ofInstant(now, zone);
      return Stream.of(today.minusDays(1), today)
          .filter(day -> days.contains(day.getDayOfWeek()))
          .flatMap(day -> beginningOn(day, now).stream())
          .findFirst();
    }

    private Optional<Freeze> beginningOn(LocalDate day, Instant now) {
      LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
      return between(why, day.atTime(from), last.atTime(to), zone, now);
    }
  }

  /// A freeze of whole days.
  ///
  /// @param from the first day
  /// @param to the last day
  record Dates(String why, LocalDate from, LocalDate to, ZoneId zone) implements FreezeWindow {
    public Dates {
      if (to.isBefore(from)) {
        throw new IllegalArgumentException("a freeze does not end before it begins");
      }
    }

    @Override
    public Optional<Freeze> at(Instant now) {
      return between(why, from.atStartOfDay(), to.plusDays(1).atStartOfDay(), zone, now);
    }
  }

  private static Optional<Freeze> between(
      String why, LocalDateTime from, LocalDateTime to, ZoneId zone, Instant now) {
    Instant begin = skipped(from, zone).orElseGet(() -> from.atZone(zone).toInstant());
    Instant end =
        skipped(to, zone).orElseGet(() -> to.atZone(zone).withLaterOffsetAtOverlap().toInstant());
    return now.isBefore(begin) || !now.isBefore(end)
        ? Optional.empty()
        : Optional.of(new Freeze(why, begin, Optional.of(end), Freeze.OFF));
  }

  /// Returns the instant at which the clocks skip a local time; empty if they do not skip it.
  private static Optional<Instant> skipped(LocalDateTime time, ZoneId zone) {
    return Optional.ofNullable(zone.getRules().getTransition(time))
        .filter(ZoneOffsetTransition::isGap)
        .map(ZoneOffsetTransition::getInstant);
  }
}
