/// EC2 and Auto Scaling, simulated.
package dev.molly.sim.ec2;
