package dev.molly.engine.run;

/// The evidence that a notice was delivered.
///
/// @param channel the channel of delivery: `command`, `webhook`, `sns`, `events`, `slack`, or
///     `person` for a user's claim
/// @param text the response of the channel, without secrets
public record Receipt(String channel, String text) {}
