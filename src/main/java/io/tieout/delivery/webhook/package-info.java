/** Plain webhooks: Standard Webhooks signature, CloudEvents body. */
@org.jmolecules.architecture.hexagonal.SecondaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.delivery.webhook;
