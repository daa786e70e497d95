/// Kinds that have nothing but switches: each is declared in one file, and [SwitchKind] does the
/// rest.
package dev.molly.kind.switches;
