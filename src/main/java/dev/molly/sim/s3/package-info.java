/// S3 and S3 Control, simulated.
package dev.molly.sim.s3;
