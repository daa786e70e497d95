package dev.molly.model;

/// One IAM action on one resource: what a session may do, and no more.
///
/// @param arn of the resource
public record Grant(String permission, String arn) {}
