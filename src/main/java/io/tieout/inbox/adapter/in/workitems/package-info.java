/** What people may do about messages in trouble, from the exception queue. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.inbox.adapter.in.workitems;
