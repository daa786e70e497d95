/// Assembles molly from the parts that use AWS, the command line and the sandbox. Depends on
/// everything, and nothing depends on it.
package dev.molly.app;
