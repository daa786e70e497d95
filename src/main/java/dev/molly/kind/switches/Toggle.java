package dev.molly.kind.switches;

import dev.molly.model.Control;
import dev.molly.model.Control.Measure;
import dev.molly.model.ControlId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One protection that is `on` or `off`: how AWS says it, and the call that sets it.
///
/// @param <C> the SDK's client
/// @param <D> the AWS description of a resource
public final class Toggle<C, D> {
  /// Makes the call that sets a toggle.
  interface Setter<C> {
    void set(C client, String identifier, boolean on);
  }

  private Control control;
  private final String member;
  private Function<D, @Nullable Boolean> described = shown -> null;
  private @Nullable Read<C> read;
  private @Nullable Write<C> on;
  private @Nullable Write<C> off;
  private String whyReadOnly = "";
  private Function<D, Optional<String>> notOffered = shown -> Optional.empty();

  private Toggle(Control control, String member) {
    this.control = control;
    this.member = member;
  }

  /// A read by a call of its own.
  record Read<C>(String permission, BiFunction<C, String, @Nullable Boolean> call) {}

  /// A write that turns it on, or one that turns it off.
  ///
  /// @param command the AWS CLI command up to the resource: `dynamodb update-table --table-name`
  /// @param option the option that follows; empty if the command says it all
  record Write<C>(String permission, BiConsumer<C, String> call, String command, String option) {}

  /// Begins a toggle that no description contains and nothing sets.
  ///
  /// @param page the `molly explain` page of the control
  /// @param summary the control in one line
  /// @param member the flag's name in AWS's responses
  static <C, D> Toggle<C, D> of(String id, String page, String summary, String member) {
    return new Toggle<>(new Control(new ControlId(id), Measure.SWITCH, page, summary), member);
  }

  /// Begins the toggle `deletion-protection`, which every kind that has it describes alike.
  static <C, D> Toggle<C, D> deletionProtection(String page, String member) {
    return of(
        "deletion-protection", page, "it cannot be deleted before this is turned off", member);
  }

  /// Names AWS's documentation, and the attribute of HashiCorp's AWS provider that turns the
  /// toggle on; an empty attribute if the provider has none.
  Toggle<C, D> documentedAt(String address, String terraform) {
    this.control = control.documentedAt(address).inTerraform(terraform);
    return this;
  }

  /// Reads the toggle from the description; null where the description lacks it.
  Toggle<C, D> describedBy(Function<D, @Nullable Boolean> flag) {
    this.described = flag;
    return this;
  }

  /// Reads the toggle with a call of its own, which returns null where the response lacks it.
  Toggle<C, D> readBy(String permission, BiFunction<C, String, @Nullable Boolean> call) {
    this.read = new Read<>(permission, call);
    return this;
  }

  /// Declares the call that sets the toggle, and the same call in the AWS CLI.
  Toggle<C, D> setBy(String permission, Setter<C> call, String command, String on, String off) {
    return setBy(
        new Write<>(permission, (aws, id) -> call.set(aws, id, true), command, on),
        new Write<>(permission, (aws, id) -> call.set(aws, id, false), command, off));
  }

  /// Declares the calls that turn the toggle on and off, where AWS has one for each.
  Toggle<C, D> setBy(Write<C> on, Write<C> off) {
    this.on = on;
    this.off = off;
    return this;
  }

  /// A call that turns a toggle on, or one that turns it off, and the same in the AWS CLI.
  static <C> Write<C> call(String permission, BiConsumer<C, String> call, String command) {
    return new Write<>(permission, call, command, "");
  }

  /// Declares that Molly does not set the toggle.
  ///
  /// @param why the reason, and how to set it otherwise
  Toggle<C, D> readOnly(String why) {
    this.whyReadOnly = why;
    return this;
  }

  /// Declares the resources that do not have the toggle, each with the reason.
  Toggle<C, D> unless(Function<D, Optional<String>> reason) {
    this.notOffered = reason;
    return this;
  }

  Control control() {
    return control;
  }

  ControlId id() {
    return control.id();
  }

  String member() {
    return member;
  }

  @Nullable Boolean described(D shown) {
    return described.apply(shown);
  }

  Optional<Read<C>> read() {
    return Optional.ofNullable(read);
  }

  /// Returns the write that turns it on, or the one that turns it off.
  Optional<Write<C>> write(boolean to) {
    return Optional.ofNullable(to ? on : off);
  }

  String whyReadOnly() {
    return whyReadOnly;
  }

  Optional<String> notOffered(D shown) {
    return notOffered.apply(shown);
  }

  List<String> readPermissions() {
    return read().map(Read::permission).stream().toList();
  }

  List<String> writePermissions() {
    return Stream.of(write(true), write(false))
        .flatMap(Optional::stream)
        .map(Write::permission)
        .distinct()
        .toList();
  }
}
