/// What molly does: the scan so far. Depends on `policy`, `kind`, `aws` and `model`; called through
/// `Molly` alone.
package dev.molly.engine;
