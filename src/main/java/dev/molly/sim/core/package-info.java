/// The parts shared by all simulated services: the clock, regions, faults, the record of calls.
package dev.molly.sim.core;
