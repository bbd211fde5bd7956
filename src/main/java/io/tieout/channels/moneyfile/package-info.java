/** What the adapters of settlements, payouts and bank statements share: their problems and their outcome. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.channels.moneyfile;
