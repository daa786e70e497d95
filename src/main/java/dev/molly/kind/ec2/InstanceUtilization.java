package dev.molly.kind.ec2;

import static dev.molly.model.Evidence.Topic.USE;

import dev.molly.aws.AccountSession;
import dev.molly.kind.EvidenceCollector;
import dev.molly.kind.EvidenceReader;
import dev.molly.kind.support.CloudWatchMetrics;
import dev.molly.kind.support.CloudWatchMetrics.Query;
import dev.molly.kind.support.HumanQuantities;
import dev.molly.kind.support.TimeSeries;
import dev.molly.model.RegionId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads the utilization of an EC2 instance in the last 14 days from CloudWatch.
///
/// Trusted Advisor reports an instance with up to 10 % of CPU and 5 MB of network a day as low
/// utilization. More than that on any single day is a warning here; less is no proof that the
/// instance is unused.
///
/// Source: https://docs.aws.amazon.com/awssupport/latest/user/cost-optimization-checks.html
final class InstanceUtilization {
  private static final double LITTLE_PERCENT = 10;
  private static final double LITTLE_BYTES = 5_000_000;

  private final Query average;
  private final Query most;
  private final Query in;
  private final Query out;
  private final Instant from;
  private final Instant now;
  private final Map<Query, TimeSeries> read;

  /// @throws dev.molly.aws.AwsException if CloudWatch does not answer
  InstanceUtilization(AccountSession session, RegionId region, String instanceId, Instant now) {
    this.average = query(instanceId, "CPUUtilization", "Average");
    this.most = query(instanceId, "CPUUtilization", "Maximum");
    this.in = query(instanceId, "NetworkIn", "Sum");
    this.out = query(instanceId, "NetworkOut", "Sum");
    this.from = now.minus(EvidenceReader.LOOK_BACK).truncatedTo(ChronoUnit.HOURS);
    this.now = now;
    this.read =
        CloudWatchMetrics.read(
            session, region, List.of(average, most, in, out), from, now, CloudWatchMetrics.HOUR);
  }

  private static Query query(String instanceId, String name, String stat) {
    return new Query("AWS/EC2", name, Map.of("InstanceId", instanceId), stat);
  }

  /// @param runs whether it runs now, so that datapoints are expected
  void tell(boolean runs, EvidenceCollector found) {
    cpu(runs, found);
    network(runs, found);
  }

  private void cpu(boolean runs, EvidenceCollector found) {
    TimeSeries averages = series(average);
    TimeSeries peaks = series(most);
    if (averages.isEmpty() || peaks.isEmpty()) {
      none("CPU", runs, found);
      return;
    }
    double busiest = averages.busiestDayAverage();
    String said =
        "CPU over %s: %s %% on average, %s %% at most"
            .formatted(
                averages.reach(from, now), percent(averages.average()), percent(peaks.most()));
    if (busiest > LITTLE_PERCENT) {
      found.warning(USE, said + ", %s %% on its busiest day".formatted(percent(busiest)));
    } else {
      found.note(USE, said);
    }
  }

  private void network(boolean runs, EvidenceCollector found) {
    TimeSeries ins = series(in);
    TimeSeries outs = series(out);
    if (ins.isEmpty() || outs.isEmpty()) {
      none("network", runs, found);
      return;
    }
    String said =
        "network over %s: %s in, %s out"
            .formatted(
                ins.reach(from, now),
                HumanQuantities.bytes(ins.sum()),
                HumanQuantities.bytes(outs.sum()));
    double busiest = Math.max(ins.busiestDaySum(), outs.busiestDaySum());
    if (busiest > LITTLE_BYTES) {
      found.warning(
          USE, said + ", up to %s a day one way".formatted(HumanQuantities.bytes(busiest)));
    } else {
      found.note(USE, said);
    }
  }

  /// A missing datapoint is not 0. It is expected of an instance that does not run.
  private void none(String metric, boolean runs, EvidenceCollector found) {
    String said =
        "CloudWatch has no %s datapoints of the last %s"
            .formatted(metric, HumanQuantities.span(EvidenceReader.LOOK_BACK));
    if (runs) {
      found.unknown(USE, said + ", though it runs: whether it does anything is not known");
    } else {
      found.note(USE, said + ": it did not run");
    }
  }

  private TimeSeries series(Query query) {
    return read.getOrDefault(query, new TimeSeries(new TreeMap<>()));
  }

  private static String percent(double value) {
    return HumanQuantities.number(Math.round(value * 10) / 10.0);
  }
}
