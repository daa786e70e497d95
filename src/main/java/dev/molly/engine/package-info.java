/// What molly does: the scan; the plans of every command that changes something; the executor that
/// alone carries one out, after the guards; undo, and finding out about what was cut off. Depends
/// on `guard`, `journal`, `retire`, `policy`, `kind`, `aws` and `model`; called through `Molly`
/// alone.
package dev.molly.engine;
