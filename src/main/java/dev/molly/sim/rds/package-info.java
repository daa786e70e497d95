/// RDS, simulated.
package dev.molly.sim.rds;
