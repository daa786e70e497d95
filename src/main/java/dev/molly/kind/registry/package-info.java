/// The registry of all kinds, and the mapping of ARNs and names to them. Depends on all kinds;
/// no kind depends on it.
package dev.molly.kind.registry;
