package dev.molly.kind;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.model.Arn;
import dev.molly.model.ConsoleAddress;
import dev.molly.model.Control;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.retire.Blocker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A kind of resource: how it is listed, and the protection of each control. Holds no state; safe
/// for use by multiple threads.
public interface ResourceKind {
  KindId id();

  /// Returns whether an ARN is that of a resource of this kind.
  ///
  /// Source: Service Authorization Reference, resource types of the service.
  boolean owns(Arn arn);

  /// Returns the form of the identifiers that AWS generates; empty if users choose them.
  default Optional<GeneratedId> generatedId() {
    return Optional.empty();
  }

  /// Returns the protections that the kind can have.
  List<Control> controls();

  /// Returns the page of a resource in the AWS console.
  ConsoleAddress console();

  /// Returns the IAM actions that reading the kind requires.
  List<String> readPermissions();

  /// Lists every resource of this kind in one region, page by page, with the protections that
  /// the listing itself returns at no extra cost. `found` may be slow: the next page is not
  /// requested before it returns.
  ///
  /// @param wanted the controls and tags that some rule needs of this kind; nothing else is read
  /// @throws AwsException if a page could not be read; the resources found so far were passed
  ///     on, but are incomplete
  void list(
      AccountSession session, RegionId region, ControlSelection wanted, Consumer<Resource> found);

  /// Lists every resource as [#list] does, but makes no call for a single resource: what the
  /// listing itself does not contain is unread.
  ///
  /// @throws AwsException as [#list]
  default void count(
      AccountSession session, RegionId region, ControlSelection wanted, Consumer<Resource> found) {
    list(session, region, wanted, found);
  }

  /// Returns the calls that a scan makes for one resource, besides those of [#count], as IAM
  /// actions name them; one that is made twice is there twice. Where the number depends on what
  /// AWS answers, it is the usual one.
  ///
  /// @param counted the resource as [#count] passes it on
  /// @param wanted the controls and tags that some rule needs of this resource
  default List<String> callsFor(Resource counted, ControlSelection wanted) {
    return List.of();
  }

  /// Reads the selected protections that require separate calls for each resource. A protection
  /// that AWS does not return is Unknown.
  Resource read(AccountSession session, Resource listed, ControlSelection wanted);

  /// Reads the selected protections, except for what is known from an earlier scan.
  default Resource read(
      AccountSession session, Resource listed, ControlSelection wanted, SettingCache cache) {
    return read(session, listed, wanted);
  }

  /// Returns the CloudTrail events of all calls that can change a setting which [#read] puts in a
  /// cache; empty if the kind uses none. Every one of them must mention the [#generatedId] of the
  /// resource.
  default List<String> changeEvents() {
    return List.of();
  }

  /// Returns one AWS CLI command that turns the control on, if a single command can do so
  /// without removing something else; for a shell, and preceded by a check of the account.
  ///
  /// @param atLeast the minimum retention; zero if any retention will do
  Optional<String> cliFix(Resource resource, ControlId control, Duration atLeast);

  /// Returns whether `molly protect` turns a failing control on, as far as a scan can determine
  /// it: not always by a single command, and not everything that a command could.
  default boolean isProtectable(Resource resource, ControlId control, Duration atLeast) {
    return cliFix(resource, control, atLeast).isPresent();
  }

  /// Returns why AWS refuses to change any control of the resource in its current state, and the
  /// step that must come first; empty if AWS does not refuse.
  default Optional<Blocker> blockerOfChange(Resource now) {
    return Optional.empty();
  }
}
