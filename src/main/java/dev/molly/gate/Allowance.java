package dev.molly.gate;

import java.time.LocalDate;
import java.util.Optional;

/// Allows one finding on purpose, for a limited time.
///
/// @param address the address of the resource in full: an allowance for many would be a flag
/// @param reason why it is all right
/// @param environment the environment of the config that it is for; empty for every one
/// @param until the last day (UTC) on which it applies
public record Allowance(
    GateRule rule, String address, String reason, Optional<String> environment, LocalDate until) {}
