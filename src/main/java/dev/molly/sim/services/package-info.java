/// The services without a folder of their own: CloudWatch, Elastic Load Balancing, KMS, STS.
package dev.molly.sim.services;
