package dev.molly.report.staged;

import dev.molly.model.ResourceRef;
import dev.molly.report.format.Invocation;
import dev.molly.report.format.PrintableText;
import dev.molly.retire.RetiredResource;
import dev.molly.retire.RetirementRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VAlarm;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Action;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Trigger;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableAction;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/// The due dates of retired resources as a calendar (RFC 5545): an event for each, and a
/// reminder before it. The same retirement has the same UID, so that importing the calendar
/// again moves an event and does not duplicate it.
public final class DueCalendar {
  private static final Duration REMINDER = Duration.ofDays(-2);

  private DueCalendar() {}

  /// Writes the calendar.
  ///
  /// @param typed the command that writes it: the commands in the calendar carry its options, as
  ///     they are pasted weeks later, and anywhere
  public static void write(RetirementStatus retirementStatus, Invocation typed, Writer out)
      throws IOException {
    var calendar = new Calendar();
    calendar.add(new ProdId("-//molly//status//EN"));
    calendar.add(ImmutableVersion.VERSION_2_0);
    for (RetiredResource each : retirementStatus.retired()) {
      Optional<RetirementRecord> record = each.isOnItsWay() ? each.record() : Optional.empty();
      record = record.filter(found -> !found.isForGood());
      if (record.isPresent()) {
        calendar.add(event(each.resource().ref(), record.get(), retirementStatus.at(), typed));
      }
    }
    // The library closes the writer that it is given.
    var text = new StringWriter();
    new CalendarOutputter(false).output(calendar, text);
    out.write(text.toString());
    out.flush();
  }

  private static VEvent event(
      ResourceRef ref, RetirementRecord record, Instant at, Invocation typed) {
    String id = PrintableText.of(ref.identifier());
    String summary = "molly: " + id + " falls due";
    var event = new VEvent(false);
    event.add(new Uid("%s-%d@molly".formatted(ref.id().uid(), record.at().getEpochSecond())));
    event.add(new DtStamp(at));
    event.add(new DtStart<>(record.due()));
    event.add(new Summary(summary));
    event.add(new Description(description(ref, record, typed)));
    var alarm = new VAlarm();
    alarm.add(new Trigger(REMINDER));
    alarm.add(new Action(ImmutableAction.VALUE_DISPLAY));
    alarm.add(new Description(summary));
    event.add(alarm);
    return event;
  }

  private static String description(ResourceRef ref, RetirementRecord record, Invocation typed) {
    String which = ref.typedAnywhere();
    return """
    %s (%s) in %s can be deleted for good from then on.
    Why: %s
    Retired by: %s
    To keep it: %s, or %s\
    """
        .formatted(
            PrintableText.of(record.name().filter(name -> !name.isEmpty()).orElse(ref.name())),
            ref.id().kind(),
            ref.id().target(),
            PrintableText.of(record.why()),
            PrintableText.of(record.by()),
            typed.command("molly extend " + which + " --by 7d"),
            typed.command("molly restore " + which));
  }
}
