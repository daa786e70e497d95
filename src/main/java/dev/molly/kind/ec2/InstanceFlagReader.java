package dev.molly.kind.ec2;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.kind.ReadFailures;
import dev.molly.model.Protection;
import dev.molly.model.ResourceRef;
import java.util.HashMap;
import java.util.Map;

/// Reads the flags of one instance for a scan, each once and only on demand, because AWS returns
/// one attribute of one instance per call. A flag that could not be read is Unknown.
final class InstanceFlagReader {
  private final AccountSession session;
  private final ResourceRef instance;
  private final Map<InstanceFlag, Protection> read = new HashMap<>();

  InstanceFlagReader(AccountSession session, ResourceRef instance) {
    this.session = session;
    this.instance = instance;
  }

  Protection of(InstanceFlag flag) {
    return read.computeIfAbsent(flag, this::ask);
  }

  private Protection ask(InstanceFlag flag) {
    try {
      return flag.meaning(flag.read(session, instance));
    } catch (AwsException e) {
      return e.reason() == AwsException.Reason.NOT_FOUND
          ? new Protection.NotOffered("it was terminated while the scan ran")
          : ReadFailures.because(e);
    }
  }
}
