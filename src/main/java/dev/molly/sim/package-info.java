/// An AWS account in memory: the SDK's own client interfaces over plain Java state, with a
/// virtual clock and seeded faults.
///
/// It is what the demo, the tests and the simulation run against, because a tool that deletes
/// things must be tried where nothing can be lost. It imports the JDK, the SDK and, in `SimFile`
/// alone, Jackson. It knows nothing of molly's other packages, so that it cannot share their
/// mistakes; only `SimAws`, which hands its clients out, does. Tests, the demo and the
/// composition root may depend on it; nothing that decides may.
///
/// What it does not simulate throws [UnsupportedOperationException]: an operation that is not
/// overridden, and a member of a request that no rule here reads. Where AWS does not document an
/// answer, the simulator gives the harsher one, and the code says so in a comment.
///
/// To add a service: state in one class of plain fields (`SimFoo`), its map in `core.SimRegion`
/// with its time-driven changes in `SimRegion.due`, a client class that overrides only what is
/// simulated and passes every call through `core.SimEndpoint`, and its refusals in a
/// `FooErrors`. `SimFile` picks the new fields up by itself.
@NullMarked
package dev.molly.sim;

import org.jspecify.annotations.NullMarked;
