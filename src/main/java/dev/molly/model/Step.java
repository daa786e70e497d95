package dev.molly.model;

/// One action of a plan, with what it takes to check and to show it.
///
/// @param fingerprint of the resource as the plan saw it, which must still be so when the action is
///     carried out
/// @param call what is called
/// @param why the rule that asks for it
public record Step(Change action, String fingerprint, ApiCall call, String why) {}
