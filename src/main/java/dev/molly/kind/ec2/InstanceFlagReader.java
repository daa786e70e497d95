package dev.molly.kind.ec2;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.kind.ReadFailures;
import dev.molly.kind.SettingCache;
import dev.molly.model.Protection;
import dev.molly.model.ResourceRef;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/// Reads the flags of one instance for a scan, each once and only on demand, because AWS returns
/// one attribute of one instance per call. A flag that could not be read is Unknown.
final class InstanceFlagReader {
  private final AccountSession session;
  private final ResourceRef instance;
  private final SettingCache cache;
  private final Map<InstanceFlag, Protection> read = new HashMap<>();

  InstanceFlagReader(AccountSession session, ResourceRef instance, SettingCache cache) {
    this.session = session;
    this.instance = instance;
    this.cache = cache;
  }

  Protection of(InstanceFlag flag) {
    return read.computeIfAbsent(flag, this::ask);
  }

  private Protection ask(InstanceFlag flag) {
    return cache
        .known(instance.id(), flag.id())
        .map(reading -> asOf(flag.meaning(reading.value()), reading.at()))
        .orElseGet(() -> read(flag));
  }

  private static Protection asOf(Protection then, Instant at) {
    return then instanceof Protection.On(var why)
        ? new Protection.On(
            "%s (read on %s; CloudTrail shows no change since)"
                .formatted(why, at.truncatedTo(ChronoUnit.SECONDS)))
        : then;
  }

  private Protection read(InstanceFlag flag) {
    try {
      String value = flag.read(session, instance);
      Protection protection = flag.meaning(value);
      if (protection instanceof Protection.On) {
        cache.good(instance.id(), flag.id(), value);
      }
      return protection;
    } catch (AwsException e) {
      return e.reason() == AwsException.Reason.NOT_FOUND
          ? new Protection.NotOffered("it was terminated while the scan ran")
          : ReadFailures.because(e);
    }
  }
}
