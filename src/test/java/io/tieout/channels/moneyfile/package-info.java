/** Tests of the adapters of settlements, payouts and bank statements. */
@org.jspecify.annotations.NullMarked
package io.tieout.channels.moneyfile;
