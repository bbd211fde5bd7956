/** Commands to partners: queued in delivery's engine, handed to the connection's adapter. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.channels.commands;
