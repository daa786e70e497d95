package dev.molly.kind.rds;

import static dev.molly.model.Evidence.Topic.USE;

import dev.molly.aws.AccountSession;
import dev.molly.kind.EvidenceCollector;
import dev.molly.kind.EvidenceReader;
import dev.molly.kind.support.CloudWatchMetrics;
import dev.molly.kind.support.CloudWatchMetrics.Query;
import dev.molly.kind.support.HumanQuantities;
import dev.molly.kind.support.TimeSeries;
import dev.molly.model.RegionId;
import dev.molly.model.UsageSince;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads the connections to a database from CloudWatch. RDS reports them once a minute while the
/// database is up, by its name: after a rename there is no history.
///
/// Source: RDS User Guide, "CloudWatch metrics for Amazon RDS" and "Renaming a DB instance".
final class ConnectionMetrics {
  /// The age of the newest datapoint from which on it is no evidence of the current connections
  /// of a database that is up.
  private static final Duration STALE = Duration.ofMinutes(15);

  private final AccountSession session;
  private final RegionId region;
  private final List<Query> queries;

  /// @param dimension `DBInstanceIdentifier` or `DBClusterIdentifier`
  /// @param names the names of the instances; each has its own connections
  ConnectionMetrics(AccountSession session, RegionId region, String dimension, List<String> names) {
    this.session = session;
    this.region = region;
    this.queries =
        names.stream()
            .map(
                name ->
                    new Query("AWS/RDS", "DatabaseConnections", Map.of(dimension, name), "Maximum"))
            .toList();
  }

  /// Reports the current connections, and their maximum in the last 14 days.
  ///
  /// @param up whether it is up now, so that datapoints are expected
  void tell(boolean up, Instant now, EvidenceCollector found) {
    Instant from = now.minus(EvidenceReader.LOOK_BACK).truncatedTo(ChronoUnit.HOURS);
    Map<Query, TimeSeries> past = read(from, now, CloudWatchMetrics.HOUR);
    Map<Query, TimeSeries> present =
        read(now.minus(STALE).truncatedTo(ChronoUnit.MINUTES), now, Duration.ofMinutes(1));
    for (Query query : queries) {
      tell(of(query), series(past, query), series(present, query), up, from, now, found);
    }
  }

  /// Names the database, if there are several.
  private String of(Query query) {
    return queries.size() == 1 ? "" : " to " + query.dimensions().values().iterator().next();
  }

  private static void tell(
      String to,
      TimeSeries past,
      TimeSeries present,
      boolean up,
      Instant from,
      Instant now,
      EvidenceCollector found) {
    if (past.isEmpty()) {
      String said =
          "CloudWatch has no datapoints of connections%s in the last %s"
              .formatted(to, HumanQuantities.span(EvidenceReader.LOOK_BACK));
      if (up) {
        found.unknown(USE, said + ", though it is up: whether there are connections is not known");
      } else {
        found.note(USE, said + ": it was not up");
      }
      return;
    }
    String most = "at most %s%s over %s".formatted(count(past.most()), to, past.reach(from, now));
    if (past.most() > 0) {
      Instant last = past.lastAboveZero().getKey();
      found.warning(
          USE,
          "%s%s; the last in the hour of %s"
              .formatted(present(present), most, HumanQuantities.minute(last)));
    } else if (up && present.isEmpty()) {
      found.note(USE, most);
      found.unknown(
          USE, "it is up, but CloudWatch does not say how many connections there are now");
    } else {
      found.note(USE, present(present) + most);
    }
  }

  private static String count(double connections) {
    return HumanQuantities.count(Math.round(connections), "connection");
  }

  private static String present(TimeSeries present) {
    return present.isEmpty() ? "" : HumanQuantities.number(present.latest()) + " now, ";
  }

  /// Returns whether there was a connection. A stopped database that has reported no connection
  /// since had none; for a database that is up, this conclusion requires a recent datapoint.
  ///
  /// The datapoint that contains the instant counts as a whole: a connection of up to an hour
  /// before the instant may be taken for one after it, but not the other way round.
  UsageSince since(boolean up, Instant since, Instant now) {
    Duration period = CloudWatchMetrics.finest(since, now);
    Instant from =
        Instant.ofEpochSecond(
            Math.floorDiv(since.getEpochSecond(), period.toSeconds()) * period.toSeconds());
    Instant to = now.isAfter(from) ? now : from.plus(period);
    Map<Query, TimeSeries> read = read(from, to, period);
    for (Query query : queries) {
      TimeSeries series = series(read, query);
      if (!series.isEmpty() && series.most() > 0) {
        var last = series.lastAboveZero();
        return new UsageSince.Yes(
            "%s%s at %s"
                .formatted(
                    count(last.getValue()), of(query), HumanQuantities.minute(last.getKey())));
      }
      boolean silent =
          series.isEmpty() || series.points().lastKey().plus(period).isBefore(now.minus(STALE));
      if (up && silent) {
        return new UsageSince.Unknown(
            "it is up, but CloudWatch has no late datapoint of connections%s".formatted(of(query)),
            "");
      }
    }
    return new UsageSince.No(
        "no connection since %s%s"
            .formatted(HumanQuantities.minute(since), up ? "" : "; it is not up"));
  }

  private Map<Query, TimeSeries> read(Instant from, Instant to, Duration period) {
    return CloudWatchMetrics.read(session, region, queries, from, to, period);
  }

  private static TimeSeries series(Map<Query, TimeSeries> read, Query query) {
    return read.getOrDefault(query, new TimeSeries(new TreeMap<>()));
  }
}
