/// The uses of the simulator: the sandbox, which is an account kept in a file, and the story of
/// `molly demo`. Depends on `sim`, and on molly like any user of the library.
package dev.molly.sandbox;
