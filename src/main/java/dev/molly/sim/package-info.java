/// AWS accounts in memory: the SDK's own client interfaces over plain Java state, with a virtual
/// clock and seeded faults.
///
/// The demo, the tests and the simulation run against it, because a tool that deletes resources
/// must be tested where no data can be lost. It imports the JDK, the SDK and, in `SimFile`
/// alone, Jackson. Of molly's other packages it uses only the types `IamGrant` and `UserError`,
/// so that it cannot share their mistakes; the exception is `SimAws`, which provides its
/// clients. Tests, the demo and the composition root may depend on it; packages that make
/// decisions may not.
///
/// Unsimulated features throw [UnsupportedOperationException]: an operation that is not
/// overridden, and a member of a request that no rule here reads. Where AWS does not document a
/// response, the simulator returns the harsher one, and a comment in the code says so.
///
/// To add a service: one class (`SimFoo`) and one line in `SimServices`. The class implements the
/// SDK's client interface, overrides only the simulated operations, and passes every call through
/// `core.SimEndpoint`. It holds the service's errors (a `core.CommonErrors`), its state (a
/// `core.SimState` of plain fields, such as `SimElb.State`), and the `core.SimService` that
/// registers them. `SimFile` saves the fields of the state by itself.
@NullMarked
package dev.molly.sim;

import org.jspecify.annotations.NullMarked;
