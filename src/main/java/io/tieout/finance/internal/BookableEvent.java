package io.tieout.finance.internal;

import io.tieout.finance.FinanceEvent;
import org.jspecify.annotations.Nullable;

/** A finance event with the document that goes with it. */
public record BookableEvent(FinanceEvent event, @Nullable DocumentDraft document) {}
