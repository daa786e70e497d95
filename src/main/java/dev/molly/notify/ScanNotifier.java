package dev.molly.notify;

import static java.util.stream.Collectors.joining;

import dev.molly.config.NoticeType;
import dev.molly.engine.support.Sleeper;
import dev.molly.report.digest.DigestDelivery;
import dev.molly.report.digest.DigestPreview;
import dev.molly.report.digest.ScanDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Delivers the digests of a scan. If a channel is unavailable, a digest is sent again a few times,
/// with the same id. After that the channel is not tried again, and after a few minutes nothing is
/// sent any more, so that a scan ends.
public final class ScanNotifier {
  private static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(4));
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /// The number of owners that a message names.
  private static final int NAMED = 5;

  private final List<Route> all;
  private final Clock clock;
  private final Sleeper sleeper;

  ScanNotifier(List<Route> all, Clock clock, Sleeper sleeper) {
    this.all = all.stream().filter(each -> each.takes(NoticeType.SCAN)).toList();
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /// Returns a notifier without channels.
  public static ScanNotifier none() {
    return new ScanNotifier(List.of(), Clock.systemUTC(), Sleeper.real());
  }

  /// Returns what would be sent, and sends nothing.
  public List<DigestPreview> preview(List<ScanDigest> digests) {
    var previews = new ArrayList<DigestPreview>();
    for (ScanDigest digest : digests) {
      Message message = Message.of(digest);
      if (to(digest).isEmpty()) {
        previews.add(
            new DigestPreview(
                digest, "no channel, since none is about scans for its owner", message.json()));
      }
      for (Route each : to(digest)) {
        Channel channel = each.channel();
        previews.add(new DigestPreview(digest, channel.destination(), channel.payload(message)));
      }
    }
    return previews;
  }

  /// Delivers digests, each by every channel that is for its owner.
  public DigestDelivery deliver(List<ScanDigest> digests) {
    Instant end = clock.instant().plus(LONGEST);
    Map<Route, String> givenUp = new HashMap<>();
    Map<Route, List<ScanDigest>> failed = new LinkedHashMap<>();
    Map<Route, String> why = new HashMap<>();
    int delivered = 0;
    for (ScanDigest digest : digests) {
      for (Route route : to(digest)) {
        Optional<String> problem = attempt(route, Message.of(digest), end, givenUp);
        if (problem.isEmpty()) {
          delivered++;
        } else {
          failed.computeIfAbsent(route, _ -> new ArrayList<>()).add(digest);
          why.putIfAbsent(route, problem.get());
        }
      }
    }
    var problems = new ArrayList<String>();
    List<ScanDigest> lost = digests.stream().filter(each -> to(each).isEmpty()).toList();
    if (!lost.isEmpty()) {
      problems.add(
          "not delivered, since no channel of the config is about scans for " + owners(lost));
    }
    failed.forEach(
        (route, missed) ->
            problems.add(
                "not delivered to %s (%s): %s"
                    .formatted(owners(missed), route.channel().destination(), why.get(route))));
    return new DigestDelivery(delivered, problems);
  }

  private List<Route> to(ScanDigest digest) {
    return all.stream().filter(each -> each.takes(NoticeType.SCAN, digest.owner())).toList();
  }

  /// Returns why a message was not delivered; empty if it was.
  private Optional<String> attempt(
      Route route, Message message, Instant end, Map<Route, String> givenUp) {
    String before = givenUp.get(route);
    if (before != null) {
      return Optional.of(before);
    }
    for (int failures = 0; ; failures++) {
      if (!clock.instant().isBefore(end)) {
        return Optional.of("no more was sent after %d minutes".formatted(LONGEST.toMinutes()));
      }
      try {
        route.channel().deliver(message);
        return Optional.empty();
      } catch (Channel.Unavailable e) {
        if (failures == PAUSES.size()) {
          givenUp.put(route, e.getMessage());
          return Optional.of(e.getMessage());
        }
        sleeper.sleep(PAUSES.get(failures));
      } catch (RuntimeException e) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
    }
  }

  private static String owners(List<ScanDigest> digests) {
    String named =
        digests.stream().limit(NAMED).map(each -> each.owner().label()).collect(joining(", "));
    return digests.size() > NAMED
        ? named + " and %d more".formatted(digests.size() - NAMED)
        : named;
  }
}
