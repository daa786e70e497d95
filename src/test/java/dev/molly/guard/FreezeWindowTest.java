package dev.molly.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Berlin is an hour ahead of UTC in winter, two in summer. In 2027 its clocks go from 02:00 to
/// 03:00 on 28 March and from 03:00 to 02:00 on 31 October, both Sundays, at 01:00 UTC.
class FreezeWindowTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Set<DayOfWeek> WEEKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
  private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);

  /// 23 November 2026 is a Monday.
  @ParameterizedTest
  @CsvSource({
    "2026-11-23T16:59:59Z, false",
    "2026-11-23T17:00:00Z, true",
    "2026-11-23T23:30:00Z, true",
    "2026-11-24T06:59:59Z, true",
    "2026-11-24T07:00:00Z, false",
    "2026-11-27T17:00:00Z, true",
    "2026-11-28T06:59:59Z, true",
    "2026-11-28T07:00:00Z, false",
    "2026-11-28T17:00:00Z, false",
    "2026-11-29T17:00:00Z, false",
    "2026-11-30T06:59:59Z, false",
  })
  void coversNightsThatBeginOnItsDays(Instant now, boolean frozen) {
    assertThat(weekly(WEEKDAYS, "18:00", "08:00").at(now).isPresent()).isEqualTo(frozen);
  }

  @Test
  void saysWhenItBeganAndWhenItEnds() {
    Instant now = Instant.parse("2026-11-24T01:00:00Z");

    assertThat(weekly(WEEKDAYS, "18:00", "08:00").at(now))
        .contains(freeze("2026-11-23T17:00:00Z", "2026-11-24T07:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T07:59:59Z, false",
    "2026-11-23T08:00:00Z, true",
    "2026-11-23T10:59:59Z, true",
    "2026-11-23T11:00:00Z, false",
  })
  void coversHoursOfOneDay(Instant now, boolean frozen) {
    assertThat(weekly(WEEKDAYS, "09:00", "12:00").at(now).isPresent()).isEqualTo(frozen);
  }

  @Test
  void coversAWholeDayWhenItEndsWhereItBegins() {
    var window = weekly(Set.of(DayOfWeek.SUNDAY), "00:00", "00:00");

    assertThat(window.at(Instant.parse("2026-11-29T12:00:00Z")))
        .contains(freeze("2026-11-28T23:00:00Z", "2026-11-29T23:00:00Z"));
    assertThat(window.at(Instant.parse("2026-11-29T23:00:00Z"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2027-03-27T17:00:00Z, 2027-03-28T06:00:00Z",
    "2027-10-30T16:00:00Z, 2027-10-31T07:00:00Z",
  })
  void isAnHourShorterOrLongerInTheNightsInWhichClocksChange(Instant from, Instant until) {
    var window = weekly(EVERY_DAY, "18:00", "08:00");

    assertThat(window.at(from))
        .contains(new Freeze("nights", from, Optional.of(until), Freeze.OFF));
    assertThat(window.at(until.minusMillis(1))).isPresent();
    assertThat(window.at(until)).isEmpty();
  }

  @Test
  void beginsWhenClocksJumpOverItsBeginning() {
    assertThat(weekly(EVERY_DAY, "02:30", "04:00").at(Instant.parse("2027-03-28T01:00:00Z")))
        .contains(freeze("2027-03-28T01:00:00Z", "2027-03-28T02:00:00Z"));
  }

  @Test
  void endsWhenClocksJumpOverItsEnd() {
    var window = weekly(EVERY_DAY, "01:00", "02:30");

    assertThat(window.at(Instant.parse("2027-03-28T00:59:59Z")))
        .contains(freeze("2027-03-28T00:00:00Z", "2027-03-28T01:00:00Z"));
    assertThat(window.at(Instant.parse("2027-03-28T01:00:00Z"))).isEmpty();
  }

  @Test
  void isNotOnAtAllWhenClocksJumpOverAllOfIt() {
    var window = weekly(EVERY_DAY, "02:15", "02:45");

    assertThat(window.at(Instant.parse("2027-03-28T00:59:59Z"))).isEmpty();
    assertThat(window.at(Instant.parse("2027-03-28T01:00:00Z"))).isEmpty();
    assertThat(window.at(Instant.parse("2027-03-29T00:30:00Z"))).isPresent();
  }

  @Test
  void beginsTheFirstTimeAndEndsTheSecondWhereATimeComesTwice() {
    var begins = weekly(EVERY_DAY, "02:30", "04:00");
    var ends = weekly(EVERY_DAY, "01:00", "02:30");

    assertThat(begins.at(Instant.parse("2027-10-31T00:30:00Z")))
        .contains(freeze("2027-10-31T00:30:00Z", "2027-10-31T03:00:00Z"));
    assertThat(ends.at(Instant.parse("2027-10-31T01:29:59Z")))
        .contains(freeze("2027-10-30T23:00:00Z", "2027-10-31T01:30:00Z"));
  }

  /// The same instant is another day of the week in Auckland.
  @Test
  void goesByTheCalendarOfItsPlace() {
    var auckland =
        new FreezeWindow.Weekly(
            "nights",
            Set.of(DayOfWeek.MONDAY),
            LocalTime.of(0, 0),
            LocalTime.of(8, 0),
            ZoneId.of("Pacific/Auckland"));

    assertThat(auckland.at(Instant.parse("2026-11-22T12:00:00Z"))).isPresent();
    assertThat(auckland.at(Instant.parse("2026-11-23T12:00:00Z"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-19T22:59:59Z, false",
    "2026-12-19T23:00:00Z, true",
    "2027-01-03T22:59:59Z, true",
    "2027-01-03T23:00:00Z, false",
  })
  void coversWholeDaysWithTheFirstAndTheLast(Instant now, boolean frozen) {
    assertThat(dates("2026-12-20", "2027-01-03", BERLIN).at(now).isPresent()).isEqualTo(frozen);
  }

  @Test
  void coversTheDaysOnWhichClocksChangeFromMidnightToMidnight() {
    assertThat(dates("2027-03-28", "2027-03-28", BERLIN).at(Instant.parse("2027-03-28T12:00:00Z")))
        .contains(freeze("2027-03-27T23:00:00Z", "2027-03-28T22:00:00Z"));
    assertThat(dates("2027-10-31", "2027-10-31", BERLIN).at(Instant.parse("2027-10-31T12:00:00Z")))
        .contains(freeze("2027-10-30T22:00:00Z", "2027-10-31T23:00:00Z"));
  }

  /// In Sao Paulo, 4 November 2018 began at 01:00.
  @Test
  void coversADayThatHasNoMidnight() {
    ZoneId saoPaulo = ZoneId.of("America/Sao_Paulo");

    assertThat(
            dates("2018-11-04", "2018-11-04", saoPaulo).at(Instant.parse("2018-11-04T03:00:00Z")))
        .contains(freeze("2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z"));
  }

  @Test
  void cannotBeWithoutDaysOrEndBeforeItBegins() {
    assertThatThrownBy(() -> weekly(Set.of(), "18:00", "08:00"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> dates("2027-01-03", "2026-12-20", BERLIN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> freeze("2027-01-03T00:00:00Z", "2027-01-03T00:00:00Z"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Freeze freeze(String from, String until) {
    return new Freeze("nights", Instant.parse(from), Optional.of(Instant.parse(until)), Freeze.OFF);
  }

  private static FreezeWindow weekly(Set<DayOfWeek> days, String from, String to) {
    return new FreezeWindow.Weekly(
        "nights", days, LocalTime.parse(from), LocalTime.parse(to), BERLIN);
  }

  private static FreezeWindow dates(String from, String to, ZoneId zone) {
    return new FreezeWindow.Dates("nights", LocalDate.parse(from), LocalDate.parse(to), zone);
  }
}
