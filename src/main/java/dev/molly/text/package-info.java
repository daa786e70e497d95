/// Text utilities: durations, globs, shell quoting, the syntax of identifiers, spelling
/// suggestions. Pure; depends on nothing.
package dev.molly.text;
