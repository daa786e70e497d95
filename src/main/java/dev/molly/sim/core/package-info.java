/// What all simulated services share: clock, regions, faults, calls. It knows no service.
package dev.molly.sim.core;
