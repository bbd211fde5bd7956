/** What time alone brings about: authorisations end, refunds and goods fail to come. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.returns.adapter.in.jobs;
