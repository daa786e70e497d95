package dev.molly.report.digest;

import dev.molly.model.Owner;

/// What one owner is told of a scan.
///
/// @param id equal for the same scan and owner, so that a receiver can detect a duplicate
/// @param owner the owner, or why there is none
/// @param subject a line
/// @param text all of it for people, in lines
/// @param json all of it for programs, as described by `schema/digest-1.schema.json`; pure ASCII
public record ScanDigest(String id, Owner owner, String subject, String text, String json) {}
