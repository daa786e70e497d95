/// Text utilities: durations, globs, shell quoting, the syntax of identifiers, spelling
/// suggestions, reasons of failures. Pure; depends on nothing.
package dev.molly.text;
