/** What orders keeps to itself: the order's life, its rules, and how it is stored. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.orders.internal;
