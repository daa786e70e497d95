package dev.molly.aws;

import dev.molly.model.RegionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;

/// The changes that CloudTrail's event history shows. It exists in every account without a trail.
///
/// Source: CloudTrail API Reference, LookupEvents: events of 90 days, one attribute for each
/// lookup, 50 events on a page. The User Guide promises no time after which an event is there.
public final class ChangeEvents {
  public static final String PERMISSION = "cloudtrail:LookupEvents";

  private static final int PAGE = 50;

  private final CloudTrailClient client;

  public ChangeEvents(AccountSession session, RegionId region) {
    this.client = session.client(CloudTrailClient.class, region);
  }

  /// Returns the ids of the resources that some events mention. What an event changed is not
  /// looked at: CloudTrail hides some values.
  ///
  /// @param ids the form of the ids
  /// @param pages the most pages to read; more than that is more than it is worth
  /// @throws AwsException if not all events could be read, or one of them mentions no id
  public Set<String> mentioned(
      List<String> names, Pattern ids, Instant from, Instant to, int pages) {
    // Not the end of another word: `ami-` ends like `i-`.
    var words = Pattern.compile("\\b" + ids.pattern() + "\\b");
    var mentioned = new HashSet<String>();
    read(names, from, to, pages, event -> mentioned.addAll(ids(event, words)));
    return mentioned;
  }

  /// Returns the writes of tags that some events show, the oldest first.
  ///
  /// @param pages the most pages to read; more than that is more than it is worth
  /// @throws AwsException if not all events could be read
  public List<TagWrite> tagWrites(List<String> names, Instant from, Instant to, int pages) {
    var writes = new ArrayList<TagWrite>();
    read(names, from, to, pages, event -> TagWrite.of(event).ifPresent(writes::add));
    writes.sort(Comparator.comparing(TagWrite::at));
    return writes;
  }

  private void read(List<String> names, Instant from, Instant to, int pages, Consumer<Event> each) {
    int left = pages;
    for (String name : names) {
      String token = null;
      do {
        if (left-- == 0) {
          throw new AwsException(
              AwsException.Reason.OTHER,
              "there are more than %d events of %s since %s"
                  .formatted(pages * PAGE, String.join(", ", names), from));
        }
        LookupEventsResponse page = page(name, from, to, token);
        page.events().forEach(each);
        token = page.nextToken();
      } while (token != null);
    }
  }

  private LookupEventsResponse page(String name, Instant from, Instant to, @Nullable String token) {
    LookupAttribute by =
        LookupAttribute.builder()
            .attributeKey(LookupAttributeKey.EVENT_NAME)
            .attributeValue(name)
            .build();
    return AwsCalls.call(
        PERMISSION,
        () ->
            client.lookupEvents(
                request ->
                    request
                        .lookupAttributes(by)
                        .startTime(from)
                        .endTime(to)
                        .maxResults(PAGE)
                        .nextToken(token)));
  }

  private static Set<String> ids(Event event, Pattern ids) {
    var found = new HashSet<String>();
    String text = event.cloudTrailEvent() == null ? "" : event.cloudTrailEvent();
    for (Matcher id = ids.matcher(text); id.find(); ) {
      found.add(id.group());
    }
    if (found.isEmpty()) {
      throw new AwsException(
          AwsException.Reason.OTHER,
          "event %s of CloudTrail does not say which resource was changed"
              .formatted(event.eventId()));
    }
    return found;
  }
}
