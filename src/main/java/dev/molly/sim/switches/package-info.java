/// The simulated services of which only a protection against deletion is simulated.
package dev.molly.sim.switches;
