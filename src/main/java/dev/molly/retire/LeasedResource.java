package dev.molly.retire;

import dev.molly.model.Resource;

/// A resource with the tags of a lease, and what these say.
public record LeasedResource(Resource resource, ProtectionLease.Reading reading) {}
