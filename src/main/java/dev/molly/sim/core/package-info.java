/// What every simulated service shares: the clock, regions, faults, the calls that were made.
package dev.molly.sim.core;
