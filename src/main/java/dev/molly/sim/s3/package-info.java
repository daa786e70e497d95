/// The simulation of S3 and S3 Control.
package dev.molly.sim.s3;
