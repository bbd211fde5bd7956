/** Reading partners' documents: JSON fields with their places, and the fields that published models name. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.channels.format;
