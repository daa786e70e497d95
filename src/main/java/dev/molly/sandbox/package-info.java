/// What people do with the simulator: the sandbox, which is an account kept in a file, and the
/// story that `molly demo` tells. Depends on `sim`, and on molly as any user of the library does.
package dev.molly.sandbox;
