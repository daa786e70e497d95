/// The simulation of RDS.
package dev.molly.sim.rds;
