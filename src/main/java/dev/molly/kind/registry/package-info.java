/// The list of all kinds of AWS resources. Depends on all kinds; no kind depends on it.
package dev.molly.kind.registry;
