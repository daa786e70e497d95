/// The clients that sessions have: one record for each service, with the calls that Molly makes. A
/// shared client makes them, with the credentials that the session puts into each request; any
/// other call throws UnsupportedOperationException. Knows nothing of `aws`, which makes the
/// shared clients.
///
/// To make one more call: override its operation here, in the form that takes a request. The
/// forms that take a lambda, and paginators, go through it.
package dev.molly.aws.session;
