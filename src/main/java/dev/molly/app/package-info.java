/// Puts molly together: the parts that talk to AWS, the command line and the sandbox. Depends on
/// everything, and nothing depends on it.
package dev.molly.app;
