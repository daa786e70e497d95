/// The library's face: [Molly] and its builder, the requests that they return, and the parts
/// that the command line needs beside them. May use every package but `cli`, `app` and
/// `sandbox`; only these use it. A program needs nothing of `engine`.
package dev.molly;
