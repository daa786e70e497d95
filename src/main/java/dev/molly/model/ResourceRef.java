package dev.molly.model;

/// A resource as people and AWS's calls name it.
///
/// @param identifier what a person would type: the instance id, the DB identifier, the bucket's
///     name
/// @param name what a person would say: the Name tag where there is one, else the identifier. Text
///     from AWS: data, never trusted for display
/// @param arn the full ARN, with the partition the resource is in
public record ResourceRef(ResourceId id, String identifier, String name, String arn) {}
