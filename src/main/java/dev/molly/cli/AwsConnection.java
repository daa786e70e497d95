package dev.molly.cli;

import dev.molly.model.RegionId;
import java.util.Optional;

/// How a command reaches AWS.
///
/// @param profile the profile of the AWS config files; empty if the standard credential chain
///     decides
/// @param home the region in which the caller identity is looked up
public record AwsConnection(Optional<String> profile, RegionId home) {}
