/// One case for each kind that has nothing but switches: how a resource is made and deleted with
/// the SDK, and which permissions it takes to read it.
package dev.molly.contract.kinds;
