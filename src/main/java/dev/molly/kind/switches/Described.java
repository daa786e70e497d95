package dev.molly.kind.switches;

import dev.molly.model.Tags;

/// What every resource has, as AWS describes it.
///
/// @param identifier the name by which calls address it
/// @param name the name by which people know it
/// @param uid an id that no other resource ever has, where AWS gives one
/// @param arn the ARN; empty if the description does not contain it, so that `SwitchKind.arn`
///     builds it
/// @param state the state in AWS's own terms
/// @param tags the tags; unread if the description does not contain them
public record Described(
    String identifier, String name, String uid, String arn, String state, Tags tags) {}
