package dev.molly.report.digest;

import dev.molly.model.Owner;

/// The digest of a scan for one owner.
///
/// @param id equal for the same scan and owner, so that a receiver can detect a duplicate
/// @param owner the owner, or why there is none
/// @param subject one line
/// @param text the digest for people, in lines
/// @param json the digest for programs, as described by `schema/digest-1.schema.json`; pure ASCII
public record ScanDigest(String id, Owner owner, String subject, String text, String json) {}
