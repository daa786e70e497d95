package dev.molly.kind;

import dev.molly.aws.AwsException;
import dev.molly.aws.Session;
import dev.molly.model.Control;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One kind of resource: how it is listed, what each of its controls says, and what turns one on.
/// Holds no state; safe for many threads.
public sealed interface Kind permits Ec2Instance, RdsInstance, RdsCluster, S3Bucket {
  KindId id();

  /// The protections it can have.
  List<Control> controls();

  /// Lists every resource of this kind in one region, page after page, with the answers the listing
  /// gives for nothing. `found` may be slow: the next page is not asked for before it returns.
  ///
  /// @param wanted what some rule asks of this kind, so that nothing else is read
  /// @throws AwsException when a page could not be read; what was found so far was passed on, but
  ///     is not all
  void list(Session session, RegionId region, Wanted wanted, Consumer<Resource> found);

  /// Reads what is wanted and costs calls of its own for each resource. What AWS does not answer is
  /// Unknown.
  Resource read(Session session, Resource listed, Wanted wanted);

  /// One AWS CLI command that turns the control on, where one command can do so without taking
  /// something else away.
  ///
  /// @param atLeast how long what is kept must be kept; empty when any time will do
  Optional<String> fix(Resource resource, ControlId control, Optional<Duration> atLeast);
}
