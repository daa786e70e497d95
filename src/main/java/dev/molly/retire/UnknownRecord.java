package dev.molly.retire;

import dev.molly.model.Resource;

/// A resource whose record is not one of this installation's, or may be none.
///
/// @param unread why that could not be read; empty if it was read
public record UnknownRecord(Resource resource, String unread) {}
